package org.hookbench.framework.iperf;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import jdk.net.ExtendedSocketOptions;
import org.hookbench.framework.iperf.IperfException.Reason;

/**
 * The control connection. What the server says is bounded in length, and nothing waits for it
 * without a deadline.
 */
final class Control implements AutoCloseable {
  /** Results of 128 flows are 32 KiB. */
  static final int LARGEST_JSON = 1 << 20;

  private static final int KEEPALIVE_IDLE_SECONDS = 10;
  private static final int KEEPALIVE_INTERVAL_SECONDS = 5;
  private static final int KEEPALIVE_PROBES = 4;

  private final String server;
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final ByteBuffer one = ByteBuffer.allocateDirect(1);

  private Control(String server, SocketChannel channel, Selector selector) throws IOException {
    this.server = server;
    this.channel = channel;
    this.selector = selector;
    channel.configureBlocking(false);
    this.key = channel.register(selector, SelectionKey.OP_READ);
  }

  /** Connects; the server has been told nothing yet. */
  static Control connect(IperfOptions options, Patience patience) throws IOException {
    SocketChannel channel = Sockets.stream(options, Deadline.in(patience.connect()));
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      // nothing is said for as long as the test runs; a host that is gone is known after 30 s
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEPALIVE_IDLE_SECONDS);
      channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEPALIVE_INTERVAL_SECONDS);
      channel.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEPALIVE_PROBES);
      Selector selector = Selector.open();
      try {
        return new Control(Sockets.name(options.server()), channel, selector);
      } catch (IOException | RuntimeException e) {
        selector.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** What messages call the server. */
  String server() {
    return server;
  }

  /** What to do with a data flow that has something to read while the server is waited for. */
  interface Reader {
    void ready(SelectionKey key);
  }

  /** Has a flow read whenever this connection is waited for. */
  void alsoRead(SelectableChannel flow, Reader reader) throws IOException {
    flow.configureBlocking(false);
    flow.register(selector, SelectionKey.OP_READ, reader);
  }

  void send(State state, Deadline deadline) throws IperfException {
    send(ByteBuffer.wrap(new byte[] {state.number()}), deadline);
  }

  /** Sends a JSON document, with its length before it. */
  void send(String json, Deadline deadline) throws IperfException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer message = ByteBuffer.allocate(Integer.BYTES + bytes.length);
    send(message.putInt(bytes.length).put(bytes).flip(), deadline);
  }

  void send(ByteBuffer message, Deadline deadline) throws IperfException {
    try {
      while (channel.write(message) >= 0 && message.hasRemaining()) {
        key.interestOps(SelectionKey.OP_WRITE);
        await(deadline);
      }
      key.interestOps(SelectionKey.OP_READ);
    } catch (IperfException e) {
      throw e;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /**
   * Waits for a state.
   *
   * @throws IperfException if the server says another, or nothing in time
   */
  void expect(State wanted, Deadline deadline) throws IperfException {
    one.clear();
    readFully(one, deadline);
    byte state = one.get(0);
    if (state != wanted.number()) {
      throw unexpected(state, wanted.toString(), deadline);
    }
  }

  /**
   * Looks without waiting whether the server has said anything.
   *
   * @throws IperfException if it has, for while a test runs all that it can say is that it ends
   */
  void check(Deadline deadline) throws IperfException {
    one.clear();
    OptionalInt read = read(one);
    if (read.isEmpty()) {
      throw closed();
    }
    if (read.getAsInt() > 0) {
      throw unexpected(one.get(0), "nothing", deadline);
    }
  }

  /** Waits for a JSON document. */
  String json(Deadline deadline) throws IperfException {
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
    readFully(length, deadline);
    int bytes = length.getInt(0);
    if (bytes <= 0 || bytes > LARGEST_JSON) {
      throw new IperfException(
          Reason.NOT_IPERF3,
          server + " announced results of " + Integer.toUnsignedString(bytes) + " bytes");
    }
    ByteBuffer text = ByteBuffer.allocate(bytes);
    readFully(text, deadline);
    return new String(text.array(), StandardCharsets.UTF_8);
  }

  /** Waits until the server has closed its end, and reads what it still says. */
  void awaitClosed(Deadline deadline) {
    ByteBuffer rest = ByteBuffer.allocate(256);
    try {
      while (channel.read(rest.clear()) >= 0 && !deadline.isOver()) {
        await(deadline);
      }
    } catch (IOException e) {
      // it has closed its end with a reset, or does not close it: there is nothing left to do
    }
  }

  private void readFully(ByteBuffer to, Deadline deadline) throws IperfException {
    while (true) {
      if (read(to).isEmpty()) {
        throw closed();
      }
      if (!to.hasRemaining()) {
        return;
      }
      await(deadline);
    }
  }

  private OptionalInt read(ByteBuffer to) throws IperfException {
    try {
      int read = channel.read(to);
      return read < 0 ? OptionalInt.empty() : OptionalInt.of(read);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Waits until this connection can go on, or a data flow was read. */
  void await(Deadline deadline) throws IperfException {
    if (deadline.isOver()) {
      throw new IperfException(Reason.SILENT, server + " did not answer within " + deadline);
    }
    try {
      selector.select(deadline.millis());
    } catch (IOException e) {
      throw broken(e);
    }
    for (SelectionKey ready : selector.selectedKeys()) {
      if (ready.attachment() instanceof Reader reader && ready.isValid()) {
        reader.ready(ready);
      }
    }
    selector.selectedKeys().clear();
  }

  private IperfException unexpected(byte state, String wanted, Deadline deadline) {
    if (state == State.ACCESS_DENIED.number()) {
      return new IperfException(Reason.BUSY, server + " is busy with another test");
    }
    if (state == State.SERVER_TERMINATE.number()) {
      return new IperfException(Reason.ENDED, server + " was stopped, and ended the test");
    }
    if (state == State.SERVER_ERROR.number()) {
      return serverError(deadline);
    }
    return new IperfException(
        Reason.NOT_IPERF3,
        server
            + " does not speak iperf3's protocol: it sent byte "
            + (state & 0xff)
            + " where "
            + wanted
            + " was due");
  }

  private IperfException serverError(Deadline deadline) {
    ByteBuffer numbers = ByteBuffer.allocate(2 * Integer.BYTES);
    try {
      readFully(numbers, deadline);
    } catch (IperfException e) {
      // before 3.21 a refused user comes without the second number
      if (numbers.position() < Integer.BYTES) {
        return new IperfException(
            Reason.SERVER_ERROR, server + " ended the test by an error that it did not name", e);
      }
    }
    return ServerErrors.exception(server, numbers.getInt(0), numbers.getInt(Integer.BYTES));
  }

  private IperfException closed() {
    return new IperfException(
        Reason.ENDED, server + " closed the control connection", new EOFException());
  }

  private IperfException broken(IOException e) {
    return new IperfException(
        Reason.ENDED, "the control connection to " + server + " broke: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try (selector) {
      channel.close();
    } catch (IOException e) {
      // nothing is lost with it: the kernel has closed the descriptor
    }
  }
}
