package org.hookbench.framework.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hookbench.ErrorMessage;
import org.hookbench.UsageException;

/** What a peer and its clients have in common and nobody else knows: {@value #BYTES} bytes. */
public final class PeerKey {
  /** Bytes of a key. */
  public static final int BYTES = 32;

  private static final String MAC = "HmacSHA256";
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final SecretKeySpec key;

  private PeerKey(byte[] key) {
    this.key = new SecretKeySpec(key, MAC);
  }

  /** A key of so many bytes, at least one. */
  static PeerKey of(byte[] key) {
    return new PeerKey(key);
  }

  /**
   * Reads a key file: {@value #BYTES} bytes in hex.
   *
   * @throws UsageException if it can't be read, is none, or others than its owner may read or write
   *     it
   */
  public static PeerKey read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Set<PosixFilePermission> others = Files.getPosixFilePermissions(file);
      others.removeAll(OWNERS);
      if (!others.isEmpty()) {
        throw new UsageException(
            "the key file "
                + file
                + " is open to others than its owner (mode "
                + PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                + "); whoever read it knows the key: make a new one"
                + " (hookbench peer --new-key FILE), or chmod 600 it");
      }
      String text = new String(in.readNBytes(2 * BYTES + 2), StandardCharsets.ISO_8859_1).strip();
      if (text.length() != 2 * BYTES) {
        throw noKey(file);
      }
      return new PeerKey(HexFormat.of().parseHex(text));
    } catch (NoSuchFileException e) {
      throw new UsageException(
          "there is no key file " + file + "; hookbench peer --new-key FILE makes one", e);
    } catch (IOException e) {
      throw new UsageException("can't read the key file " + file + ": " + ErrorMessage.of(e), e);
    } catch (IllegalArgumentException e) {
      throw noKey(file);
    }
  }

  private static UsageException noKey(Path file) {
    return new UsageException(
        "the file " + file + " holds no key, which is " + 2 * BYTES + " hex digits and a new line");
  }

  /**
   * Writes a new random key to a new file of mode 0600.
   *
   * @throws UsageException if there is such a file, or it can't be made
   */
  public static void create(Path file) {
    String text = HexFormat.of().formatHex(random()) + "\n";
    try (SeekableByteChannel out =
        Files.newByteChannel(
            file,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (FileAlreadyExistsException e) {
      throw new UsageException("there is a file " + file + " already, which is left as it is", e);
    } catch (IOException e) {
      throw new UsageException("can't make the key file " + file + ": " + ErrorMessage.of(e), e);
    }
  }

  /** {@value #BYTES} random bytes, for a key or a nonce. */
  static byte[] random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /** HMAC-SHA-256 of the parts, one behind the other. Source: RFC 2104, RFC 4231. */
  byte[] hmac(byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + MAC, e);
    }
  }
}
