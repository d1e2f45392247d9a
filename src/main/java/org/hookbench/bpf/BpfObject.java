package org.hookbench.bpf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hookbench.ffi.Ffi;
import org.hookbench.ffi.LibBpf;
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

  private final String name;
  private final LibBpf lib = Ffi.libbpf();
  // libbpf keeps pointers into both until close
  private final ByteBuffer log = Ffi.zeroed(LOG_BYTES);
  private final ByteBuffer objectName;
  private final List<String> symbols;
  private long handle;

  private BpfObject(String name, byte[] elf) {
    this.name = name;
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
    symbols = ElfSymbols.undefined(elf);
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

  /** Opens {@code bpf/<name>.bpf.c} as the build has compiled it into the jar. */
  static BpfObject ofJar(String name) {
    String resource = name + ".bpf.o";
    try (InputStream in = BpfObject.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar was built without " + resource);
      }
      return open(name, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    if (!values.isEmpty()) {
      ReadOnlyData data = new ReadOnlyData(name, handle);
      values.forEach(data::set);
    }
  }

  /** The values of the read-only constants, by name. */
  public Map<String, Long> constants() {
    return new ReadOnlyData(name, handle).values();
  }

  /**
   * A map of the object.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public BpfMap map(String wanted) {
    List<BpfMap> maps = maps();
    return maps.stream()
        .filter(m -> m.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name
                        + " has no map '"
                        + wanted
                        + "'; it has "
                        + maps.stream().map(BpfMap::name).toList()));
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
      if (!t.functions().isEmpty() && target(program).isEmpty()) {
        aim(wanted, program, t);
      }
    }
    for (long p = next(0); p != 0; p = next(p)) {
      Sys.checkBpf(lib.bpf_program__set_autoload(p, p == wanted), "select program " + program);
    }
    int result = lib.bpf_object__load(handle);
    if (result < 0) {
      throw LoadFailure.of(name + ":" + program, -result, symbols, log, maps(), type);
    }
    return new BpfProgram(program, lib.bpf_program__fd(wanted), target(program));
  }

  @Override
  public void close() {
    if (handle != 0) {
      lib.bpf_object__close(handle);
      handle = 0;
    }
  }

  /** What a program's section names behind its slash: for tracing, what it is to be attached to. */
  private Optional<String> target(String program) {
    String section = section(program);
    int slash = section.indexOf('/');
    return slash < 0 ? Optional.empty() : Optional.of(section.substring(slash + 1));
  }

  private void aim(long wanted, String program, ProgramType type) {
    String operation = "load BPF program " + name + ":" + program;
    String function =
        KernelFunctions.first(type.functions())
            .orElseThrow(
                () ->
                    new KernelException(
                        operation,
                        Errno.ENOENT,
                        "none of "
                            + type.functions()
                            + " is in this kernel's BTF and symbols (needs "
                            + type.needs()
                            + "); a program of your own can name another, as in"
                            + " SEC(\"fentry/FUNCTION\")"));
    Sys.checkBpf(lib.bpf_program__set_attach_target(wanted, 0, function), operation);
  }

  /** The maps that the source declares: libbpf makes more, for the data sections. */
  private List<BpfMap> maps() {
    List<BpfMap> maps = new ArrayList<>();
    for (long m = lib.bpf_object__next_map(handle, 0);
        m != 0;
        m = lib.bpf_object__next_map(handle, m)) {
      if (!lib.bpf_map__name(m).contains(".")) {
        maps.add(new BpfMap(name, m));
      }
    }
    return maps;
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
}
