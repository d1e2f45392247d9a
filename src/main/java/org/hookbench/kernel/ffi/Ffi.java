package org.hookbench.kernel.ffi;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.Runtime;

/** Loads the native libraries, once a JVM and only when they are first needed. */
public final class Ffi {
  /**
   * The system property that names the one folder that jffi's library is loaded from; once it is
   * loaded, the folder that was used.
   */
  public static final String FOLDER = "hookbench.native";

  static final String LIBBPF = "libbpf.so.1";

  private Ffi() {}

  private static final class Jffi {
    static final Optional<String> REFUSAL = JffiLibrary.load();

    /** Before any class of jnr's or jffi's, which would look for the library elsewhere. */
    static void require() {
      if (REFUSAL.isPresent()) {
        throw new UnsatisfiedLinkError(REFUSAL.get());
      }
    }
  }

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

  /**
   * Why no foreign call works here, in one line with what to do; empty where they do. They go
   * through a library of jffi's that has to be written to a folder and loaded from there.
   */
  public static Optional<String> refusal() {
    return Jffi.REFUSAL;
  }

  /**
   * The C library.
   *
   * @throws LinkageError where there is a {@link #refusal}
   */
  public static LibC libc() {
    Jffi.require();
    return C.INSTANCE;
  }

  /**
   * libbpf, as {@code libbpf.so.1}.
   *
   * @throws LinkageError if the library is not installed, or where there is a {@link #refusal}
   */
  public static LibBpf libbpf() {
    Jffi.require();
    return Bpf.INSTANCE;
  }

  /** The errno that the last foreign call on this thread left behind. */
  public static int errno() {
    return Runtime.getSystemRuntime().getLastError();
  }

  /** A view of memory that a library owns; it must not be used once the library frees it. */
  public static ByteBuffer view(long address, int size) {
    Jffi.require();
    return MemoryIO.getInstance().newDirectByteBuffer(address, size).order(ByteOrder.nativeOrder());
  }

  /**
   * The address of a direct buffer's first byte, for structs that hold a pointer. The caller keeps
   * the buffer reachable until the call that uses it has returned.
   */
  public static long address(ByteBuffer direct) {
    Jffi.require();
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
