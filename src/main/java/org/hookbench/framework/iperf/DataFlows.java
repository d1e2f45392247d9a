package org.hookbench.framework.iperf;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hookbench.framework.iperf.IperfException.Reason;

/** The data flows of a test, in the order in which the server knows them. */
final class DataFlows implements AutoCloseable {
  private static final int DRAIN_BYTES = 256 << 10;

  /** What a client sends to make itself known over UDP; servers only look at where it is from. */
  private static final int HELLO = 0x39383736;

  /**
   * What a server answers: "6789" since 3.10, before that 987654321, in the byte order of its
   * machine.
   */
  private static final Set<Integer> ANSWERS = Set.of(0x36373839, 0xb168de3a, 0x3ade68b1, HELLO);

  private static final Duration HELLO_AGAIN = Duration.ofSeconds(1);

  private final List<SocketChannel> tcp = new ArrayList<>();
  private final List<DatagramChannel> udp = new ArrayList<>();
  private long[] drained = {};
  private int open;

  private DataFlows() {}

  /** Opens them all; in blocking mode. */
  static DataFlows open(IperfOptions options, Control control, ByteBuffer cookie, Patience patience)
      throws IOException {
    DataFlows flows = new DataFlows();
    try {
      for (int i = 0; i < options.flows(); i++) {
        if (options.protocol() == Protocol.TCP) {
          SocketChannel channel = Sockets.stream(options, Deadline.in(patience.connect()));
          flows.tcp.add(channel);
          // 37 bytes fit every send buffer
          channel.write(cookie.duplicate());
        } else {
          DatagramChannel channel = Sockets.datagrams(options);
          flows.udp.add(channel);
          greet(channel, options, control, patience);
        }
      }
      flows.drained = new long[options.flows()];
      return flows;
    } catch (IOException | RuntimeException e) {
      flows.close();
      throw e;
    }
  }

  private static void greet(
      DatagramChannel channel, IperfOptions options, Control control, Patience patience)
      throws IOException {
    Deadline deadline = Deadline.in(patience.answer());
    channel.configureBlocking(false);
    ByteBuffer hello = ByteBuffer.allocateDirect(Integer.BYTES).putInt(0, HELLO);
    ByteBuffer answer = ByteBuffer.allocateDirect(Integer.BYTES);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      Deadline again = Deadline.in(Duration.ZERO);
      while (true) {
        if (again.isOver()) {
          channel.write(hello.clear());
          again = Deadline.in(HELLO_AGAIN);
        }
        int read = channel.read(answer.clear());
        if (read == Integer.BYTES && ANSWERS.contains(answer.getInt(0))) {
          break;
        }
        control.check(deadline);
        if (deadline.isOver()) {
          throw new IperfException(
              Reason.SILENT,
              control.server()
                  + " did not answer over UDP within "
                  + deadline
                  + ", though it did over TCP");
        }
        if (read == 0) {
          selector.select(Math.min(again.millis(), deadline.millis()));
          selector.selectedKeys().clear();
        }
      }
    } catch (PortUnreachableException e) {
      throw new IperfException(
          Reason.UNREACHABLE,
          "nobody listens on the UDP port of "
              + Sockets.name(options.server())
              + ", though it answers over TCP",
          e);
    }
    channel.configureBlocking(true);
  }

  List<SocketChannel> tcp() {
    return List.copyOf(tcp);
  }

  List<DatagramChannel> udp() {
    return List.copyOf(udp);
  }

  /**
   * Has them read while the control connection is waited for: a server that is stuck in a write
   * does not see what the client says.
   */
  void drainWith(Control control) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(DRAIN_BYTES);
    for (int i = 0; i < drained.length; i++) {
      int flow = i;
      SelectableChannel channel = channel(i);
      if (channel.isOpen()) {
        control.alsoRead(channel, key -> drain(key, flow, buffer));
        open++;
      }
    }
  }

  private void drain(SelectionKey key, int flow, ByteBuffer buffer) {
    try {
      int read = ((ReadableByteChannel) key.channel()).read(buffer.clear());
      if (read >= 0) {
        drained[flow] += read;
        return;
      }
    } catch (IOException e) {
      // the server closed it with a reset, which is an end like any other
    }
    key.cancel();
    open--;
  }

  /** Whether the server has closed all that are drained, which only streams show. */
  boolean areDrained() {
    return open == 0 || tcp.isEmpty();
  }

  /** Bytes of each flow that were drained. */
  long[] drained() {
    return drained.clone();
  }

  private SelectableChannel channel(int flow) {
    return tcp.isEmpty() ? udp.get(flow) : tcp.get(flow);
  }

  @Override
  public void close() {
    for (int i = 0; i < tcp.size() + udp.size(); i++) {
      try {
        channel(i).close();
      } catch (IOException e) {
        // nothing is lost with it: the kernel has closed the descriptor
      }
    }
  }
}
