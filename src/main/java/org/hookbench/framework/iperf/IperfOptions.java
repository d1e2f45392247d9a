package org.hookbench.framework.iperf;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.hookbench.UsageException;

/**
 * What is asked of an iperf3 server. {@link #of} has iperf3's own defaults, and the {@code with}
 * methods change one of them.
 *
 * @param server where {@code iperf3 -s} listens
 * @param local the address that the control connection and the data flows come from; the kernel
 *     chooses where it is empty
 * @param protocol of the data flows
 * @param flows parallel data flows, 1 to 128
 * @param reverse whether the server sends; otherwise it receives
 * @param blockBytes what the server writes or reads at a time, 1 to 1048576; with UDP the size of a
 *     datagram, 16 to 65507
 * @param seconds after which the server may give up, 1 to 86400, or 0 for never. It ends a test by
 *     itself only about 40 s later; a server with {@code --server-max-duration} (3.20) takes
 *     neither 0 nor more than that.
 * @param bitsPerSecond the rate of each flow at which the server sends, or 0 for as fast as it can;
 *     in the other direction the server only compares it with its {@code --server-bitrate-limit}
 * @param counters64 whether datagrams are counted in 64 bits, as with {@code --udp-counters-64bit};
 *     in 32 the count starts again after 4294967295 datagrams
 * @param credentials for a server with {@code --authorized-users-path}
 */
public record IperfOptions(
    InetSocketAddress server,
    Optional<InetAddress> local,
    Protocol protocol,
    int flows,
    boolean reverse,
    int blockBytes,
    int seconds,
    long bitsPerSecond,
    boolean counters64,
    Optional<Credentials> credentials) {
  /** The port of an {@code iperf3 -s} without {@code -p}. */
  public static final int DEFAULT_PORT = 5201;

  /** Parallel data flows that a server takes at the most. */
  public static final int MOST_FLOWS = 128;

  /** The longest test, in seconds, that a server takes. */
  public static final int MOST_SECONDS = 86400;

  /** What a server sends a second over UDP where no rate is named: 1 Mbit, as iperf3 reckons it. */
  public static final long DEFAULT_UDP_RATE = 1 << 20;

  private static final int DEFAULT_TCP_BLOCK = 128 << 10;

  /** Fits an MTU of 1500 bytes over IPv4 and IPv6. */
  private static final int DEFAULT_DATAGRAM = 1448;

  private static final int MOST_BLOCK = 1 << 20;
  private static final int LEAST_DATAGRAM = 16;
  private static final int MOST_DATAGRAM = 65507;

  /**
   * @throws UsageException if one is out of bounds, or the server's name has no address
   */
  public IperfOptions {
    if (server.isUnresolved()) {
      throw new UsageException(
          "the name of the iperf3 server, " + server.getHostString() + ", has no address");
    }
    inside("flows", flows, 1, MOST_FLOWS);
    boolean tcp = protocol == Protocol.TCP;
    inside(
        tcp ? "block size" : "datagram size",
        blockBytes,
        tcp ? 1 : LEAST_DATAGRAM,
        tcp ? MOST_BLOCK : MOST_DATAGRAM);
    inside("seconds", seconds, 0, MOST_SECONDS);
    inside("bits per second", bitsPerSecond, 0, Long.MAX_VALUE);
    local.ifPresent(
        address -> {
          if (address.getClass() != server.getAddress().getClass()) {
            throw new UsageException(
                "of the iperf3 server's address, "
                    + server.getAddress().getHostAddress()
                    + ", and the local one, "
                    + address.getHostAddress()
                    + ", one is IPv4 and one IPv6");
          }
        });
  }

  private static void inside(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new UsageException(
          what + " of an iperf3 test are " + least + " to " + most + ", not " + value);
    }
  }

  /**
   * One flow that the server receives, for as long as a server takes.
   *
   * @param server where {@code iperf3 -s} listens
   * @param protocol UDP comes with a rate of {@link #DEFAULT_UDP_RATE}
   */
  public static IperfOptions of(InetSocketAddress server, Protocol protocol) {
    boolean tcp = protocol == Protocol.TCP;
    return new IperfOptions(
        server,
        Optional.empty(),
        protocol,
        1,
        false,
        tcp ? DEFAULT_TCP_BLOCK : DEFAULT_DATAGRAM,
        MOST_SECONDS,
        tcp ? 0 : DEFAULT_UDP_RATE,
        true,
        Optional.empty());
  }

  /** With another address at this end. */
  public IperfOptions withLocal(InetAddress address) {
    return new IperfOptions(
        server,
        Optional.of(address),
        protocol,
        flows,
        reverse,
        blockBytes,
        seconds,
        bitsPerSecond,
        counters64,
        credentials);
  }

  /** With another number of flows. */
  public IperfOptions withFlows(int number) {
    return new IperfOptions(
        server,
        local,
        protocol,
        number,
        reverse,
        blockBytes,
        seconds,
        bitsPerSecond,
        counters64,
        credentials);
  }

  /** With the server sending, or receiving. */
  public IperfOptions withReverse(boolean sends) {
    return new IperfOptions(
        server,
        local,
        protocol,
        flows,
        sends,
        blockBytes,
        seconds,
        bitsPerSecond,
        counters64,
        credentials);
  }

  /** With another size of a block or a datagram. */
  public IperfOptions withBlockBytes(int bytes) {
    return new IperfOptions(
        server,
        local,
        protocol,
        flows,
        reverse,
        bytes,
        seconds,
        bitsPerSecond,
        counters64,
        credentials);
  }

  /** With another time after which the server may give up. */
  public IperfOptions withSeconds(int number) {
    return new IperfOptions(
        server,
        local,
        protocol,
        flows,
        reverse,
        blockBytes,
        number,
        bitsPerSecond,
        counters64,
        credentials);
  }

  /** With another rate of each flow. */
  public IperfOptions withBitsPerSecond(long rate) {
    return new IperfOptions(
        server,
        local,
        protocol,
        flows,
        reverse,
        blockBytes,
        seconds,
        rate,
        counters64,
        credentials);
  }

  /** With datagrams counted in 64 bits, or in 32. */
  public IperfOptions withCounters64(boolean wide) {
    return new IperfOptions(
        server,
        local,
        protocol,
        flows,
        reverse,
        blockBytes,
        seconds,
        bitsPerSecond,
        wide,
        credentials);
  }

  /** With a user and a password. */
  public IperfOptions withCredentials(Credentials user) {
    return new IperfOptions(
        server,
        local,
        protocol,
        flows,
        reverse,
        blockBytes,
        seconds,
        bitsPerSecond,
        counters64,
        Optional.of(user));
  }
}
