package org.hookbench.framework.remote;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hookbench.UsageException;
import org.hookbench.framework.iperf.Credentials;

/**
 * What a peer asks for before it serves: the key file of {@code hookbench peer --listen}, or the
 * RSA public key of an iperf3 server together with the user of {@code peer=iperf3:USER@HOST} and
 * the password in the environment variable {@code IPERF3_PASSWORD}, as iperf3 itself has it.
 */
public final class PeerAccess {
  /** The system property with the key's file. */
  public static final String KEY = "hookbench.peer.key";

  private static final String PASSWORD = "IPERF3_PASSWORD";

  private PeerAccess() {}

  /** Names the key's file, for this process and its forks. */
  public static void use(Path key) {
    System.setProperty(KEY, key.toAbsolutePath().toString());
  }

  /** JVM arguments for the forks of this process. */
  public static List<String> forkArguments() {
    return keyFile().map(file -> List.of("-D" + KEY + "=" + file)).orElse(List.of());
  }

  /** The key's file, where one was named. */
  static Optional<Path> keyFile() {
    return Optional.ofNullable(System.getProperty(KEY)).map(Path::of).map(Path::toAbsolutePath);
  }

  /**
   * Credentials for an iperf3 server.
   *
   * @throws UsageException where there is no key or no password
   */
  static Credentials ofIperf3(String user) {
    Path key =
        keyFile()
            .orElseThrow(
                () ->
                    new UsageException(
                        "peer=iperf3:"
                            + user
                            + "@... needs the server's RSA public key: --peer-key FILE"));
    String password = System.getenv(PASSWORD);
    if (password == null) {
      throw new UsageException(
          "peer=iperf3:"
              + user
              + "@... needs the user's password in the environment variable "
              + PASSWORD);
    }
    return Credentials.of(user, password, key);
  }
}
