package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.hookbench.UsageException;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.LibBpf;
import org.hookbench.kernel.ffi.Structs.BtfType;

/**
 * The read-only constants ({@code const volatile} globals) of an object that is open and not yet
 * loaded. The verifier knows their values and leaves out what they rule out.
 */
final class ReadOnlyData {
  private static final int BTF_KIND_DATASEC = 15;

  private record Place(int offset, int size) {}

  private final String object;
  private final Map<String, Place> places;
  private final ByteBuffer data;

  /**
   * @param object what messages call it
   * @param handle libbpf's pointer
   */
  ReadOnlyData(String object, long handle) {
    this.object = object;
    this.data = data(handle);
    this.places = places(handle, data.capacity());
  }

  /** Each constant's value. */
  Map<String, Long> values() {
    Map<String, Long> values = new TreeMap<>();
    places.forEach((name, place) -> values.put(name, get(place)));
    return values;
  }

  /**
   * Sets one.
   *
   * @throws UsageException if there is no such constant or the value does not fit
   */
  void set(String constant, long value) {
    Place place = places.get(constant);
    if (place == null) {
      throw new UsageException(
          object + " has no constant '" + constant + "'; it has " + places.keySet());
    }
    if (!fits(place.size, value)) {
      throw new UsageException(
          object
              + ": constant '"
              + constant
              + "' has "
              + place.size
              + " bytes; "
              + value
              + " does not fit");
    }
    switch (place.size) {
      case 8 -> data.putLong(place.offset, value);
      case 4 -> data.putInt(place.offset, (int) value);
      case 2 -> data.putShort(place.offset, (short) value);
      default -> data.put(place.offset, (byte) value);
    }
  }

  private long get(Place place) {
    return switch (place.size) {
      case 8 -> data.getLong(place.offset);
      case 4 -> Integer.toUnsignedLong(data.getInt(place.offset));
      case 2 -> Short.toUnsignedLong(data.getShort(place.offset));
      default -> Byte.toUnsignedLong(data.get(place.offset));
    };
  }

  private static boolean fits(int size, long value) {
    int bits = 8 * size;
    return size == 8
        || (size == 4 || size == 2 || size == 1)
            && value >= -(1L << (bits - 1))
            && value < 1L << bits;
  }

  /** Those that lie in the data: what a damaged object says is not to be followed out of it. */
  private static Map<String, Place> places(long handle, int bytes) {
    LibBpf lib = Ffi.libbpf();
    Map<String, Place> found = new TreeMap<>();
    long btf = lib.bpf_object__btf(handle);
    int id = btf == 0 ? -1 : lib.btf__find_by_name_kind(btf, ".rodata", BTF_KIND_DATASEC);
    if (id < 0) {
      return found;
    }
    long type = lib.btf__type_by_id(btf, id);
    int count = Ffi.view(type, BtfType.SIZE).getInt(BtfType.INFO) & 0xffff;
    ByteBuffer variables = Ffi.view(type + BtfType.SIZE, count * BtfType.VAR_SECINFO_SIZE);
    for (int at = 0; at < variables.capacity(); at += BtfType.VAR_SECINFO_SIZE) {
      int offset = variables.getInt(at + BtfType.VAR_OFFSET);
      int size = variables.getInt(at + BtfType.VAR_SIZE);
      long variable = lib.btf__type_by_id(btf, variables.getInt(at + BtfType.VAR_TYPE));
      if (variable == 0 || offset < 0 || size < 1 || offset > bytes - size) {
        continue;
      }
      int nameOffset = Ffi.view(variable, BtfType.SIZE).getInt(BtfType.NAME_OFF);
      String name = lib.btf__name_by_offset(btf, nameOffset);
      if (name != null) {
        found.put(name, new Place(offset, size));
      }
    }
    return found;
  }

  private static ByteBuffer data(long handle) {
    LibBpf lib = Ffi.libbpf();
    for (long m = lib.bpf_object__next_map(handle, 0);
        m != 0;
        m = lib.bpf_object__next_map(handle, m)) {
      if (lib.bpf_map__name(m).endsWith(".rodata")) {
        ByteBuffer size = Ffi.zeroed(Long.BYTES);
        long address = lib.bpf_map__initial_value(m, size);
        long bytes = size.getLong(0);
        return address == 0 || bytes > Integer.MAX_VALUE
            ? Ffi.zeroed(0)
            : Ffi.view(address, (int) bytes);
      }
    }
    return Ffi.zeroed(0);
  }
}
