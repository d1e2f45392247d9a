package org.hookbench.kernel.bpf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.sys.Sys;

/**
 * The user's side of a BPF ring buffer: the positions that the kernel and the consumer have come
 * to, each in a page of its own, and behind the kernel's the data, twice in a row, so that no event
 * is in two pieces.
 *
 * <p>Kernel 5.8. Source: the kernel's {@code Documentation/bpf/ringbuf.rst} and {@code ringbuf.c}.
 */
final class RingBuffer implements AutoCloseable {
  private static final int PROT_READ = 1;
  private static final int PROT_WRITE = 2;
  private static final int MAP_SHARED = 1;
  private static final int HEADER_BYTES = 8;
  private static final int DISCARDED = 1 << 30;
  private static final int LENGTH = DISCARDED - 1;
  private static final VarHandle POSITION =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle HEADER =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final int page = Ffi.libc().getpagesize();
  private final int capacity;
  private final long consumer;
  private final long producer;

  /** Maps a loaded ring buffer, which must stay open. */
  RingBuffer(BpfMap map) {
    capacity = Math.toIntExact(map.maxEntries());
    consumer = mapped(map, page, PROT_READ | PROT_WRITE, 0);
    try {
      producer = mapped(map, mappedBytes(), PROT_READ, page);
    } catch (RuntimeException e) {
      Ffi.libc().munmap(consumer, page);
      throw e;
    }
  }

  /** The bytes of all events that it can hold, each with its header of 8. */
  int capacity() {
    return capacity;
  }

  /** The bytes of all events so far. */
  long produced() {
    return (long) POSITION.getAcquire(view(producer, Long.BYTES), 0);
  }

  /** The bytes of the events that have been taken out. */
  long consumed() {
    return (long) POSITION.getAcquire(view(consumer, Long.BYTES), 0);
  }

  /** Takes out all events, unread. */
  void discard() {
    consumed(produced());
  }

  /**
   * Takes out all events, up to one that is still being written.
   *
   * @param each is handed every event; the bytes are the kernel's again when it returns
   */
  void drain(Consumer<ByteBuffer> each) {
    ByteBuffer data = view(producer + page, 2 * capacity);
    long at = consumed();
    long end = produced();
    try {
      while (at < end) {
        int offset = (int) (at & capacity - 1);
        int header = (int) HEADER.getAcquire(data, offset);
        if (header < 0) {
          return;
        }
        int length = header & LENGTH;
        at += HEADER_BYTES + (length + Long.BYTES - 1 & -Long.BYTES);
        if ((header & DISCARDED) == 0) {
          each.accept(data.slice(offset + HEADER_BYTES, length).order(ByteOrder.nativeOrder()));
        }
      }
    } finally {
      consumed(at);
    }
  }

  @Override
  public void close() {
    Ffi.libc().munmap(consumer, page);
    Ffi.libc().munmap(producer, mappedBytes());
  }

  private void consumed(long position) {
    POSITION.setRelease(view(consumer, Long.BYTES), 0, position);
  }

  private long mappedBytes() {
    return page + 2L * capacity;
  }

  private static long mapped(BpfMap map, long bytes, int protection, long offset) {
    return Sys.check(
        Ffi.libc().mmap(0, bytes, protection, MAP_SHARED, map.fd(), offset, 0),
        "map ring buffer '" + map.name() + "' into memory");
  }

  private static ByteBuffer view(long address, int bytes) {
    return Ffi.view(address, bytes);
  }
}
