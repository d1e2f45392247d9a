package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.hookbench.UsageException;

/**
 * Bulk data over TCP, in blocks, each timed from its first write to the receipt of its last byte:
 * goodput as received, with clean slice boundaries. Where there are several connections, a block is
 * spread over all of them, so that data is under way on each.
 *
 * <p>Where both ends share a CPU, one thread writes without blocking and reads at the other end in
 * turn, so that no scheduler stands between and what is measured is the CPU cost of a byte.
 * Otherwise a thread at the receiving end reads the block and answers with one byte.
 */
public final class TcpStream implements Workload {
  /** Bytes of a block on one connection with writes that are not small. */
  public static final int BLOCK = 256 * 1024;

  /** With small writes a block is shorter, so that a slice has several. */
  private static final int MOST_WRITES_A_BLOCK = 64;

  private static final int LEAST_BLOCK = 1024;

  /** Of one of several connections: what the kernel handles at once. */
  private static final int LEAST_SHARE = 64 * 1024;

  /**
   * Fixed, and several blocks large. As long as the kernel makes it larger, every segment is
   * acknowledged, which halves goodput where segments cross the link one by one.
   */
  private static final int RECEIVE_BUFFER = 4 * BLOCK;

  private static final int BITS_PER_BYTE = 8;
  private static final int EMPTY_READS_A_CLOCK_READING = 1024;

  private static final int KIB = 1024;

  private final int chunk;
  private final Optional<Rate> rate;
  private final int flows;
  private final Sending sending;

  /** How a stream's bytes come to its socket: the values of {@code -p send=}. */
  enum Sending {
    /** By write(2), from this process's memory. */
    WRITE,
    /** By sendfile(2), from a file in memory, without a copy. */
    SENDFILE
  }

  /**
   * @param chunk bytes of a write and of a read, 1 to {@link #BLOCK}
   */
  public TcpStream(int chunk) {
    this(chunk, Optional.empty());
  }

  /**
   * @param rate bits a second; then CPU time is measured, and not how fast it goes
   */
  public TcpStream(int chunk, Optional<Rate> rate) {
    this(chunk, rate, 1, Sending.WRITE);
  }

  private TcpStream(int chunk, Optional<Rate> rate, int flows, Sending sending) {
    if (chunk < 1 || chunk > BLOCK) {
      throw new UsageException(
          "payload of a stream's write is 1 to " + BLOCK + " bytes, not " + chunk);
    }
    this.chunk = chunk;
    this.rate = rate;
    this.flows = Flows.checked(flows);
    this.sending = sending;
  }

  /**
   * It over several connections.
   *
   * @param number 1 to {@link Flows#MOST}
   */
  public TcpStream withFlows(int number) {
    return new TcpStream(chunk, rate, number, sending);
  }

  /**
   * It with another way to send.
   *
   * @param how as {@code -p send=} names it: {@code write} or {@code sendfile}
   */
  public TcpStream withSending(String how) {
    for (Sending value : Sending.values()) {
      if (value.name().equalsIgnoreCase(how)) {
        return new TcpStream(chunk, rate, flows, value);
      }
    }
    throw new UsageException("send=" + how + " is neither write nor sendfile");
  }

  /** Bytes of a connection's part of a block. */
  private int share() {
    int small = Math.max(LEAST_BLOCK, chunk * MOST_WRITES_A_BLOCK);
    return Math.min(Math.min(BLOCK, small), Math.max(BLOCK / flows, LEAST_SHARE));
  }

  private int block() {
    return share() * flows;
  }

  @Override
  public String name() {
    return "TcpStream";
  }

  @Override
  public Metric metric() {
    return rate.isPresent()
        ? Metric.cpuTime("ns/KiB", "byte", block(), KIB)
        : Metric.rate("goodput", "Gbit/s", "byte", block(), BITS_PER_BYTE);
  }

  @Override
  public long sliceNanos() {
    if (rate.isPresent()) {
      return Rate.SLICE_NANOS;
    }
    return block() <= BLOCK ? MEDIUM_SLICE_NANOS : LONG_SLICE_NANOS;
  }

  @Override
  public boolean needsFreshSockets() {
    return true;
  }

  @Override
  public Set<Event> events() {
    return EnumSet.of(Event.PACKET, Event.DATA);
  }

  @Override
  public boolean sendsSegments() {
    return true;
  }

  @Override
  public boolean inDefaultSuite() {
    return true;
  }

  /** Of a cycle 5.0 to 5.7 %, between forks 0.7 to 1 %. */
  @Override
  public double cycleVarianceOverForks() {
    return 50;
  }

  @Override
  public boolean isPaced() {
    return rate.isPresent();
  }

  @Override
  public Optional<FarService> farService() {
    return Optional.of(FarService.STREAM);
  }

  @Override
  public Optional<String> lackedBy(String link, String placement) {
    return sending == Sending.SENDFILE && link.equals("dev")
        ? Optional.of("sends by write(2) only to a peer; leave send=write")
        : Optional.empty();
  }

  @Override
  public Flow open(Wire wire) throws IOException {
    Flow flow = openFlow(wire);
    return rate.isEmpty()
        ? flow
        : PacedFlow.of(
            flow, wire, rate.get().intervalNanos((double) block() * BITS_PER_BYTE), true);
  }

  private Flow openFlow(Wire wire) throws IOException {
    if (wire.far().isPresent()) {
      return flows == 1
          ? FarStreamFlow.open(wire, wire.far().get(), block(), chunk)
          : FarStreamsFlow.open(wire, wire.far().get(), flows, block(), chunk);
    }
    List<TcpConnection> connections =
        TcpConnection.open(wire, flows, OptionalInt.of(RECEIVE_BUFFER));
    try {
      Source source =
          sending == Sending.SENDFILE
              ? new FileSource(wire.file(chunk), chunk)
              : new BufferSource(chunk);
      if (!wire.oneCpu()) {
        return new TwoThreads(connections, wire, source, chunk, share());
      }
      for (TcpConnection connection : connections) {
        connection.sender().configureBlocking(false);
        connection.receiver().configureBlocking(false);
      }
      return new OneThread(connections, source, chunk, share());
    } catch (IOException | RuntimeException e) {
      for (TcpConnection connection : connections) {
        connection.close();
      }
      throw e;
    }
  }

  /** Where a stream's bytes come from; what they are does not matter. */
  private interface Source extends AutoCloseable {
    /**
     * Sends some, at most a chunk of them. Allocates nothing.
     *
     * @return how many
     */
    int send(SocketChannel to, int most) throws IOException;

    @Override
    void close() throws IOException;
  }

  private record BufferSource(ByteBuffer out) implements Source {
    BufferSource(int chunk) {
      this(ByteBuffer.allocateDirect(chunk));
    }

    @Override
    public int send(SocketChannel to, int most) throws IOException {
      out.clear().limit(Math.min(out.capacity(), most));
      return to.write(out);
    }

    @Override
    public void close() {
      // memory
    }
  }

  private record FileSource(FileChannel file, int chunk) implements Source {
    @Override
    public int send(SocketChannel to, int most) throws IOException {
      return (int) file.transferTo(0, Math.min(chunk, most), to);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /** What both ways have: the connections, which they own, and what the sender sends. */
  private abstract static class Blocks implements Flow {
    final List<TcpConnection> connections;
    final SocketChannel[] senders;
    final SocketChannel[] receivers;
    final Source source;
    final int share;

    Blocks(List<TcpConnection> connections, Source source, int share) {
      this.connections = connections;
      this.senders = connections.stream().map(TcpConnection::sender).toArray(SocketChannel[]::new);
      this.receivers =
          connections.stream().map(TcpConnection::receiver).toArray(SocketChannel[]::new);
      this.source = source;
      this.share = share;
    }

    @Override
    public Optional<InetSocketAddress[]> connection() {
      return Optional.of(connections.get(0).addresses());
    }

    @Override
    public List<InetSocketAddress[]> connections() {
      return connections.stream().map(TcpConnection::addresses).toList();
    }

    @Override
    public void close() throws IOException {
      try (source) {
        for (TcpConnection connection : connections) {
          connection.close();
        }
      }
    }
  }

  /** Writes and reads in turn. */
  private static final class OneThread extends Blocks {
    private final ByteBuffer in;
    private final int[] unsent;
    private final int[] unread;

    OneThread(List<TcpConnection> connections, Source source, int chunk, int share) {
      super(connections, source, share);
      this.in = ByteBuffer.allocateDirect(chunk);
      this.unsent = new int[senders.length];
      this.unread = new int[senders.length];
    }

    @Override
    public int batch() throws IOException {
      Arrays.fill(unsent, share);
      Arrays.fill(unread, share);
      int left = share * senders.length;
      int empty = 0;
      long giveUp = 0;
      while (left > 0) {
        int read = turn();
        left -= read;
        if (read > 0) {
          giveUp = 0;
        } else if (++empty % EMPTY_READS_A_CLOCK_READING == 0) {
          long now = System.nanoTime();
          giveUp = giveUp == 0 ? now + Wire.PATIENCE.toNanos() : giveUp;
          if (now - giveUp > 0) {
            throw new IOException("nothing arrives any more; does a program drop too much?");
          }
        }
      }
      return 0;
    }

    /** A write and a read on each connection that has not done its part. */
    private int turn() throws IOException {
      int sum = 0;
      for (int i = 0; i < senders.length; i++) {
        if (unsent[i] > 0) {
          unsent[i] -= source.send(senders[i], unsent[i]);
        }
        if (unread[i] > 0) {
          int read = receivers[i].read(in.clear());
          if (read < 0) {
            throw new IOException("the receiving end closed the connection");
          }
          unread[i] -= read;
          sum += read;
        }
      }
      return sum;
    }
  }

  /** Writes a block and waits for the peer's word that it has all of it. */
  private static final class TwoThreads extends Blocks {
    private final Peer peer;
    private final ByteBuffer word = ByteBuffer.allocateDirect(1);

    TwoThreads(List<TcpConnection> connections, Wire wire, Source source, int chunk, int share) {
      super(connections, source, share);
      ByteBuffer in = ByteBuffer.allocateDirect(chunk);
      ByteBuffer done = ByteBuffer.allocateDirect(1);
      this.peer = new Peer("sink", wire, connections, () -> receiveBlock(in, done));
    }

    private boolean receiveBlock(ByteBuffer in, ByteBuffer done) throws IOException {
      for (SocketChannel from : receivers) {
        int received = 0;
        while (received < share) {
          in.clear().limit(Math.min(in.capacity(), share - received));
          int read = from.read(in);
          if (read < 0) {
            return false;
          }
          received += read;
        }
      }
      done.clear();
      receivers[0].write(done);
      return true;
    }

    @Override
    public int batch() throws IOException {
      peer.start();
      for (SocketChannel sender : senders) {
        int unsent = share;
        while (unsent > 0) {
          unsent -= source.send(sender, unsent);
        }
      }
      word.clear();
      if (senders[0].read(word) < 0) {
        throw peer.ended();
      }
      return 0;
    }
  }
}
