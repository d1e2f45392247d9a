package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.hookbench.UsageException;

/**
 * Bulk data over one TCP connection, in blocks of {@value #BLOCK} bytes, each timed from its first
 * write to the receipt of its last byte: goodput as received, with clean slice boundaries.
 *
 * <p>Where both ends share a CPU, one thread writes without blocking and reads at the other end in
 * turn, so that no scheduler stands between and what is measured is the CPU cost of a byte.
 * Otherwise a thread at the receiving end reads the block and answers with one byte.
 */
public final class TcpStream implements Workload {
  /** Bytes of a block. */
  public static final int BLOCK = 256 * 1024;

  private static final int BITS_PER_BYTE = 8;
  private static final int EMPTY_READS_A_CLOCK_READING = 1024;

  private static final int KIB = 1024;

  private final int chunk;
  private final Optional<Rate> rate;

  /**
   * @param chunk bytes of a write and of a read, at most a block
   */
  public TcpStream(int chunk) {
    this(chunk, Optional.empty());
  }

  /**
   * @param rate bits a second; then CPU time is measured, and not how fast it goes
   */
  public TcpStream(int chunk, Optional<Rate> rate) {
    if (chunk < 1 || chunk > BLOCK) {
      throw new UsageException(
          "payload of a stream's write is 1 to " + BLOCK + " bytes, not " + chunk);
    }
    this.chunk = chunk;
    this.rate = rate;
  }

  @Override
  public String name() {
    return "TcpStream";
  }

  @Override
  public Metric metric() {
    return rate.isPresent()
        ? Metric.cpuTime("ns/KiB", "byte", BLOCK, KIB)
        : Metric.rate("goodput", "Gbit/s", "byte", BLOCK, BITS_PER_BYTE);
  }

  @Override
  public long sliceNanos() {
    return rate.isPresent() ? Rate.SLICE_NANOS : LONG_SLICE_NANOS;
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
  public Flow open(Wire wire) throws IOException {
    Flow flow = openFlow(wire);
    return rate.isEmpty()
        ? flow
        : PacedFlow.of(flow, wire, rate.get().intervalNanos((double) BLOCK * BITS_PER_BYTE), true);
  }

  private Flow openFlow(Wire wire) throws IOException {
    if (wire.far().isPresent()) {
      return FarStreamFlow.open(wire, wire.far().get(), BLOCK, chunk);
    }
    TcpConnection connection = TcpConnection.open(wire);
    if (wire.oneCpu()) {
      connection.sender().configureBlocking(false);
      connection.receiver().configureBlocking(false);
      return new OneThread(connection, chunk);
    }
    return new TwoThreads(connection, wire, chunk);
  }

  /** What both ways have: the connection, which they own, and what the sender writes from. */
  private abstract static class Blocks implements Flow {
    final TcpConnection connection;
    final ByteBuffer out;

    Blocks(TcpConnection connection, int chunk) {
      this.connection = connection;
      this.out = ByteBuffer.allocateDirect(chunk);
    }

    @Override
    public Optional<InetSocketAddress[]> connection() {
      return Optional.of(connection.addresses());
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }

  /** Writes and reads in turn. */
  private static final class OneThread extends Blocks {
    private final ByteBuffer in;

    OneThread(TcpConnection connection, int chunk) {
      super(connection, chunk);
      this.in = ByteBuffer.allocateDirect(chunk);
    }

    @Override
    public int batch() throws IOException {
      SocketChannel sender = connection.sender();
      SocketChannel receiver = connection.receiver();
      int sent = 0;
      int received = 0;
      int empty = 0;
      long giveUp = 0;
      while (received < BLOCK) {
        if (sent < BLOCK) {
          out.clear().limit(Math.min(out.capacity(), BLOCK - sent));
          sent += sender.write(out);
        }
        in.clear();
        int read = receiver.read(in);
        if (read < 0) {
          throw new IOException("the receiving end closed the connection");
        }
        received += read;
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
  }

  /** Writes a block and waits for the peer's word that it has all of it. */
  private static final class TwoThreads extends Blocks {
    private final Peer peer;
    private final ByteBuffer word = ByteBuffer.allocateDirect(1);

    TwoThreads(TcpConnection connection, Wire wire, int chunk) {
      super(connection, chunk);
      ByteBuffer in = ByteBuffer.allocateDirect(chunk);
      ByteBuffer done = ByteBuffer.allocateDirect(1);
      SocketChannel receiver = connection.receiver();
      this.peer = new Peer("sink", wire, connection, () -> receiveBlock(receiver, in, done));
    }

    private static boolean receiveBlock(SocketChannel from, ByteBuffer in, ByteBuffer done)
        throws IOException {
      int received = 0;
      while (received < BLOCK) {
        in.clear().limit(Math.min(in.capacity(), BLOCK - received));
        int read = from.read(in);
        if (read < 0) {
          return false;
        }
        received += read;
      }
      done.clear();
      from.write(done);
      return true;
    }

    @Override
    public int batch() throws IOException {
      peer.start();
      SocketChannel sender = connection.sender();
      int sent = 0;
      while (sent < BLOCK) {
        out.clear().limit(Math.min(out.capacity(), BLOCK - sent));
        sent += sender.write(out);
      }
      word.clear();
      if (sender.read(word) < 0) {
        throw peer.ended();
      }
      return 0;
    }
  }
}
