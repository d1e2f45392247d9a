package org.hookbench.kernel.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Addresses as getsockname(2) writes them: sockaddr_in and sockaddr_in6 of ip(7) and ipv6(7). */
class SocketFdTest {
  private static ByteBuffer bytes(int... values) {
    ByteBuffer b = ByteBuffer.allocateDirect(128);
    for (int v : values) {
      b.put((byte) v);
    }
    return b.clear();
  }

  @Test
  void readsAnIpv4Address() {
    assertEquals(
        Optional.of(new InetSocketAddress("198.18.3.1", 8080)),
        SocketFd.decode(bytes(2, 0, 0x1f, 0x90, 198, 18, 3, 1)));
  }

  @Test
  void readsAnIpv6Address() {
    assertEquals(
        Optional.of(new InetSocketAddress("2001:2:0:3::1", 443)),
        SocketFd.decode(
            bytes(
                10, 0, 0x01, 0xbb, 0, 0, 0, 0, 0x20, 0x01, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0,
                1)));
  }

  @Test
  void readsAMappedAddressAsTheJdkShowsIt() {
    assertEquals(
        Optional.of(new InetSocketAddress("198.18.3.1", 80)),
        SocketFd.decode(
            bytes(
                10, 0, 0, 80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 198, 18, 3,
                1)));
  }

  @Test
  void knowsNoOtherFamily() {
    assertEquals(Optional.empty(), SocketFd.decode(bytes(16, 0, 1, 2, 3, 4)));
  }
}
