package org.hookbench.framework.testbed;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.hookbench.UsageException;
import org.hookbench.framework.lanes.Lane;
import org.hookbench.framework.workload.PacketSource;
import org.hookbench.kernel.bpf.PacketCloner;
import org.hookbench.kernel.bpf.UdpFrame;
import org.hookbench.kernel.netlink.Link;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netns.Visit;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.UdpSink;

/** A lane's device into which the kernel puts copies of one packet. */
final class KernelPacketSource implements PacketSource {
  private final Visit visit;
  private final PacketCloner cloner;
  private final UdpSink sink;
  private final int packetBytes;
  private final InetSocketAddress[] ends;

  private KernelPacketSource(
      Visit visit, PacketCloner cloner, UdpSink sink, int packetBytes, InetSocketAddress... ends) {
    this.visit = visit;
    this.cloner = cloner;
    this.sink = sink;
    this.packetBytes = packetBytes;
    this.ends = ends;
  }

  /**
   * Loads the program that makes packets.
   *
   * @param sink where they go; closed with this
   * @throws UsageException where a packet does not fit the device's MTU
   * @throws KernelException where the kernel refuses
   */
  static KernelPacketSource open(
      Lane lane,
      Begin begin,
      InetSocketAddress from,
      InetSocketAddress to,
      int payload,
      int rounds,
      UdpSink sink) {
    Link sender = link(lane.sender());
    Link receiver = link(lane.receiver());
    int headers = UdpFrame.headers(from.getAddress().getAddress().length == 16);
    if (payload + headers > receiver.mtu()) {
      throw new UsageException(
          "payload="
              + payload
              + " makes a packet of "
              + (payload + headers)
              + " bytes, more than the MTU of "
              + receiver.mtu());
    }
    byte[] frame =
        UdpFrame.of(
            receiver.mac().orElseThrow().bytes(),
            sender.mac().orElseThrow().bytes(),
            from,
            to,
            payload);
    boolean received = begin == Begin.RECEIVED;
    Lane.End at = received ? lane.receiver() : lane.sender();
    Visit visit = new Visit(at.namespace());
    try {
      PacketCloner cloner = PacketCloner.load(at.ifindex(), received, rounds, frame);
      return new KernelPacketSource(visit, cloner, sink, frame.length, from, to);
    } catch (RuntimeException e) {
      visit.close();
      throw e;
    }
  }

  private static Link link(Lane.End end) {
    try (Rtnl rtnl = Rtnl.open(end.namespace())) {
      return rtnl.get(end.ifindex());
    }
  }

  @Override
  public void send() throws IOException {
    try {
      visit.enter();
      try {
        cloner.run();
      } finally {
        visit.leave();
      }
    } catch (KernelException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public long sent() {
    return cloner.taken();
  }

  @Override
  public int arrived() throws IOException {
    try {
      return sink.arrived();
    } catch (KernelException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public int packetBytes() {
    return packetBytes;
  }

  @Override
  public InetSocketAddress[] ends() {
    return ends;
  }

  @Override
  public void close() {
    cloner.close();
    sink.close();
    visit.close();
  }
}
