package org.hookbench.kernel.bpf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hookbench.UsageException;
import org.hookbench.kernel.elf.ElfFile;
import org.hookbench.kernel.elf.ObjectImage;
import org.hookbench.kernel.elf.ObjectParts;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.LibBpf;
import org.hookbench.kernel.ffi.LibBpfLog;
import org.hookbench.kernel.ffi.Structs.ObjectOpenOpts;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.Sys;

/**
 * A compiled eBPF object: opened from memory, its read-only constants set, then one of its programs
 * loaded into the kernel. Needs CAP_BPF, and CAP_NET_ADMIN for network program types.
 *
 * <p>Only the program that is asked for is loaded, with what it needs, so that a kernel without one
 * program type can still run the others of the same object. Nothing is pinned, and no pinned map
 * used, but what {@link BpfMap#reuse(String)} names.
 *
 * <p>Source: libbpf's {@code libbpf.h}.
 */
public final class BpfObject implements AutoCloseable {
  private final String name;
  private final LibBpf lib = Ffi.libbpf();
  private final ElfFile elf;
  private final boolean isTrimmed;
  private long handle;

  private BpfObject(ObjectFile file, Optional<String> program) {
    name = file.name();
    elf = file.elf();
    isTrimmed = program.isPresent();
    byte[] label =
        (name.replaceAll("[^A-Za-z0-9_.]", "_") + "\0").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer objectName = Ffi.zeroed(label.length).put(label).flip();
    ByteBuffer options = Ffi.zeroed(ObjectOpenOpts.SIZE);
    options.putLong(0, ObjectOpenOpts.SIZE);
    options.putLong(ObjectOpenOpts.OBJECT_NAME, Ffi.address(objectName));
    options.putLong(ObjectOpenOpts.KERNEL_LOG_BUF, VerifierLog.address());
    options.putLong(ObjectOpenOpts.KERNEL_LOG_SIZE, VerifierLog.BYTES);
    byte[] image = ObjectImage.of(file.bytes(), elf, program);
    try (LibBpfLog log = LibBpfLog.keep()) {
      handle = lib.bpf_object__open_mem(image, image.length, options);
      if (handle == 0) {
        throw OpenFailure.of(name, Ffi.errno(), log.lines());
      }
    }
    Reference.reachabilityFence(objectName);
    // pins that outlive the process are a user's to ask for, not an object's
    allMaps().forEach(m -> lib.bpf_map__set_pin_path(m, null));
  }

  /**
   * Opens an object from memory.
   *
   * @param name what messages call it
   * @param elf the ELF file's bytes
   * @throws ObjectFileException if libbpf can't read it
   */
  public static BpfObject open(String name, byte[] elf) {
    return new BpfObject(ObjectFile.of(name, elf), Optional.empty());
  }

  /**
   * Opens an object of which one program is to be loaded: what only others of its programs take
   * from the kernel need not be there.
   *
   * @param program may be one that the object has not
   * @throws ObjectFileException if libbpf can't read it
   */
  public static BpfObject open(ObjectFile file, String program) {
    return new BpfObject(file, Optional.of(program));
  }

  /** Opens {@code bpf/<name>.bpf.c}, a program of the framework's own, as it is in the jar. */
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

  /**
   * The ELF section that a program stands in, e.g. {@code "tc"} or {@code "xdp"}; without the
   * question mark of {@code "?tc"}, which asks libbpf to load the program only if it is told to.
   */
  public String section(String program) {
    String section = lib.bpf_program__section_name(find(program));
    return section.startsWith("?") ? section.substring(1) : section;
  }

  /**
   * Sets read-only constants ({@code const volatile} globals) by name, before {@link #load}.
   *
   * @throws UsageException if there is no such constant or the value does not fit
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
   * @throws UsageException if there is none of that name
   */
  public BpfMap map(String wanted) {
    List<BpfMap> maps = maps();
    return maps.stream()
        .filter(m -> m.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    name
                        + " has no map '"
                        + wanted
                        + "'; it has "
                        + maps.stream().map(BpfMap::name).toList()));
  }

  /**
   * Loads one program, and those that its prog arrays hold by declaration. Of an object that was
   * opened for one program, makes the maps that these use, and no other. This object must stay open
   * as long as the program is used.
   *
   * @throws KernelException with the end of the verifier's log, if the kernel refuses it
   */
  public BpfProgram load(String program) {
    return load(program, Optional.empty());
  }

  /**
   * As {@link #load(String)}.
   *
   * @param type the program's type, set where libbpf takes its section for another or for none
   */
  public BpfProgram load(String program, Optional<ProgramType> type) {
    long wanted = find(program);
    ObjectParts parts = ObjectParts.of(elf, program);
    for (long p = next(0); p != 0; p = next(p)) {
      String p0 = lib.bpf_program__name(p);
      boolean needed = p == wanted || parts.programs().contains(p0);
      if (needed) {
        type.ifPresent(new TypeSetter(lib, name, p, p0, target(p0))::set);
      }
      Sys.checkBpf(lib.bpf_program__set_autoload(p, needed), "select program " + program);
    }
    // of a program of ours, what fills its maps does so whichever hook it is loaded for
    if (isTrimmed) {
      maps().stream().filter(m -> !parts.maps().contains(m.name())).forEach(BpfMap::leaveOut);
    }
    synchronized (VerifierLog.LOCK) {
      VerifierLog.clear();
      try (LibBpfLog log = LibBpfLog.keep()) {
        int result = lib.bpf_object__load(handle);
        if (result < 0) {
          throw new LoadFailure(name, program, -result, log.lines(), VerifierLog.lines())
              .of(
                  maps(),
                  lib.bpf_program__type(wanted),
                  lib.bpf_program__expected_attach_type(wanted),
                  type);
        }
      }
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

  /** The maps that the source declares: libbpf makes more, for the data sections. */
  private List<BpfMap> maps() {
    return allMaps().stream()
        .filter(m -> !lib.bpf_map__name(m).contains("."))
        .map(m -> new BpfMap(name, m))
        .toList();
  }

  private List<Long> allMaps() {
    List<Long> maps = new ArrayList<>();
    for (long m = lib.bpf_object__next_map(handle, 0);
        m != 0;
        m = lib.bpf_object__next_map(handle, m)) {
      maps.add(m);
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
    throw new UsageException(name + " has no program '" + program + "'; it has " + programs());
  }
}
