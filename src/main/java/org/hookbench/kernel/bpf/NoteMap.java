package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.Structs.MapInfo;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.Fd;
import org.hookbench.kernel.sys.Sys;

/**
 * A map with one value (an array of one entry), as a note that the kernel keeps for as long as a
 * program holds it.
 *
 * <p>Source: bpf(2).
 */
public final class NoteMap implements AutoCloseable {
  /** {@code BPF_OBJ_NAME_LEN}: a name and its NUL. */
  static final int NAME_BYTES = 16;

  private static final int BPF_MAP_TYPE_ARRAY = 2;

  private final Fd fd;

  private NoteMap(Fd fd) {
    this.fd = fd;
  }

  /**
   * Makes a map; it is gone once no descriptor and no program holds it.
   *
   * @param name at most 15 characters
   * @param valueSize in bytes
   */
  public static NoteMap create(String name, int valueSize) {
    int fd =
        Ffi.libbpf().bpf_map_create(BPF_MAP_TYPE_ARRAY, name, Integer.BYTES, valueSize, 1, null, 0);
    return new NoteMap(new Fd(Sys.checkBpf(fd, "make the map " + name)));
  }

  /** The map of that id; empty if there is none any more. */
  public static Optional<NoteMap> byId(int id) {
    int number = Ffi.libbpf().bpf_map_get_fd_by_id(id);
    if (number == -Errno.ENOENT) {
      return Optional.empty();
    }
    return Optional.of(new NoteMap(new Fd(Sys.checkBpf(number, "open map " + id))));
  }

  /** Its name. */
  public String name() {
    return text(info(), MapInfo.NAME, NAME_BYTES);
  }

  /** The size of its value, in bytes. */
  public int valueSize() {
    return info().getInt(MapInfo.VALUE_SIZE);
  }

  /** The bytes of its value. */
  public byte[] read() {
    ByteBuffer value = Ffi.zeroed(valueSize());
    Sys.checkBpf(
        Ffi.libbpf().bpf_map_lookup_elem(fd.number(), Ffi.zeroed(Integer.BYTES), value),
        "read a map");
    byte[] bytes = new byte[value.capacity()];
    value.get(0, bytes);
    return bytes;
  }

  /**
   * Sets its value, with zeros behind.
   *
   * @throws IllegalArgumentException if that is longer than the map's value
   */
  public void write(byte[] bytes) {
    int size = valueSize();
    if (bytes.length > size) {
      throw new IllegalArgumentException(bytes.length + " bytes for a map of " + size);
    }
    ByteBuffer value = Ffi.zeroed(size).put(0, bytes);
    Sys.checkBpf(
        Ffi.libbpf().bpf_map_update_elem(fd.number(), Ffi.zeroed(Integer.BYTES), value, 0),
        "write a map");
  }

  /**
   * Has a program hold this map, though its code does not use it: both then live equally long.
   *
   * <p>Linux 5.10 (BPF_PROG_BIND_MAP).
   */
  public void bindTo(BpfProgram program) {
    Sys.checkBpf(
        Ffi.libbpf().bpf_prog_bind_map(program.fd(), fd.number(), null), "bind a map to a program");
  }

  @Override
  public void close() {
    fd.close();
  }

  /** The text in a field of a struct, up to its NUL. */
  static String text(ByteBuffer struct, int offset, int size) {
    byte[] bytes = new byte[size];
    struct.get(offset, bytes);
    int end = 0;
    while (end < size && bytes[end] != 0) {
      end++;
    }
    return new String(Arrays.copyOf(bytes, end), StandardCharsets.UTF_8);
  }

  private ByteBuffer info() {
    ByteBuffer info = Ffi.zeroed(MapInfo.SIZE);
    ByteBuffer length = Ffi.zeroed(Integer.BYTES).putInt(0, MapInfo.SIZE);
    Sys.checkBpf(Ffi.libbpf().bpf_obj_get_info_by_fd(fd.number(), info, length), "read map info");
    return info;
  }
}
