package org.hookbench.framework.iperf;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.hookbench.UsageException;

/**
 * What is asked of an iperf3 server. {@link #of} begins with iperf3's own defaults.
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
   * One flow that the server receives, for as long as a server takes, until told otherwise.
   *
   * @param server where {@code iperf3 -s} listens
   * @param protocol UDP comes with a rate of {@link #DEFAULT_UDP_RATE}
   */
  public static Builder of(InetSocketAddress server, Protocol protocol) {
    return new Builder(server, protocol);
  }

  /** Options in the making. Each method gives the builder itself. */
  public static final class Builder {
    private final InetSocketAddress server;
    private final Protocol protocol;
    private Optional<InetAddress> local = Optional.empty();
    private int flows = 1;
    private boolean reverse;
    private int blockBytes;
    private int seconds = MOST_SECONDS;
    private long bitsPerSecond;
    private boolean counters64 = true;
    private Optional<Credentials> credentials = Optional.empty();

    private Builder(InetSocketAddress server, Protocol protocol) {
      this.server = server;
      this.protocol = protocol;
      boolean tcp = protocol == Protocol.TCP;
      blockBytes = tcp ? DEFAULT_TCP_BLOCK : DEFAULT_DATAGRAM;
      bitsPerSecond = tcp ? 0 : DEFAULT_UDP_RATE;
    }

    /** The address at this end; if not said, the kernel's choice. */
    public Builder local(InetAddress address) {
      local = Optional.of(address);
      return this;
    }

    /** Parallel data flows; 1 if not said. */
    public Builder flows(int number) {
      flows = number;
      return this;
    }

    /** Whether the server sends; if not said, it receives. */
    public Builder reverse(boolean sends) {
      reverse = sends;
      return this;
    }

    /** The size of a block or a datagram; iperf3's own if not said. */
    public Builder blockBytes(int bytes) {
      blockBytes = bytes;
      return this;
    }

    /** After which the server may give up; if not said, the longest that it takes. */
    public Builder seconds(int number) {
      seconds = number;
      return this;
    }

    /** The rate of each flow; if not said, without a limit over TCP. */
    public Builder bitsPerSecond(long rate) {
      bitsPerSecond = rate;
      return this;
    }

    /** Whether datagrams are counted in 64 bits, which they are if not said, or in 32. */
    public Builder counters64(boolean wide) {
      counters64 = wide;
      return this;
    }

    /** User and password; none if not said. */
    public Builder credentials(Credentials user) {
      credentials = Optional.of(user);
      return this;
    }

    /**
     * The options.
     *
     * @throws UsageException if one is out of bounds, or the server's name has no address
     */
    public IperfOptions build() {
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
          credentials);
    }
  }
}
