package org.hookbench.framework.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hookbench.UsageException;
import org.hookbench.framework.iperf.IperfOptions;
import org.hookbench.framework.iperf.IperfResults;
import org.hookbench.framework.iperf.IperfTest;
import org.hookbench.framework.iperf.Protocol;
import org.hookbench.framework.iperf.UdpSequence;
import org.hookbench.framework.lanes.FarPeer;

/** An iperf3 server. It serves one test at a time, which lasts as long as its sockets are open. */
final class IperfFarEnd extends OneService {
  private static final int BITS_A_BYTE = 8;

  /** Where a datagram's number is, counted in 64 bits. */
  private static final int NUMBER_AT = 8;

  private final Optional<String> user;
  private final InetAddress local;
  private final InetSocketAddress far;
  private final boolean receives;
  private final Map<String, Long> counts = new TreeMap<>();

  IperfFarEnd(FarPeer peer, InetAddress local, InetSocketAddress far, boolean receives) {
    super(peer);
    int at = peer.host().indexOf('@');
    this.user = at < 0 ? Optional.empty() : Optional.of(peer.host().substring(0, at));
    this.local = local;
    this.far = far;
    this.receives = receives;
  }

  @Override
  public boolean receives() {
    return receives;
  }

  private IperfOptions.Builder options(Protocol protocol) {
    IperfOptions.Builder options = IperfOptions.of(far, protocol).local(local).reverse(!receives);
    user.map(PeerAccess::ofIperf3).ifPresent(options::credentials);
    return options;
  }

  private IperfOptions.Builder options(Protocol protocol, int flows) {
    if (flows > IperfOptions.MOST_FLOWS) {
      throw new UsageException(
          "an iperf3 server takes at most " + IperfOptions.MOST_FLOWS + " flows, not " + flows);
    }
    return options(protocol).flows(flows);
  }

  @Override
  public Stream stream(int block, int flows) throws IOException {
    IperfTest test =
        IperfTest.start(options(Protocol.TCP, flows).blockBytes(block).bitsPerSecond(0).build());
    return new Stream() {
      @Override
      public List<SocketChannel> channels() {
        return test.tcp();
      }

      @Override
      public void close() throws IOException {
        end(test);
      }
    };
  }

  @Override
  public Datagrams datagrams(int bytes, long perSecond, int flows) throws IOException {
    IperfTest test =
        IperfTest.start(
            options(Protocol.UDP, flows)
                .blockBytes(bytes)
                .bitsPerSecond(
                    Math.multiplyExact(
                        FarEnds.ofEach(perSecond, flows), (long) bytes * BITS_A_BYTE))
                .build());
    UdpSequence[] sequences = new UdpSequence[flows];
    Arrays.setAll(sequences, i -> new UdpSequence(true));
    return new Datagrams() {
      @Override
      public List<DatagramChannel> channels() {
        return test.udp();
      }

      @Override
      public long number(ByteBuffer datagram) {
        return datagram.getLong(NUMBER_AT);
      }

      @Override
      public void stamp(int flow, ByteBuffer datagram) {
        sequences[flow].stamp(datagram, System.currentTimeMillis() * 1000);
      }

      @Override
      public void check() throws IOException {
        test.check();
      }

      @Override
      public void close() throws IOException {
        end(test);
      }
    };
  }

  /** Ends a test and adds what the server says of it. */
  private void end(IperfTest test) throws IOException {
    try (test) {
      IperfResults results = test.end();
      counts.merge("bytes", results.bytes(), Long::sum);
      results.retransmits().ifPresent(n -> counts.merge("retransmits", n, Long::sum));
      if (receives) {
        counts.merge(
            "lost", results.flows().stream().mapToLong(IperfResults.Flow::lost).sum(), Long::sum);
      }
    }
  }

  @Override
  public Map<String, Long> counts() {
    return counts;
  }

  @Override
  public void close() {
    // each test ends with its sockets
  }
}
