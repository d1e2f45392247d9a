package org.hookbench.ffi;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.Runtime;

/** Loads the native libraries, once a JVM and only when they are first needed. */
public final class Ffi {
  static final String LIBBPF = "libbpf.so.1";

  private Ffi() {}

  private static final class C {
    static final LibC INSTANCE = LibraryLoader.create(LibC.class).load("c");
  }

  private static final class Bpf {
    static final LibBpf INSTANCE =
        LibraryLoader.create(LibBpf.class).option(LibraryOption.LoadNow, true).load(LIBBPF);

    static {
      LibBpfLog.install(INSTANCE);
    }
  }

  /** Whether foreign calls work at all: jffi has to unpack a library of its own, and load it. */
  public static boolean isUsable() {
    try {
      // without jffi there still is a LibC, all of whose functions throw
      return libc().strerror(0) != null;
    } catch (LinkageError e) {
      return false;
    }
  }

  /** The C library. */
  public static LibC libc() {
    return C.INSTANCE;
  }

  /**
   * libbpf, as {@code libbpf.so.1}.
   *
   * @throws LinkageError if the library is not installed
   */
  public static LibBpf libbpf() {
    return Bpf.INSTANCE;
  }

  /** The errno that the last foreign call on this thread left behind. */
  public static int errno() {
    return Runtime.getSystemRuntime().getLastError();
  }

  /** A view of memory that a library owns; it must not be used once the library frees it. */
  public static ByteBuffer view(long address, int size) {
    return MemoryIO.getInstance().newDirectByteBuffer(address, size).order(ByteOrder.nativeOrder());
  }

  /**
   * The address of a direct buffer's first byte, for structs that hold a pointer. The caller keeps
   * the buffer reachable until the call that uses it has returned.
   */
  public static long address(ByteBuffer direct) {
    if (!direct.isDirect()) {
      throw new IllegalArgumentException("a heap buffer has no address");
    }
    return MemoryIO.getInstance().getDirectBufferAddress(direct);
  }

  /** A zeroed direct buffer in native byte order, as every struct of this room wants it. */
  public static ByteBuffer zeroed(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }
}
