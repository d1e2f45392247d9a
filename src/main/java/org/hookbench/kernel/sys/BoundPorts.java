package org.hookbench.kernel.sys;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Which ports of the calling thread's network namespace a socket listens on, or is bound to without
 * a peer. Source: {@code /proc/net/tcp} and its like, proc_net_tcp(5).
 */
public final class BoundPorts {
  private static final Path FOLDER = Path.of("/proc/thread-self/net");
  private static final List<String> TABLES = List.of("tcp", "tcp6", "udp", "udp6");
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final int HEX = 16;
  private static final String TCP_LISTEN = "0A";
  // what the kernel shows of an unconnected UDP socket
  private static final String TCP_CLOSE = "07";

  private BoundPorts() {}

  /** Whether a TCP socket listens on a port, or a UDP socket takes what comes to it. */
  public static boolean has(int port) {
    for (String table : TABLES) {
      try {
        if (has(KernelFile.readAll(FOLDER.resolve(table)), port)) {
          return true;
        }
      } catch (IOException e) {
        // without IPv6 there are two tables less
        continue;
      }
    }
    return false;
  }

  /**
   * The same of one table.
   *
   * @param table the text of {@code /proc/net/tcp} or {@code udp}
   */
  static boolean has(String table, int port) {
    return table
        .lines()
        .skip(1)
        .map(line -> line.trim().split("\\s+"))
        .anyMatch(
            f ->
                f.length > STATE
                    && (f[STATE].equals(TCP_LISTEN) || f[STATE].equals(TCP_CLOSE))
                    && port(f[LOCAL]) == port
                    && port(f[REMOTE]) == 0);
  }

  private static int port(String address) {
    try {
      return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), HEX);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
