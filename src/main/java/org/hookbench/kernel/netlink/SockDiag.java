package org.hookbench.kernel.netlink;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

/**
 * TCP_INFO of any TCP connection in one network namespace, without its descriptor: the namespace of
 * the thread that called {@link #open()}. A question costs one system call each way, and takes the
 * socket's lock for a moment: not for every packet.
 *
 * <p>Needs the kernel's module tcp_diag, which loads itself, and no privilege. Source:
 * sock_diag(7).
 */
public final class SockDiag implements AutoCloseable {
  private static final String NO_SOCKET =
      "no TCP socket with these addresses and ports is in this namespace";

  private final NetlinkSocket socket;

  private SockDiag(NetlinkSocket socket) {
    this.socket = socket;
  }

  /** For the namespace that the calling thread is in. */
  public static SockDiag open() {
    return new SockDiag(NetlinkSocket.open(NetlinkAbi.NETLINK_SOCK_DIAG));
  }

  /** For a namespace, wherever the calling thread is. */
  public static SockDiag open(NetNs namespace) {
    return namespace.call(SockDiag::open);
  }

  /**
   * The state of one connection, seen from its local end.
   *
   * @param local what {@code SocketChannel.getLocalAddress} says, IPv4 or IPv6
   * @param remote what {@code SocketChannel.getRemoteAddress} says
   * @throws KernelException with ENOENT where there is no such connection, or it is in TIME_WAIT
   */
  public TcpInfo tcpInfo(InetSocketAddress local, InetSocketAddress remote) {
    String operation = "read TCP_INFO of " + text(local) + " to " + text(remote);
    List<NetlinkMessage> answers;
    try {
      answers = socket.exchange(request(local, remote), operation);
    } catch (KernelException e) {
      throw e.errno() == Errno.ENOENT && e.hint().isEmpty() ? e.withHint(NO_SOCKET) : e;
    }
    if (answers.isEmpty()) {
      throw new KernelException(operation, Errno.ENOENT, NO_SOCKET);
    }
    return decode(answers.get(0), local, remote, operation);
  }

  @Override
  public void close() {
    socket.close();
  }

  /**
   * {@code struct inet_diag_req_v2}: u8 family, protocol, ext, pad, u32 states, then the id. No
   * dump: the kernel looks the connection up by its hash.
   */
  static NetlinkRequest request(InetSocketAddress local, InetSocketAddress remote) {
    byte[] source = local.getAddress().getAddress();
    byte[] destination = remote.getAddress().getAddress();
    if (source.length != destination.length) {
      throw new IllegalArgumentException(text(local) + " and " + text(remote) + ": two families");
    }
    return new NetlinkRequest(SockDiagAbi.SOCK_DIAG_BY_FAMILY, NetlinkAbi.NLM_F_ACK)
        .u8(source.length == 4 ? NetlinkAbi.AF_INET : NetlinkAbi.AF_INET6)
        .u8(SockDiagAbi.IPPROTO_TCP)
        .u8(1 << (SockDiagAbi.INET_DIAG_INFO - 1) | 1 << (SockDiagAbi.INET_DIAG_CONG - 1))
        .u8(0)
        .u32(-1)
        .bytes(bigEndian(local.getPort()))
        .bytes(bigEndian(remote.getPort()))
        .bytes(Arrays.copyOf(source, SockDiagAbi.ADDRESS_SIZE))
        .bytes(Arrays.copyOf(destination, SockDiagAbi.ADDRESS_SIZE))
        .u32(0)
        .u32(SockDiagAbi.INET_DIAG_NOCOOKIE)
        .u32(SockDiagAbi.INET_DIAG_NOCOOKIE);
  }

  /**
   * @throws KernelException where the answer is of another socket: for a connection that it does
   *     not know the kernel gives the listener on that port
   */
  static TcpInfo decode(
      NetlinkMessage message, InetSocketAddress local, InetSocketAddress remote, String operation) {
    Attributes attributes = message.attributesAfter(SockDiagAbi.MESSAGE_SIZE);
    ByteBuffer payload = message.payload();
    if (!isEnd(payload, SockDiagAbi.ID_SOURCE_PORT, SockDiagAbi.ID_SOURCE, local)
        || !isEnd(payload, SockDiagAbi.ID_DESTINATION_PORT, SockDiagAbi.ID_DESTINATION, remote)) {
      throw new KernelException(operation, Errno.ENOENT, NO_SOCKET);
    }
    TcpState state = TcpState.decode(Byte.toUnsignedInt(payload.get(SockDiagAbi.MESSAGE_STATE)));
    if (!attributes.has(SockDiagAbi.INET_DIAG_INFO)) {
      throw new KernelException(
          operation, Errno.ENOENT, "the connection is over (" + state + "): read it before close");
    }
    return TcpInfo.decode(
        attributes.value(SockDiagAbi.INET_DIAG_INFO, 0),
        attributes.string(SockDiagAbi.INET_DIAG_CONG).orElse("unknown"));
  }

  private static boolean isEnd(
      ByteBuffer payload, int portAt, int addressAt, InetSocketAddress end) {
    byte[] found = new byte[SockDiagAbi.ADDRESS_SIZE];
    payload.get(SockDiagAbi.MESSAGE_ID + addressAt, found);
    byte[] port = new byte[2];
    payload.get(SockDiagAbi.MESSAGE_ID + portAt, port);
    byte[] wanted = end.getAddress().getAddress();
    return Arrays.equals(port, bigEndian(end.getPort()))
        && (Arrays.equals(found, Arrays.copyOf(wanted, found.length))
            || wanted.length == 4 && Arrays.equals(found, mapped(wanted)));
  }

  /** How an IPv4 connection of a dual-stack socket, which Java makes, shows its addresses. */
  private static byte[] mapped(byte[] v4) {
    byte[] v6 = new byte[SockDiagAbi.ADDRESS_SIZE];
    v6[10] = (byte) 0xff;
    v6[11] = (byte) 0xff;
    System.arraycopy(v4, 0, v6, 12, 4);
    return v6;
  }

  private static byte[] bigEndian(int port) {
    return new byte[] {(byte) (port >> 8), (byte) port};
  }

  private static String text(InetSocketAddress end) {
    return end.getAddress().getHostAddress() + " port " + end.getPort();
  }
}
