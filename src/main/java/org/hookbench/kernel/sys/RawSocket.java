package org.hookbench.kernel.sys;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.LibC;

/**
 * Sends and receives on a descriptor by send(2) and recv(2) alone. A {@link
 * java.nio.channels.SocketChannel} takes locks and notes the blocked thread around each call, which
 * is some 3 % of a round trip over veth; this doesn't, so closing the channel does not wake a
 * thread that is blocked here: only the other end's close does.
 */
public final class RawSocket {
  private static final int MSG_WAITALL = 0x100;
  private static final int TRIES = 4;

  private final LibC c = Ffi.libc();
  private final int fd;

  // kept reachable: their memory is used by address
  @SuppressWarnings({"FieldCanBeLocal", "unused"})
  private final ByteBuffer[] buffers;

  private final long inAddress;
  private final int inLength;
  private final long outAddress;
  private final int outLength;
  private long patienceNanos;

  /**
   * @param fd a connected, blocking socket
   * @param buffer a direct buffer, all of which is sent and received
   */
  public RawSocket(int fd, ByteBuffer buffer) {
    this(fd, buffer, buffer);
  }

  /**
   * @param fd a connected, blocking socket
   * @param in a direct buffer, which a receive fills
   * @param out a direct buffer, all of which is sent
   */
  public RawSocket(int fd, ByteBuffer in, ByteBuffer out) {
    this.fd = fd;
    this.buffers = new ByteBuffer[] {in, out};
    this.inAddress = Ffi.address(in);
    this.inLength = in.capacity();
    this.outAddress = Ffi.address(out);
    this.outLength = out.capacity();
  }

  /**
   * Has {@link #receive} give up with ETIMEDOUT when nothing comes.
   *
   * @param most zero for never; then a receive that waits needs no timer
   */
  public void patience(Duration most) {
    patienceNanos = most.toNanos();
    SocketOptions.receive(fd, most.dividedBy(TRIES));
  }

  private static KernelException failure(String operation, int errno) {
    String hint = errno == Errno.ETIMEDOUT ? "no answer came; does a program drop too much?" : "";
    return new KernelException(operation, errno, hint);
  }

  /** Sends the whole buffer, blocking. */
  public void send() {
    int done = 0;
    while (done < outLength) {
      long n = c.send(fd, outAddress + done, outLength - done, RawSockets.MSG_NOSIGNAL);
      if (n < 0 && Ffi.errno() != Errno.EINTR) {
        throw failure("send", Ffi.errno());
      }
      done += (int) Math.max(0, n);
    }
  }

  /**
   * Fills the whole buffer, blocking.
   *
   * @return false where the other end has closed
   */
  public boolean receive() {
    int done = 0;
    long giveUp = 0;
    while (done < inLength) {
      long n = c.recv(fd, inAddress + done, inLength - done, MSG_WAITALL);
      if (n == 0) {
        return false;
      }
      // a socket in a sockmap with a verdict says EAGAIN after a wake-up without data, though it
      // blocks (tcp_bpf_recvmsg_parser)
      if (n < 0 && Ffi.errno() != Errno.EINTR && Ffi.errno() != Errno.EAGAIN) {
        throw failure("receive", Ffi.errno());
      }
      if (n < 0 && patienceNanos > 0) {
        long now = System.nanoTime();
        giveUp = giveUp == 0 ? now + patienceNanos : giveUp;
        if (now - giveUp > 0) {
          throw failure("receive", Errno.ETIMEDOUT);
        }
      }
      done += (int) Math.max(0, n);
    }
    return true;
  }
}
