package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hookbench.SocketAddresses;
import org.hookbench.UsageException;

/**
 * Datagrams, sent and received in batches by one thread, so that no scheduler stands between two
 * packets: what one packet costs from sendto to recvfrom, in CPU time on one CPU. The most
 * sensitive of the workloads. Where some are lost it is the cost of a packet sent; the wait for
 * those that do not come is not in it.
 *
 * <p>Several flows are pairs of sockets that take turns in a batch. With segments each call of the
 * sender hands the kernel several datagrams as one, and the receiver gets each of them.
 */
public final class UdpPackets implements Workload {
  /** Datagrams in a batch; they fit the default socket buffer with room to spare. */
  public static final int BATCH = 32;

  /** The value of {@code -p segments=} that stands for a call of sendto for each datagram. */
  public static final String ONE_SEGMENT = "1";

  private static final int MOST_PAYLOAD = 65507;
  private static final long GIVE_UP_NANOS = 20_000_000;
  private static final long LEAST_GIVE_UP_NANOS = 1_000_000;
  private static final int EMPTY_READS_A_CLOCK_READING = 256;
  private static final int PORT = 6000;
  private final int payload;
  private final boolean connected;
  private final Optional<Rate> rate;
  private final int flows;
  private final int segments;

  /**
   * @param payload bytes of a datagram, 1 to 65507
   */
  public UdpPackets(int payload) {
    this(payload, true);
  }

  /**
   * @param rate packets a second; then CPU time is measured, and not how fast it goes
   */
  public UdpPackets(int payload, Optional<Rate> rate) {
    this(payload, true, rate, 1, 1);
  }

  /**
   * @param connected whether the sending socket is; if not, it looks the route up for each datagram
   *     and gives it no flow hash, so that a receiver that steers has to dissect the packet
   */
  public UdpPackets(int payload, boolean connected) {
    this(payload, connected, Optional.empty(), 1, 1);
  }

  private UdpPackets(int payload, boolean connected, Optional<Rate> rate, int flows, int segments) {
    if (payload < 1 || payload > MOST_PAYLOAD) {
      throw new UsageException(
          "payload of a datagram is 1 to " + MOST_PAYLOAD + " bytes, not " + payload);
    }
    if (segments < 1 || segments > BATCH || BATCH % segments != 0) {
      throw new UsageException(
          "segments is 1, 2, 4, 8, 16 or " + BATCH + " datagrams of a call, not " + segments);
    }
    if (segments * payload > MOST_PAYLOAD) {
      throw new UsageException(
          "segments="
              + segments
              + " of payload="
              + payload
              + " are more than the "
              + MOST_PAYLOAD
              + " bytes that a call sends at most");
    }
    this.payload = payload;
    this.connected = connected;
    this.rate = rate;
    this.flows = Flows.checked(flows);
    this.segments = segments;
  }

  /**
   * It over several pairs of sockets.
   *
   * @param number 1 to {@link Flows#MOST}
   */
  public UdpPackets withFlows(int number) {
    return new UdpPackets(payload, connected, rate, number, segments);
  }

  /**
   * It with several datagrams a call of the sender, by UDP_SEGMENT (Linux 4.18).
   *
   * @param number 1, 2, 4, 8, 16 or 32
   */
  public UdpPackets withSegments(int number) {
    return new UdpPackets(payload, connected, rate, flows, number);
  }

  /** Datagrams in a batch: as many on each pair of sockets, in whole calls. */
  private int batch() {
    int calls = BATCH / segments;
    return Math.max(1, calls / flows) * flows * segments;
  }

  @Override
  public String name() {
    return connected ? "UdpPackets" : "UdpUnconnected";
  }

  @Override
  public Metric metric() {
    return rate.isPresent()
        ? Metric.cpuTime("ns/packet", "packet", batch(), 1)
        : Metric.cost("packet", batch());
  }

  @Override
  public long sliceNanos() {
    if (rate.isPresent()) {
      return Rate.SLICE_NANOS;
    }
    return batch() > BATCH ? LONG_SLICE_NANOS : SHORT_SLICE_NANOS;
  }

  @Override
  public boolean sendsSegments() {
    return segments > 1;
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
  public Optional<String> lackedBy(String link, String placement) {
    return segments > 1 && link.equals("dev")
        ? Optional.of("sends each datagram by a call of its own with a peer; leave segments=1")
        : Optional.empty();
  }

  @Override
  public Flow open(Wire wire) throws IOException {
    Flow flow = openFlow(wire);
    if (rate.isEmpty()) {
      return flow;
    }
    boolean farSends = wire.far().filter(far -> !far.receives()).isPresent();
    return PacedFlow.of(flow, wire, rate.get().intervalNanos(batch()), !farSends);
  }

  private Flow openFlow(Wire wire) throws IOException {
    if (wire.far().isPresent()) {
      return openTo(wire, wire.far().get());
    }
    List<Pair> pairs = new ArrayList<>();
    try {
      while (pairs.size() < flows) {
        pairs.add(openPair(wire, PORT + 2 * pairs.size()));
      }
      return new Datagrams(pairs, payload, batch(), segments);
    } catch (IOException | RuntimeException e) {
      for (Pair pair : pairs) {
        pair.close();
      }
      throw e;
    }
  }

  private Pair openPair(Wire wire, int port) throws IOException {
    InetSocketAddress from = new InetSocketAddress(wire.sender(), port);
    InetSocketAddress to = new InetSocketAddress(wire.receiver(), port + 1);
    DatagramChannel receiver = wire.atReceiver(() -> socket(to));
    try {
      DatagramChannel sender = wire.atSender(() -> socket(from));
      try {
        if (connected) {
          sender.connect(to);
        }
        receiver.connect(from);
        if (segments > 1) {
          wire.segment(sender, payload);
        }
        return new Pair(sender, receiver, from, to);
      } catch (IOException | RuntimeException e) {
        sender.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      receiver.close();
      throw e;
    }
  }

  private Flow openTo(Wire wire, FarEnd far) throws IOException {
    FarEnd.Datagrams datagrams = wire.atSender(() -> far.datagrams(payload, perSecond(), flows));
    try {
      return far.receives()
          ? new FarSendingFlow(datagrams, payload, batch())
          : new FarDatagramsFlow(datagrams, batch(), wire.patience());
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
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20);
      return channel.bind(address);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Two sockets that are each other's. */
  private record Pair(
      DatagramChannel sender,
      DatagramChannel receiver,
      InetSocketAddress from,
      InetSocketAddress to) {
    void close() throws IOException {
      sender.close();
      receiver.close();
    }

    InetSocketAddress[] ends() {
      return new InetSocketAddress[] {from, to};
    }
  }

  private static final class Datagrams implements Flow {
    private static final int BYTE = 0xff;

    private final Pair[] pairs;
    private final int[] expected;
    private final ByteBuffer out;
    private final ByteBuffer in;
    private final boolean connected;
    private final int callsAPair;
    private final int payload;
    private final int segments;
    private final int batch;
    private int sequence;
    private long giveUpNanos = GIVE_UP_NANOS;
    private long idleNanos;

    Datagrams(List<Pair> pairs, int payload, int batch, int segments) {
      this.pairs = pairs.toArray(Pair[]::new);
      this.expected = new int[this.pairs.length];
      this.connected = this.pairs[0].sender.isConnected();
      this.out = ByteBuffer.allocateDirect(payload * segments);
      this.in = ByteBuffer.allocateDirect(payload);
      this.payload = payload;
      this.segments = segments;
      this.batch = batch;
      this.callsAPair = batch / segments / this.pairs.length;
    }

    @Override
    public int batch() throws IOException {
      sequence++;
      for (int i = 0; i < segments; i++) {
        number(i * payload);
      }
      int sent = 0;
      for (int i = 0; i < pairs.length; i++) {
        int there = send(pairs[i]);
        expected[i] = there;
        sent += there;
      }
      int received = 0;
      idleNanos = 0;
      for (int i = 0; i < pairs.length; i++) {
        received += receive(pairs[i].receiver, expected[i]);
      }
      return batch - received;
    }

    /** Writes the batch's number into a datagram, as much of it as fits. */
    private void number(int at) {
      if (payload >= Integer.BYTES) {
        out.putInt(at, sequence);
      } else {
        out.put(at, (byte) sequence);
      }
    }

    private boolean isOfThisBatch() {
      return payload >= Integer.BYTES
          ? in.getInt(0) == sequence
          : (in.get(0) & BYTE) == (sequence & BYTE);
    }

    /** Returns how many datagrams the kernel has taken. */
    private int send(Pair pair) throws IOException {
      int sent = 0;
      for (int i = 0; i < callsAPair; i++) {
        out.clear();
        // 0 where the socket buffer is full: those datagrams count as lost
        if ((connected ? pair.sender.write(out) : pair.sender.send(out, pair.to)) > 0) {
          sent += segments;
        }
      }
      return sent;
    }

    private int receive(DatagramChannel receiver, int sent) throws IOException {
      int received = 0;
      int empty = 0;
      long idleSince = 0;
      while (received < sent) {
        in.clear();
        if (receiver.read(in) > 0) {
          empty = 0;
          if (isOfThisBatch()) {
            received++;
          } else {
            // given up in an earlier batch, too soon
            giveUpNanos = GIVE_UP_NANOS;
          }
        } else if (idleNanos > 0) {
          // another pair has waited long enough for both
          break;
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
      return received;
    }

    @Override
    public long idleNanos() {
      return idleNanos;
    }

    @Override
    public Optional<InetSocketAddress[]> ends() {
      return Optional.of(pairs[0].ends());
    }

    @Override
    public List<InetSocketAddress[]> allEnds() {
      return Arrays.stream(pairs).map(Pair::ends).toList();
    }

    @Override
    public void close() throws IOException {
      for (Pair pair : pairs) {
        pair.close();
      }
    }
  }
}
