package org.hookbench.bpf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.hookbench.ffi.Ffi;
import org.hookbench.kernel.Sys;

/**
 * The user's side of a BPF ring buffer, for one who reads no event and only makes room: the
 * positions that the kernel and the consumer have come to, each in a page of its own.
 *
 * <p>Kernel 5.8. Source: the kernel's {@code Documentation/bpf/ringbuf.rst}.
 */
final class RingBuffer implements AutoCloseable {
  private static final int PROT_READ = 1;
  private static final int PROT_WRITE = 2;
  private static final int MAP_SHARED = 1;
  private static final VarHandle POSITION =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final int page = Ffi.libc().getpagesize();
  private final long consumer;
  private final long producer;

  /** Maps the two pages of a loaded ring buffer, which must stay open. */
  RingBuffer(BpfMap map) {
    consumer = pageOf(map, PROT_READ | PROT_WRITE, 0);
    try {
      producer = pageOf(map, PROT_READ, page);
    } catch (RuntimeException e) {
      Ffi.libc().munmap(consumer, page);
      throw e;
    }
  }

  /** The bytes of all events so far, each with its header of 8. */
  long produced() {
    return (long) POSITION.getAcquire(view(producer), 0);
  }

  /** The bytes of the events that have been taken out. */
  long consumed() {
    return (long) POSITION.getAcquire(view(consumer), 0);
  }

  /** Takes out all events, unread. */
  void discard() {
    POSITION.setRelease(view(consumer), 0, produced());
  }

  @Override
  public void close() {
    Ffi.libc().munmap(consumer, page);
    Ffi.libc().munmap(producer, page);
  }

  private long pageOf(BpfMap map, int protection, long offset) {
    return Sys.check(
        Ffi.libc().mmap(0, page, protection, MAP_SHARED, map.fd(), offset, 0),
        "map ring buffer '" + map.name() + "' into memory");
  }

  private static ByteBuffer view(long address) {
    return Ffi.view(address, Long.BYTES);
  }
}
