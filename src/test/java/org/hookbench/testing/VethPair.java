package org.hookbench.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.hookbench.kernel.netlink.Link;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netlink.VethOptions;
import org.hookbench.kernel.netns.NetNs;

/**
 * Two anonymous namespaces with a veth pair between them, up, with an IPv4 and an IPv6 address at
 * each end: what most kernel tests begin with. Vanishes with {@link #close()}.
 */
public final class VethPair implements AutoCloseable {
  public static final String LEFT_NAME = "hbl0";
  public static final String RIGHT_NAME = "hbr0";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final NetNs left = NetNs.anonymous("left");
  private final NetNs right = NetNs.anonymous("right");
  private final Rtnl leftRtnl = Rtnl.open(left);
  private final Rtnl rightRtnl = Rtnl.open(right);
  private final int leftIndex;
  private final int rightIndex;

  public VethPair(VethOptions options) {
    leftIndex = leftRtnl.createVeth(LEFT_NAME, right, RIGHT_NAME, options);
    Link link = leftRtnl.get(leftIndex);
    rightIndex = link.peerIfindex().orElseThrow();
    leftRtnl.addAddress(leftIndex, leftAddress(false), 24);
    leftRtnl.addAddress(leftIndex, leftAddress(true), 64);
    rightRtnl.addAddress(rightIndex, rightAddress(false), 24);
    rightRtnl.addAddress(rightIndex, rightAddress(true), 64);
    leftRtnl.setUp(leftIndex);
    rightRtnl.setUp(rightIndex);
    leftRtnl.awaitUp(leftIndex, PATIENCE);
    rightRtnl.awaitUp(rightIndex, PATIENCE);
  }

  public NetNs left() {
    return left;
  }

  public NetNs right() {
    return right;
  }

  public Rtnl leftRtnl() {
    return leftRtnl;
  }

  public Rtnl rightRtnl() {
    return rightRtnl;
  }

  public int leftIndex() {
    return leftIndex;
  }

  public int rightIndex() {
    return rightIndex;
  }

  public static InetAddress leftAddress(boolean v6) {
    return address(v6 ? "2001:2:0:1::1" : "198.18.1.1");
  }

  public static InetAddress rightAddress(boolean v6) {
    return address(v6 ? "2001:2:0:1::2" : "198.18.1.2");
  }

  /** Connects left to right. */
  public Connection connect(boolean v6) {
    ServerSocketChannel listener =
        right.call(
            () -> ServerSocketChannel.open().bind(new InetSocketAddress(rightAddress(v6), 0)));
    try {
      SocketChannel client =
          left.call(() -> SocketChannel.open().bind(new InetSocketAddress(leftAddress(v6), 0)));
      client.connect(listener.getLocalAddress());
      return new Connection(client, listener.accept(), listener);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    leftRtnl.deleteLink(leftIndex);
    leftRtnl.close();
    rightRtnl.close();
    left.close();
    right.close();
  }

  /** Both ends of a TCP connection, and the listener it came from. */
  public record Connection(SocketChannel client, SocketChannel server, ServerSocketChannel listener)
      implements AutoCloseable {

    public InetSocketAddress clientAddress() throws IOException {
      return (InetSocketAddress) client.getLocalAddress();
    }

    public InetSocketAddress serverAddress() throws IOException {
      return (InetSocketAddress) server.getLocalAddress();
    }

    /** Sends from client to server and waits until the server has read it all. */
    public void send(int bytes) throws IOException {
      ByteBuffer out = ByteBuffer.allocate(8192);
      ByteBuffer in = ByteBuffer.allocate(8192);
      for (int done = 0; done < bytes; done += in.position()) {
        out.clear().limit(Math.min(out.capacity(), bytes - done));
        in.clear().limit(out.limit());
        while (out.hasRemaining()) {
          client.write(out);
        }
        while (in.hasRemaining()) {
          if (server.read(in) < 0) {
            throw new IOException("connection closed");
          }
        }
      }
    }

    @Override
    public void close() throws IOException {
      client.close();
      server.close();
      listener.close();
    }
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
