package org.hookbench.bpf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hookbench.ffi.Ffi;
import org.hookbench.ffi.LibBpf;
import org.hookbench.ffi.Structs.BtfType;
import org.hookbench.ffi.Structs.ObjectOpenOpts;
import org.hookbench.kernel.Errno;
import org.hookbench.kernel.KernelException;
import org.hookbench.kernel.Sys;

/**
 * A compiled eBPF object: opened from memory, its read-only constants set, then one of its programs
 * loaded into the kernel. Needs CAP_BPF, and CAP_NET_ADMIN for network program types.
 *
 * <p>Only the program that is asked for is loaded, so that a kernel without one program type can
 * still run the others of the same object.
 *
 * <p>Source: libbpf's {@code libbpf.h}.
 */
public final class BpfObject implements AutoCloseable {
  private static final int LOG_BYTES = 1 << 20;
  private static final int LOG_LINES_SHOWN = 12;
  private static final int BTF_KIND_DATASEC = 15;

  private final String name;
  private final LibBpf lib = Ffi.libbpf();
  // libbpf keeps pointers into both until close
  private final ByteBuffer log = Ffi.zeroed(LOG_BYTES);
  private final ByteBuffer objectName;
  private long handle;

  private BpfObject(String name, byte[] elf) {
    this.name = name;
    lib.libbpf_set_print(0);
    byte[] label =
        (name.replaceAll("[^A-Za-z0-9_.]", "_") + "\0").getBytes(StandardCharsets.US_ASCII);
    objectName = Ffi.zeroed(label.length).put(label).flip();
    ByteBuffer options = Ffi.zeroed(ObjectOpenOpts.SIZE);
    options.putLong(0, ObjectOpenOpts.SIZE);
    options.putLong(ObjectOpenOpts.OBJECT_NAME, Ffi.address(objectName));
    options.putLong(ObjectOpenOpts.KERNEL_LOG_BUF, Ffi.address(log));
    options.putLong(ObjectOpenOpts.KERNEL_LOG_SIZE, LOG_BYTES);
    ByteBuffer image = Ffi.zeroed(Math.max(1, elf.length)).put(elf).flip();
    handle = lib.bpf_object__open_mem(image, elf.length, options);
    if (handle == 0) {
      throw new KernelException(
          "open BPF object " + name,
          Ffi.errno(),
          "is it a whole ELF file that clang -target bpf wrote?");
    }
  }

  /**
   * Opens an object from memory.
   *
   * @param name what messages call it
   * @param elf the ELF file's bytes
   * @throws KernelException if libbpf can't read it
   */
  public static BpfObject open(String name, byte[] elf) {
    return new BpfObject(name, elf);
  }

  /** The names of the programs (C functions with a section) in the object, in its order. */
  public List<String> programs() {
    List<String> names = new ArrayList<>();
    for (long p = next(0); p != 0; p = next(p)) {
      names.add(lib.bpf_program__name(p));
    }
    return names;
  }

  /** The ELF section that a program stands in, e.g. {@code "tc"} or {@code "xdp"}. */
  public String section(String program) {
    return lib.bpf_program__section_name(find(program));
  }

  /**
   * Sets read-only constants ({@code const volatile} globals) by name, before {@link #load}.
   *
   * @throws IllegalArgumentException if there is no such constant or the value does not fit
   */
  public void constants(Map<String, Long> values) {
    if (values.isEmpty()) {
      return;
    }
    Map<String, int[]> known = readOnlyVariables();
    ByteBuffer data = readOnlyData();
    for (var entry : values.entrySet()) {
      int[] place = known.get(entry.getKey());
      if (place == null) {
        throw new IllegalArgumentException(
            name + " has no constant '" + entry.getKey() + "'; it has " + known.keySet());
      }
      put(data, place[0], place[1], entry.getKey(), entry.getValue());
    }
  }

  /**
   * Loads one program; this object must stay open as long as the program is used.
   *
   * @throws KernelException with the end of the verifier's log, if the kernel refuses it
   */
  public BpfProgram load(String program) {
    return load(program, Optional.empty());
  }

  /**
   * As {@link #load(String)}.
   *
   * @param type the program's type where its section does not tell libbpf
   */
  public BpfProgram load(String program, Optional<ProgramType> type) {
    long wanted = find(program);
    if (type.isPresent()) {
      ProgramType t = type.get();
      String operation = "set the type of program " + program;
      Sys.checkBpf(lib.bpf_program__set_type(wanted, t.type()), operation);
      Sys.checkBpf(
          lib.bpf_program__set_expected_attach_type(wanted, t.expectedAttach().number()),
          operation);
    }
    for (long p = next(0); p != 0; p = next(p)) {
      Sys.checkBpf(lib.bpf_program__set_autoload(p, p == wanted), "select program " + program);
    }
    int result = lib.bpf_object__load(handle);
    if (result < 0) {
      throw new KernelException(
          "load BPF program " + name + ":" + program, -result, why(-result, type));
    }
    return new BpfProgram(program, lib.bpf_program__fd(wanted));
  }

  @Override
  public void close() {
    if (handle != 0) {
      lib.bpf_object__close(handle);
      handle = 0;
    }
  }

  private long next(long previous) {
    return lib.bpf_object__next_program(handle, previous);
  }

  private long find(String program) {
    for (long p = next(0); p != 0; p = next(p)) {
      if (program.equals(lib.bpf_program__name(p))) {
        return p;
      }
    }
    throw new IllegalArgumentException(
        name + " has no program '" + program + "'; it has " + programs());
  }

  private String why(int errno, Optional<ProgramType> type) {
    int length = 0;
    while (length < LOG_BYTES && log.get(length) != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    log.get(0, bytes);
    List<String> lines =
        Arrays.stream(new String(bytes, StandardCharsets.UTF_8).split("\n"))
            .filter(l -> !l.isBlank())
            .toList();
    if (!lines.isEmpty()) {
      return lines.stream()
          .skip(Math.max(0, lines.size() - LOG_LINES_SHOWN))
          .collect(Collectors.joining("\n  ", "the verifier's log ends:\n  ", ""));
    }
    if (errno == Errno.EPERM) {
      return "needs CAP_BPF and CAP_NET_ADMIN; run as root";
    }
    return type.map(t -> "the kernel has no such programs (needs " + t.needs() + ")")
        .orElse("the kernel gave no verifier log: it may lack this program type");
  }

  private Map<String, int[]> readOnlyVariables() {
    Map<String, int[]> found = new TreeMap<>();
    long btf = lib.bpf_object__btf(handle);
    int id = btf == 0 ? -1 : lib.btf__find_by_name_kind(btf, ".rodata", BTF_KIND_DATASEC);
    if (id < 0) {
      return found;
    }
    long type = lib.btf__type_by_id(btf, id);
    int count = Ffi.view(type, BtfType.SIZE).getInt(BtfType.INFO) & 0xffff;
    ByteBuffer variables = Ffi.view(type + BtfType.SIZE, count * BtfType.VAR_SECINFO_SIZE);
    for (int at = 0; at < variables.capacity(); at += BtfType.VAR_SECINFO_SIZE) {
      long variable = lib.btf__type_by_id(btf, variables.getInt(at + BtfType.VAR_TYPE));
      int nameOffset = Ffi.view(variable, BtfType.SIZE).getInt(BtfType.NAME_OFF);
      found.put(
          lib.btf__name_by_offset(btf, nameOffset),
          new int[] {
            variables.getInt(at + BtfType.VAR_OFFSET), variables.getInt(at + BtfType.VAR_SIZE)
          });
    }
    return found;
  }

  private ByteBuffer readOnlyData() {
    for (long m = lib.bpf_object__next_map(handle, 0);
        m != 0;
        m = lib.bpf_object__next_map(handle, m)) {
      if (lib.bpf_map__name(m).endsWith(".rodata")) {
        ByteBuffer size = Ffi.zeroed(Long.BYTES);
        long address = lib.bpf_map__initial_value(m, size);
        return Ffi.view(address, (int) size.getLong(0));
      }
    }
    return Ffi.zeroed(0);
  }

  private void put(ByteBuffer data, int offset, int size, String constant, long value) {
    boolean fits = size == 8 || size == 4 || size == 2 || size == 1;
    if (fits && size < 8) {
      int bits = 8 * size;
      fits = value >= -(1L << (bits - 1)) && value < 1L << bits;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          name
              + ": constant '"
              + constant
              + "' has "
              + size
              + " bytes; "
              + value
              + " does not fit");
    }
    switch (size) {
      case 8 -> data.putLong(offset, value);
      case 4 -> data.putInt(offset, (int) value);
      case 2 -> data.putShort(offset, (short) value);
      default -> data.put(offset, (byte) value);
    }
  }
}
