package org.hookbench.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.OptionalInt;
import org.hookbench.framework.lanes.Lane;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.lanes.VethLanes;
import org.hookbench.kernel.netlink.Link;
import org.hookbench.kernel.netlink.Rtnl;

/**
 * A lane as HookBench makes it, on which no packet moves but those that a test sends: packets and
 * program runs can be compared one to one.
 */
public final class TestLane implements AutoCloseable {
  private static final int PORT = 6100;
  private static final int PATIENCE_MILLIS = 5_000;

  private final VethLanes topology;
  private final Lane lane;

  public TestLane() {
    this(OptionalInt.empty());
  }

  public TestLane(OptionalInt mtu) {
    topology =
        VethLanes.create(
            1, new LinkSettings("veth", true, mtu, Placement.FREE, 4, LinkSettings.AUTO));
    lane = topology.lanes().get(0);
  }

  public Lane.End sender() {
    return lane.sender();
  }

  public Lane.End receiver() {
    return lane.receiver();
  }

  /** The receiving device now. */
  public Link receiverLink() {
    try (Rtnl rtnl = Rtnl.open(receiver().namespace())) {
      return rtnl.get(receiver().ifindex());
    }
  }

  /** Takes the devices away, as a user's {@code ip link del} does. */
  public void deleteDevices() {
    try (Rtnl rtnl = Rtnl.open(sender().namespace())) {
      rtnl.deleteLink(sender().ifindex());
    }
  }

  /** Sends datagrams and waits until each has arrived. */
  public void send(int packets) throws IOException {
    InetSocketAddress from = new InetSocketAddress(sender().address(), PORT);
    InetSocketAddress to = new InetSocketAddress(receiver().address(), PORT);
    try (DatagramChannel out =
            sender().namespace().call(() -> DatagramChannel.open().bind(from).connect(to));
        DatagramChannel in =
            receiver().namespace().call(() -> DatagramChannel.open().bind(to).connect(from))) {
      in.socket().setSoTimeout(PATIENCE_MILLIS);
      byte[] bytes = new byte[64];
      for (int i = 0; i < packets; i++) {
        out.write(ByteBuffer.wrap(bytes));
        // through the socket, for only that gives up
        in.socket().receive(new java.net.DatagramPacket(bytes, bytes.length));
      }
    }
  }

  @Override
  public void close() {
    topology.close();
  }
}
