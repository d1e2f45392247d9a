package org.hookbench.kernel.netlink;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.LibC;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.Fd;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.Sys;

/**
 * A netlink socket, in the namespace of the thread that opened it for as long as it lives. One
 * exchange at a time: request, answers, verdict. Source: netlink(7).
 */
final class NetlinkSocket implements AutoCloseable {
  /** The kernel sends at most 32 KiB a datagram in a dump; single answers may be larger. */
  private static final int RECEIVE_BYTES = 1 << 16;

  /** A dump that another process' change has interrupted is begun again this many times. */
  private static final int DUMP_ATTEMPTS = 10;

  private static final int TIMEOUT_SECONDS = 30;

  private final Fd fd;
  private final ByteBuffer received = Ffi.zeroed(RECEIVE_BYTES);
  private int sequence = (int) System.nanoTime();

  private NetlinkSocket(Fd fd) {
    this.fd = fd;
  }

  /**
   * @param protocol NETLINK_ROUTE or NETLINK_SOCK_DIAG
   * @throws KernelException if the kernel lacks the protocol (EPROTONOSUPPORT)
   */
  static NetlinkSocket open(int protocol) {
    Fd fd =
        new Fd(
            Sys.check(
                Ffi.libc()
                    .socket(
                        NetlinkAbi.AF_NETLINK,
                        NetlinkAbi.SOCK_RAW | NetlinkAbi.SOCK_CLOEXEC,
                        protocol),
                "open a netlink socket"));
    try {
      option(fd, NetlinkAbi.SOL_NETLINK, NetlinkAbi.NETLINK_EXT_ACK, Ffi.zeroed(4).putInt(0, 1));
      option(fd, NetlinkAbi.SOL_NETLINK, NetlinkAbi.NETLINK_CAP_ACK, Ffi.zeroed(4).putInt(0, 1));
      option(
          fd,
          NetlinkAbi.SOL_SOCKET,
          NetlinkAbi.SO_RCVTIMEO,
          Ffi.zeroed(16).putLong(0, TIMEOUT_SECONDS));
      return new NetlinkSocket(fd);
    } catch (RuntimeException e) {
      fd.close();
      throw e;
    }
  }

  /**
   * Sends a request and waits for the kernel's verdict.
   *
   * @param operation what messages call it, e.g. {@code "delete interface 3"}
   * @return the answers, without the verdict: none for a change, one for a get, any number for a
   *     dump
   * @throws KernelException with the kernel's own words, where it has any
   */
  synchronized List<NetlinkMessage> exchange(NetlinkRequest request, String operation) {
    for (int attempt = 1; ; attempt++) {
      sequence++;
      send(request.encode(sequence), operation);
      List<NetlinkMessage> answers = new ArrayList<>();
      Verdict verdict = collect(answers, operation);
      refuse(verdict.ack(), operation);
      if (!verdict.interrupted()) {
        return answers;
      }
      if (attempt == DUMP_ATTEMPTS) {
        throw new KernelException(
            operation, Errno.EINTR, "the list kept changing while it was read; try again");
      }
    }
  }

  /**
   * Sends several changes in one system call. The kernel makes them one after the other, also where
   * one fails, and makes all of them even if the process is killed meanwhile.
   *
   * @param operation what messages call all of them
   * @return the kernel's verdict on each, which may be a refusal
   */
  synchronized List<NetlinkAck> changeAll(List<NetlinkRequest> requests, String operation) {
    int before = sequence;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (NetlinkRequest request : requests) {
      all.writeBytes(request.encode(++sequence));
    }
    send(all.toByteArray(), operation);
    List<NetlinkAck> verdicts = new ArrayList<>();
    for (sequence = before + 1; verdicts.size() < requests.size(); sequence++) {
      verdicts.add(collect(new ArrayList<>(), operation).ack());
    }
    return verdicts;
  }

  @Override
  public void close() {
    fd.close();
  }

  /**
   * How an exchange has ended.
   *
   * @param interrupted whether the kernel says that a dump is not consistent
   */
  private record Verdict(NetlinkAck ack, boolean interrupted) {}

  private static void option(Fd fd, int level, int name, ByteBuffer value) {
    Sys.check(
        Ffi.libc().setsockopt(fd.number(), level, name, value, value.capacity()),
        "set netlink socket option " + level + "/" + name);
  }

  private void send(byte[] message, String operation) {
    ByteBuffer out = Ffi.zeroed(message.length).put(0, message);
    LibC libc = Ffi.libc();
    long sent;
    do {
      sent = libc.send(fd.number(), out, message.length, 0);
    } while (sent < 0 && Ffi.errno() == Errno.EINTR);
    Sys.check(sent, operation);
  }

  /** Reads up to the verdict. */
  private Verdict collect(List<NetlinkMessage> answers, String operation) {
    boolean interrupted = false;
    while (true) {
      for (NetlinkMessage message : NetlinkMessage.parse(receive(operation))) {
        if (message.sequence() != sequence) {
          continue;
        }
        interrupted |= message.has(NetlinkAbi.NLM_F_DUMP_INTR);
        switch (message.type()) {
          case NetlinkAbi.NLMSG_ERROR, NetlinkAbi.NLMSG_DONE -> {
            return new Verdict(NetlinkAck.parse(message), interrupted);
          }
          case NetlinkAbi.NLMSG_NOOP -> {}
          case NetlinkAbi.NLMSG_OVERRUN ->
              throw new KernelException(operation, 0, "the kernel lost netlink messages");
          default -> answers.add(message);
        }
      }
    }
  }

  private byte[] receive(String operation) {
    LibC libc = Ffi.libc();
    long length;
    do {
      length = libc.recv(fd.number(), received, RECEIVE_BYTES, NetlinkAbi.MSG_TRUNC);
    } while (length < 0 && Ffi.errno() == Errno.EINTR);
    if (length < 0 && Ffi.errno() == Errno.EAGAIN) {
      throw new KernelException(
          operation, Errno.EAGAIN, "the kernel gave no answer in " + TIMEOUT_SECONDS + " s");
    }
    Sys.check(length, operation);
    if (length > RECEIVE_BYTES) {
      throw new KernelException(
          operation, 0, "an answer of " + length + " bytes; at most " + RECEIVE_BYTES + " fit");
    }
    byte[] datagram = new byte[(int) length];
    received.get(0, datagram);
    return datagram;
  }

  /** Throws where a verdict is a refusal. */
  static void refuse(NetlinkAck ack, String operation) {
    if (ack.errno() != 0) {
      throw new KernelException(operation, ack.errno(), ack.text(), NetlinkHints.of(ack));
    }
  }
}
