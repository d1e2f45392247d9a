package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.hookbench.UsageException;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.LibBpf;
import org.hookbench.kernel.ffi.Structs.MapInfo;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.Fd;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.Sys;

/**
 * A map of a {@link BpfObject}: its size is set, or a pinned map put in its place, before the
 * object is loaded; its entries are read and written afterwards. Lives as long as the object.
 *
 * <p>Keys and values are direct buffers in native byte order. Source: bpf(2), libbpf's {@code
 * bpf_map__*}.
 */
public final class BpfMap {
  private static final int ARRAY = 2; // BPF_MAP_TYPE_ARRAY
  private static final int PROG_ARRAY = 3; // BPF_MAP_TYPE_PROG_ARRAY

  // BPF_MAP_TYPE_PERCPU_HASH, _PERCPU_ARRAY, _LRU_PERCPU_HASH, _PERCPU_CGROUP_STORAGE
  private static final Set<Integer> PER_CPU = Set.of(5, 6, 10, 21);

  private final LibBpf lib = Ffi.libbpf();
  private final String object;
  private final long handle;

  BpfMap(String object, long handle) {
    this.object = object;
    this.handle = handle;
  }

  /** Its name in the source. */
  public String name() {
    return lib.bpf_map__name(handle);
  }

  /** How many entries it can hold. */
  public long maxEntries() {
    return Integer.toUnsignedLong(lib.bpf_map__max_entries(handle));
  }

  /** Its descriptor, once the object is loaded. */
  int fd() {
    return lib.bpf_map__fd(handle);
  }

  /** Sets how many entries it can hold, before the object is loaded. */
  public void resize(long entries) {
    Sys.checkBpf(
        lib.bpf_map__set_max_entries(handle, (int) entries), "resize map '" + name() + "'");
  }

  /**
   * Has the kernel not make it when the object is loaded, for no program that is loaded uses it.
   * One that is there already stays.
   */
  void leaveOut() {
    if (lib.bpf_map__fd(handle) >= 0) {
      return;
    }
    String operation = "leave out map '" + name() + "'";
    if (lib.bpf_map__type(handle) == PROG_ARRAY) {
      // libbpf 1.1 would fill it with the programs that its declaration names even so
      Sys.checkBpf(lib.bpf_map__set_type(handle, ARRAY), operation);
    }
    Sys.checkBpf(lib.bpf_map__set_autocreate(handle, false), operation);
  }

  /** Puts an entry there, or another value in its place. */
  public void update(ByteBuffer key, ByteBuffer value) {
    Sys.checkBpf(lib.bpf_map_update_elem(fd(), key, value, 0), "fill map '" + name() + "'");
  }

  /**
   * The value of a key.
   *
   * @return of a per-CPU map the value of each possible CPU, each on a multiple of 8 bytes
   */
  public Optional<ByteBuffer> lookup(ByteBuffer key) {
    int bytes = lib.bpf_map__value_size(handle);
    if (PER_CPU.contains(lib.bpf_map__type(handle))) {
      bytes = (bytes + 7) / 8 * 8 * lib.libbpf_num_possible_cpus();
    }
    ByteBuffer value = Ffi.zeroed(bytes);
    int result = lib.bpf_map_lookup_elem(fd(), key, value);
    if (result == -Errno.ENOENT) {
      return Optional.empty();
    }
    Sys.checkBpf(result, "read map '" + name() + "'");
    return Optional.of(value);
  }

  /**
   * Has the object use a pinned map instead of one of its own.
   *
   * @param path where it is pinned, in a BPF file system
   * @throws KernelException if there is none
   * @throws UsageException if it is of another type or size
   */
  public void reuse(String path) {
    int opened = lib.bpf_obj_get(path);
    if (opened < 0) {
      throw new KernelException(
          "open pinned map " + path,
          -opened,
          "is a map pinned there, in a BPF file system? see 'bpftool map show pinned "
              + path
              + "'");
    }
    try (Fd fd = new Fd(opened)) {
      reuse(fd.number(), "the map pinned at " + path);
    }
  }

  /** Has the object use another one's loaded map instead of one of its own. */
  void reuse(BpfMap other) {
    reuse(other.fd(), "map '" + other.name() + "'");
  }

  private void reuse(int fd, String what) {
    ByteBuffer info = Ffi.zeroed(MapInfo.SIZE);
    ByteBuffer length = Ffi.zeroed(Integer.BYTES).putInt(0, MapInfo.SIZE);
    Sys.checkBpf(lib.bpf_obj_get_info_by_fd(fd, info, length), "read the info of " + what);
    String there =
        shape(
            info.getInt(MapInfo.TYPE),
            info.getInt(MapInfo.KEY_SIZE),
            info.getInt(MapInfo.VALUE_SIZE));
    String wanted = shape();
    if (!there.equals(wanted)) {
      throw new UsageException(
          object + ": map '" + name() + "' is " + wanted + "; " + what + " is " + there);
    }
    Sys.checkBpf(lib.bpf_map__reuse_fd(handle, fd), "use " + what);
  }

  /**
   * What it is, e.g. {@code "map 'flows' of my.o, of type 1 with keys of 4 ... bytes, 8 entries"}.
   */
  String words() {
    return "map '" + name() + "' of " + object + ", " + shape() + ", " + maxEntries() + " entries";
  }

  /** What can be done where the kernel does not make it. */
  String hint(int errno) {
    int type = lib.bpf_map__type(handle);
    return switch (errno) {
      case Errno.ENOMEM -> "the kernel has no memory for it: lower its max_entries";
      case Errno.E2BIG -> "the kernel makes none that large: lower its max_entries or sizes";
      default ->
          lib.libbpf_probe_bpf_map_type(type, 0) == 0
              ? "this kernel makes no map of this type, not even a small one"
              : "this kernel makes maps of this type, but not with these sizes and flags "
                  + Integer.toHexString(lib.bpf_map__map_flags(handle));
    };
  }

  private String shape() {
    return shape(
        lib.bpf_map__type(handle), lib.bpf_map__key_size(handle), lib.bpf_map__value_size(handle));
  }

  private static String shape(int type, int keySize, int valueSize) {
    return "of type "
        + type
        + " with keys of "
        + keySize
        + " and values of "
        + valueSize
        + " bytes";
  }
}
