package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.hookbench.SocketAddresses;
import org.hookbench.UsageException;

/**
 * Small datagrams, sent and received in batches by one thread, so that no scheduler stands between
 * two packets: what one packet costs from sendto to recvfrom, in CPU time on one CPU. The most
 * sensitive of the workloads. Where some are lost it is the cost of a packet sent; the wait for
 * those that do not come is not in it.
 */
public final class UdpPackets implements Workload {
  /** Datagrams in a batch; they fit the default socket buffer with room to spare. */
  public static final int BATCH = 32;

  private static final int SEQUENCE_BYTES = Integer.BYTES;
  private static final long GIVE_UP_NANOS = 20_000_000;
  private static final long LEAST_GIVE_UP_NANOS = 1_000_000;
  private static final int EMPTY_READS_A_CLOCK_READING = 256;
  private static final int PORT = 6000;
  private final int payload;
  private final boolean connected;
  private final Optional<Rate> rate;

  /**
   * @param payload bytes of a datagram, 4 to 65507
   */
  public UdpPackets(int payload) {
    this(payload, true);
  }

  /**
   * @param rate packets a second; then CPU time is measured, and not how fast it goes
   */
  public UdpPackets(int payload, Optional<Rate> rate) {
    this(payload, true, rate);
  }

  /**
   * @param connected whether the sending socket is; if not, it looks the route up for each datagram
   *     and gives it no flow hash, so that a receiver that steers has to dissect the packet
   */
  public UdpPackets(int payload, boolean connected) {
    this(payload, connected, Optional.empty());
  }

  private UdpPackets(int payload, boolean connected, Optional<Rate> rate) {
    if (payload < SEQUENCE_BYTES || payload > 65507) {
      throw new UsageException("payload of a datagram is 4 to 65507 bytes, not " + payload);
    }
    this.payload = payload;
    this.connected = connected;
    this.rate = rate;
  }

  @Override
  public String name() {
    return connected ? "UdpPackets" : "UdpUnconnected";
  }

  @Override
  public Metric metric() {
    return rate.isPresent()
        ? Metric.cpuTime("ns/packet", "packet", BATCH, 1)
        : Metric.cost("packet", BATCH);
  }

  @Override
  public long sliceNanos() {
    return rate.isPresent() ? Rate.SLICE_NANOS : SHORT_SLICE_NANOS;
  }

  @Override
  public Set<Event> events() {
    return connected
        ? EnumSet.of(Event.PACKET)
        : EnumSet.of(Event.PACKET, Event.DISSECTION, Event.UNCONNECTED_SEND);
  }

  @Override
  public boolean inDefaultSuite() {
    return connected;
  }

  @Override
  public boolean isPaced() {
    return rate.isPresent();
  }

  @Override
  public Optional<FarService> farService() {
    return connected ? Optional.of(FarService.DATAGRAMS) : Optional.empty();
  }

  @Override
  public Flow open(Wire wire) throws IOException {
    Flow flow = openFlow(wire);
    if (rate.isEmpty()) {
      return flow;
    }
    boolean farSends = wire.far().filter(far -> !far.receives()).isPresent();
    return PacedFlow.of(flow, wire, rate.get().intervalNanos(BATCH), !farSends);
  }

  private Flow openFlow(Wire wire) throws IOException {
    if (wire.far().isPresent()) {
      return openTo(wire, wire.far().get());
    }
    InetSocketAddress from = new InetSocketAddress(wire.sender(), PORT);
    InetSocketAddress to = new InetSocketAddress(wire.receiver(), PORT + 1);
    DatagramChannel receiver = wire.atReceiver(() -> socket(to));
    try {
      DatagramChannel sender = wire.atSender(() -> socket(from));
      if (connected) {
        sender.connect(to);
      }
      receiver.connect(from);
      return new Datagrams(sender, receiver, new InetSocketAddress[] {from, to}, payload);
    } catch (IOException | RuntimeException e) {
      receiver.close();
      throw e;
    }
  }

  private Flow openTo(Wire wire, FarEnd far) throws IOException {
    FarEnd.Datagrams datagrams = wire.atSender(() -> far.datagrams(payload, perSecond()));
    try {
      return far.receives()
          ? new FarSendingFlow(datagrams, payload, BATCH)
          : new FarDatagramsFlow(datagrams, BATCH, wire.patience());
    } catch (IOException | RuntimeException e) {
      datagrams.close();
      throw e;
    }
  }

  private long perSecond() {
    return rate.map(r -> Math.max(1, Math.round(r.perSecond()))).orElse(0L);
  }

  private static DatagramChannel socket(InetSocketAddress address) throws IOException {
    DatagramChannel channel = DatagramChannel.open(SocketAddresses.family(address));
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20);
    return channel.bind(address);
  }

  private static final class Datagrams implements Flow {
    private final DatagramChannel sender;
    private final DatagramChannel receiver;
    private final InetSocketAddress[] ends;
    private final ByteBuffer out;
    private final ByteBuffer in;
    private final boolean connected;
    private int sequence;
    private long giveUpNanos = GIVE_UP_NANOS;
    private long idleNanos;

    Datagrams(
        DatagramChannel sender, DatagramChannel receiver, InetSocketAddress[] ends, int payload) {
      this.ends = ends;
      this.sender = sender;
      this.connected = sender.isConnected();
      this.receiver = receiver;
      this.out = ByteBuffer.allocateDirect(payload);
      this.in = ByteBuffer.allocateDirect(payload);
    }

    @Override
    public int batch() throws IOException {
      out.putInt(0, ++sequence);
      int sent = 0;
      for (int i = 0; i < BATCH; i++) {
        out.clear();
        // 0 where the socket buffer is full: that datagram counts as lost
        if ((connected ? sender.write(out) : sender.send(out, ends[1])) > 0) {
          sent++;
        }
      }
      int received = 0;
      int empty = 0;
      long idleSince = 0;
      idleNanos = 0;
      while (received < sent) {
        in.clear();
        if (receiver.read(in) > 0) {
          empty = 0;
          if (in.getInt(0) == sequence) {
            received++;
          } else {
            // given up in an earlier batch, too soon
            giveUpNanos = GIVE_UP_NANOS;
          }
        } else if (empty++ == 0) {
          idleSince = System.nanoTime();
        } else if (empty % EMPTY_READS_A_CLOCK_READING == 0) {
          long idle = System.nanoTime() - idleSince;
          if (idle > giveUpNanos) {
            idleNanos = idle;
            // what a program drops never comes: the longer none does, the less is waited for it
            giveUpNanos = Math.max(LEAST_GIVE_UP_NANOS, giveUpNanos / 2);
            break;
          }
        }
      }
      return BATCH - received;
    }

    @Override
    public long idleNanos() {
      return idleNanos;
    }

    @Override
    public Optional<InetSocketAddress[]> ends() {
      return Optional.of(ends);
    }

    @Override
    public void close() throws IOException {
      sender.close();
      receiver.close();
    }
  }
}
