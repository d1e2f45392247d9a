package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hookbench.UsageException;

/**
 * UDP packets that the kernel makes by itself, without a system call a packet: what one costs from
 * a device to a socket whose buffer is full, where it is counted and dropped. There is no sendto
 * and no recvfrom in it, so that a hook's cost is a larger part of it than of any other workload's.
 *
 * <p>No packet of the kernel's making passes every hook, so there are two ways, and a run's arms
 * all take the same one. {@code ingress} puts packets into the receiver's device, behind the driver
 * and so behind native XDP. {@code egress} has the sender's device send them; as they are
 * redirected packets by then, generic XDP leaves them alone.
 */
public final class KernelPackets implements Workload {
  private static final int ROUNDS = 2;

  /** Packets in a batch. */
  public static final int BATCH = ROUNDS * PacketSource.ROUND;

  private static final List<String> WAYS = List.of("ingress", "egress");
  private static final int LEAST_PAYLOAD = 4;
  private static final int MOST_PAYLOAD = 1472;
  private static final int PORT = 6000;
  private final int payload;
  private final boolean ingress;

  /**
   * @param payload bytes of a datagram, 4 to 1472
   * @param inject {@code ingress} or {@code egress}
   */
  public KernelPackets(int payload, String inject) {
    if (payload < LEAST_PAYLOAD || payload > MOST_PAYLOAD) {
      throw new UsageException(
          "payload of a packet is "
              + LEAST_PAYLOAD
              + " to "
              + MOST_PAYLOAD
              + " bytes, not "
              + payload);
    }
    if (!WAYS.contains(inject)) {
      throw new UsageException("inject=" + inject + " is not one of " + WAYS);
    }
    this.payload = payload;
    this.ingress = inject.equals("ingress");
  }

  @Override
  public Metric metric() {
    return Metric.cost("packet", BATCH);
  }

  @Override
  public long sliceNanos() {
    return SHORT_SLICE_NANOS;
  }

  @Override
  public Set<Event> events() {
    return events(ingress);
  }

  private static Set<Event> events(boolean ingress) {
    return ingress
        ? EnumSet.of(Event.RECEIVED, Event.UNREDIRECTED)
        : EnumSet.of(Event.RECEIVED, Event.CROSSED, Event.LEAVING);
  }

  @Override
  public Optional<String> parameterFor(Event event) {
    return events(!ingress).contains(event)
        ? Optional.of("inject=" + (ingress ? "egress" : "ingress"))
        : Optional.empty();
  }

  @Override
  public Optional<String> lackedBy(String link, String placement) {
    if (!link.equals("veth")) {
      return Optional.of("makes packets on a veth device only; use link=veth");
    }
    if (placement.toLowerCase(Locale.ROOT).equals("split")) {
      return Optional.of(
          "makes and receives packets on one CPU, so placement=split has no meaning;"
              + " use placement=shared");
    }
    return Optional.empty();
  }

  @Override
  public Flow open(Wire wire) throws IOException {
    InetSocketAddress from = new InetSocketAddress(wire.sender(), PORT);
    InetSocketAddress to = new InetSocketAddress(wire.receiver(), PORT + 1);
    PacketSource.Begin begin = ingress ? PacketSource.Begin.RECEIVED : PacketSource.Begin.SENT;
    return new Packets(wire.packets(begin, from, to, payload, ROUNDS), ingress);
  }

  private static final class Packets implements Flow {
    private final PacketSource source;
    private final boolean uncounted;

    /**
     * @param uncounted whether no device counts what it receives
     */
    Packets(PacketSource source, boolean uncounted) {
      this.source = source;
      this.uncounted = uncounted;
    }

    @Override
    public int batch() throws IOException {
      source.send();
      // what the kernel leaves to another thread comes late, and counts as lost
      return Math.max(0, BATCH - source.arrived());
    }

    @Override
    public long uncountedPackets() {
      return uncounted ? source.sent() : 0;
    }

    @Override
    public long uncountedBytes() {
      return uncountedPackets() * source.packetBytes();
    }

    @Override
    public Optional<InetSocketAddress[]> ends() {
      InetSocketAddress[] ends = source.ends();
      return Optional.of(Arrays.copyOf(ends, ends.length));
    }

    @Override
    public void close() {
      source.close();
    }
  }
}
