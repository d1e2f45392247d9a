package org.hookbench.kernel.sys;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.LibC;
import org.jspecify.annotations.Nullable;

/**
 * Finds the descriptor of a socket that the JDK opened, which it keeps to itself: among this
 * process's sockets, the one with these addresses in this network namespace.
 *
 * <p>Source: getsockname(2), getpeername(2); {@code SIOCGSKNS} (Linux 4.10, CAP_NET_ADMIN).
 */
public final class SocketFd {
  private static final File DESCRIPTORS = new File("/proc/self/fd");
  private static final long SIOCGSKNS = 0x894C;
  private static final int SOCKADDR_BYTES = 128;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  private SocketFd() {}

  /**
   * The descriptor, which still belongs to its channel.
   *
   * @param namespace the inode number of the socket's network namespace
   * @param local its own address
   * @param remote the address it is connected to; null of a listening socket, which is found by its
   *     own address as well where no connection has the other one
   * @throws KernelException if there is none
   */
  public static int find(
      long namespace, InetSocketAddress local, @Nullable InetSocketAddress remote) {
    OptionalInt unconnected = OptionalInt.empty();
    PrimitiveIterator.OfInt descriptors = newestFirst().iterator();
    while (descriptors.hasNext()) {
      int fd = descriptors.nextInt();
      // a descriptor that is no socket has no name (ENOTSOCK)
      if (name(fd, Ffi.libc()::getsockname).equals(Optional.of(local))
          && namespace(fd) == namespace) {
        Optional<InetSocketAddress> peer = name(fd, Ffi.libc()::getpeername);
        if (peer.equals(Optional.ofNullable(remote))) {
          return fd;
        }
        if (peer.isEmpty()) {
          unconnected = OptionalInt.of(fd);
        }
      }
    }
    return unconnected.orElseThrow(
        () ->
            new KernelException(
                "find the descriptor of the socket " + local + " to " + remote, Errno.ENOENT, ""));
  }

  /** A socket's own address; empty where it has none. */
  static Optional<InetSocketAddress> localName(int fd) {
    return name(fd, Ffi.libc()::getsockname);
  }

  /**
   * Descriptors are handed out from the lowest on, so those right below the next one are likely to
   * be the newest. A list of all of them takes a millisecond where there are a thousand, and is
   * made only when none of these was it.
   */
  private static IntStream newestFirst() {
    int next;
    try (Fd lowestFree = Fd.open(DESCRIPTORS.getPath(), 0)) {
      next = lowestFree.number();
    }
    return IntStream.concat(
        IntStream.iterate(next - 1, fd -> fd >= 0, fd -> fd - 1),
        Stream.of(DESCRIPTORS).flatMapToInt(SocketFd::all).filter(fd -> fd >= next));
  }

  private static IntStream all(File folder) {
    String[] names = folder.list();
    return Arrays.stream(names == null ? new String[0] : names).mapToInt(Integer::parseInt);
  }

  private interface Name {
    int read(int fd, ByteBuffer address, ByteBuffer length);
  }

  private static Optional<InetSocketAddress> name(int fd, Name call) {
    ByteBuffer address = Ffi.zeroed(SOCKADDR_BYTES);
    ByteBuffer length = Ffi.zeroed(Integer.BYTES).putInt(0, SOCKADDR_BYTES);
    return call.read(fd, address, length) < 0 ? Optional.empty() : decode(address);
  }

  /** Reads a {@code sockaddr_in} or {@code sockaddr_in6}; empty for any other family. */
  static Optional<InetSocketAddress> decode(ByteBuffer address) {
    int family = address.order(ByteOrder.nativeOrder()).getShort(0);
    int port = address.order(ByteOrder.BIG_ENDIAN).getShort(2) & 0xffff;
    byte[] ip = new byte[family == AF_INET ? 4 : 16];
    if (family != AF_INET && family != AF_INET6) {
      return Optional.empty();
    }
    address.get(family == AF_INET ? 4 : 8, ip);
    try {
      // an IPv4 address mapped into IPv6 comes out as IPv4, as the JDK's own does
      return Optional.of(new InetSocketAddress(InetAddress.getByAddress(ip), port));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long namespace(int fd) {
    LibC c = Ffi.libc();
    try (Fd ns = new Fd(Sys.check(c.ioctl(fd, SIOCGSKNS, 0), "ask for a socket's namespace"))) {
      return (Long) Files.getAttribute(Path.of("/proc/self/fd/" + ns.number()), "unix:ino");
    } catch (IOException e) {
      throw new KernelException("read a socket's namespace", 0, "is /proc mounted?");
    }
  }
}
