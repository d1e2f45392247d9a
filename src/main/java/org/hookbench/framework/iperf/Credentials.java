package org.hookbench.framework.iperf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import org.hookbench.UsageException;

/**
 * A user and a password for a server with {@code --rsa-private-key-path} and {@code
 * --authorized-users-path}. They travel encrypted with the server's public key, together with the
 * time: the clocks of the two hosts may differ by 10 s, unless the server says otherwise.
 *
 * @param user without white space, where iperf3 would cut it off
 * @param password likewise
 * @param key the server's
 * @param padding of the encryption
 */
public record Credentials(String user, String password, RSAPublicKey key, Padding padding) {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([^-]*)-----END PUBLIC KEY-----");
  private static final long LARGEST_FILE = 64 << 10;

  /** How the text is padded before RSA; the server does not say which it wants. */
  public enum Padding {
    /** As 3.17 and later want it. */
    OAEP,
    /** As servers before 3.17 want it, and later ones with {@code --use-pkcs1-padding}. */
    PKCS1,
    /** OAEP, and where the server refuses it PKCS1, at the cost of a second connection. */
    EITHER;

    List<Padding> inOrder() {
      return this == EITHER ? List.of(OAEP, PKCS1) : List.of(this);
    }
  }

  /**
   * @throws UsageException if iperf3 could not read the user or the password again, or they are too
   *     long for the key
   */
  public Credentials {
    requireWord("user", user);
    requireWord("password", password);
    // of OAEP with SHA-1, which takes more than PKCS1
    int room = (key.getModulus().bitLength() + 7) / 8 - 42;
    if (text(user, password, Long.MAX_VALUE).length > room) {
      throw new UsageException(
          "user and password of the iperf3 server are too long for its key of "
              + key.getModulus().bitLength()
              + " bits");
    }
  }

  private static void requireWord(String what, String value) {
    if (value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      throw new UsageException(
          "the " + what + " of an iperf3 server is one word without white space");
    }
  }

  /**
   * Takes the key from a file as {@code openssl rsa -pubout} writes it.
   *
   * @throws UsageException if it can't be read, or holds no such key
   */
  public static Credentials of(String user, String password, Path pem) {
    return new Credentials(user, password, read(pem), Padding.EITHER);
  }

  private static RSAPublicKey read(Path pem) {
    String what = "the public key of the iperf3 server, " + pem + ",";
    try {
      if (Files.size(pem) > LARGEST_FILE) {
        throw new UsageException(what + " is larger than a key");
      }
      Matcher matcher = PEM.matcher(Files.readString(pem, StandardCharsets.ISO_8859_1));
      if (!matcher.find()) {
        throw new UsageException(
            what + " has no line BEGIN PUBLIC KEY; openssl rsa -in PRIVATE -pubout makes one");
      }
      byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
      return (RSAPublicKey)
          KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
    } catch (IOException e) {
      throw new UsageException(what + " can't be read: " + e, e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UsageException(what + " is no RSA key: " + e.getMessage(), e);
    }
  }

  /**
   * The parameter {@code authtoken}.
   *
   * @param epochSeconds the time now
   */
  String token(Padding form, long epochSeconds) {
    try {
      // OpenSSL's OAEP, with SHA-1 for both
      Cipher cipher =
          Cipher.getInstance(
              form == Padding.PKCS1
                  ? "RSA/ECB/PKCS1Padding"
                  : "RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
      cipher.init(Cipher.ENCRYPT_MODE, key);
      return Base64.getEncoder().encodeToString(cipher.doFinal(text(user, password, epochSeconds)));
    } catch (GeneralSecurityException e) {
      throw new UsageException(
          "the public key of the iperf3 server can't be used: " + e.getMessage(), e);
    }
  }

  private static byte[] text(String user, String password, long epochSeconds) {
    return ("user: " + user + "\npwd:  " + password + "\nts:   " + epochSeconds)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Credentials[user=" + user + ", padding=" + padding + "]";
  }
}
