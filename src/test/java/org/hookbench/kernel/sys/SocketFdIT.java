package org.hookbench.kernel.sys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netns.NetNs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sockets that the JDK opened, found again, also where two namespaces have the same addresses. */
@Tag("kernel")
class SocketFdIT {
  private record Pair(SocketChannel client, SocketChannel server) implements AutoCloseable {
    static Pair open(NetNs namespace, int clientPort, int serverPort) {
      try (Rtnl rtnl = Rtnl.open(namespace)) {
        rtnl.setUp(rtnl.ifindex("lo"));
      }
      return namespace.call(
          () -> {
            try (ServerSocketChannel listener = ServerSocketChannel.open()) {
              listener.bind(new InetSocketAddress("127.0.0.1", serverPort));
              SocketChannel client = SocketChannel.open();
              client.bind(new InetSocketAddress("127.0.0.1", clientPort));
              client.connect(listener.getLocalAddress());
              return new Pair(client, listener.accept());
            }
          });
    }

    int clientFd(NetNs namespace) throws IOException {
      return SocketFd.find(
          namespace.inode(),
          (InetSocketAddress) client.getLocalAddress(),
          (InetSocketAddress) client.getRemoteAddress());
    }

    int serverFd(NetNs namespace) throws IOException {
      return SocketFd.find(
          namespace.inode(),
          (InetSocketAddress) server.getLocalAddress(),
          (InetSocketAddress) server.getRemoteAddress());
    }

    @Override
    public void close() throws IOException {
      client.close();
      server.close();
    }
  }

  @Test
  void tellsEqualAddressesInTwoNamespacesApart() throws IOException {
    try (NetNs one = NetNs.anonymous("one");
        NetNs two = NetNs.anonymous("two");
        Pair a = Pair.open(one, 20001, 20002);
        Pair b = Pair.open(two, 20001, 20002)) {
      assertNotEquals(a.clientFd(one), b.clientFd(two));
      assertNotEquals(a.clientFd(one), a.serverFd(one));
      // what is sent on the found descriptor comes out of the right channel
      new RawSocket(b.clientFd(two), direct(7, 8, 9)).send();
      ByteBuffer got = ByteBuffer.allocate(3);
      while (got.hasRemaining()) {
        assertTrue(b.server().read(got) > 0);
      }
      assertArrayEquals(new byte[] {7, 8, 9}, got.array());
    }
  }

  /** A connection has its listener's address too, and goes before it. */
  @Test
  void aListeningSocketIsFoundWhereNoConnectionIs() throws IOException {
    try (NetNs ns = NetNs.anonymous("one");
        Pair p = Pair.open(ns, 20003, 20004);
        ServerSocketChannel listener = ns.call(ServerSocketChannel::open)) {
      InetSocketAddress own = new InetSocketAddress("127.0.0.1", 20005);
      ns.run(() -> listener.bind(own));
      InetSocketAddress nobody = new InetSocketAddress("127.0.0.1", 9);
      int listening = SocketFd.find(ns.inode(), own, nobody);
      assertNotEquals(listening, p.serverFd(ns));
      try (SocketChannel client = ns.call(SocketChannel::open)) {
        client.bind(new InetSocketAddress("127.0.0.1", 20006));
        client.connect(own);
        try (SocketChannel accepted = listener.accept()) {
          InetSocketAddress remote = (InetSocketAddress) accepted.getRemoteAddress();
          assertNotEquals(listening, SocketFd.find(ns.inode(), own, remote));
        }
      }
    }
  }

  /** A new socket may have a higher descriptor than the lowest that is free. */
  @Test
  void aSocketAboveAFreeDescriptorIsFound() throws IOException {
    try (NetNs ns = NetNs.anonymous("one")) {
      Fd before = Fd.open("/dev/null", 0);
      try (Pair p = Pair.open(ns, 0, 0)) {
        int server = p.serverFd(ns);
        before.close();
        assertEquals(server, p.serverFd(ns));
      }
    }
  }

  @Test
  void whatAListeningSocketHoldsTheAcceptedOneHoldsToo() throws IOException {
    try (NetNs ns = NetNs.anonymous("one");
        Pair other = Pair.open(ns, 0, 0);
        ServerSocketChannel listener = ns.call(ServerSocketChannel::open)) {
      InetSocketAddress own = new InetSocketAddress("127.0.0.1", 20007);
      ns.run(() -> listener.bind(own));
      // more than net.core.rmem_max is by default; the JDK halves what the kernel has doubled
      SocketOptions.receiveBuffer(SocketFd.find(ns.inode(), own, null), 1 << 20);
      try (SocketChannel client = ns.call(SocketChannel::open)) {
        client.connect(own);
        try (SocketChannel accepted = listener.accept()) {
          assertEquals(1 << 20, accepted.getOption(StandardSocketOptions.SO_RCVBUF));
        }
      }
      assertTrue(other.client().isConnected());
    }
  }

  @Test
  void receivesWholeMessagesUntilTheOtherEndCloses() throws IOException {
    try (NetNs ns = NetNs.anonymous("one");
        Pair p = Pair.open(ns, 0, 0)) {
      ByteBuffer message = ByteBuffer.allocateDirect(4);
      RawSocket in = new RawSocket(p.serverFd(ns), message);
      p.client().write(ByteBuffer.wrap(new byte[] {1, 2}));
      p.client().write(ByteBuffer.wrap(new byte[] {3, 4}));
      assertTrue(in.receive());
      assertEquals(4, message.get(3));
      p.client().shutdownOutput();
      assertFalse(in.receive());
    }
  }

  @Test
  void sendingToAClosedEndIsAnErrorAndNoSignal() throws IOException {
    try (NetNs ns = NetNs.anonymous("one");
        Pair p = Pair.open(ns, 0, 0)) {
      RawSocket out = new RawSocket(p.clientFd(ns), direct(1));
      p.server().close();
      KernelException e =
          assertThrows(
              KernelException.class,
              () -> {
                for (int i = 0; i < 1000; i++) {
                  out.send();
                }
              });
      assertEquals("send", e.operation());
    }
  }

  @Test
  void aSocketThatIsNotThereIsSaid() {
    try (NetNs ns = NetNs.anonymous("one")) {
      InetSocketAddress nowhere = new InetSocketAddress("198.18.0.1", 9);
      KernelException e =
          assertThrows(KernelException.class, () -> SocketFd.find(ns.inode(), nowhere, nowhere));
      assertEquals(Errno.ENOENT, e.errno());
    }
  }

  private static ByteBuffer direct(int... values) {
    ByteBuffer b = ByteBuffer.allocateDirect(values.length);
    for (int v : values) {
      b.put((byte) v);
    }
    return b.clear();
  }
}
