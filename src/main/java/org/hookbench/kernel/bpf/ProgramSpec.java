package org.hookbench.kernel.bpf;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hookbench.UsageException;
import org.hookbench.kernel.sys.KernelException;

/**
 * Which program to run, as a user writes it: {@code NAME} of a {@link NamedProgram}, or {@code
 * path/to/object.bpf.o:function} of her own; either with {@code @constant=value} (more than one
 * joined by {@code ;}) for its read-only constants, her own also with {@code pin.MAP=PATH} for a
 * map that is pinned. For example {@code pass}, {@code spin@ns=500}, {@code
 * ./my.bpf.o:ingress@limit=16;pin.flows=/sys/fs/bpf/flows}.
 *
 * @param text as it was written
 * @param named the program of that name, if it is one
 * @param path the user's object file, if it is one
 * @param function the function in the user's object
 * @param constants read-only constants to set before load
 * @param pins of maps of the object, where a pinned one is to be used instead
 */
public record ProgramSpec(
    String text,
    Optional<NamedProgram> named,
    Optional<Path> path,
    Optional<String> function,
    Map<String, Long> constants,
    Map<String, String> pins) {
  private static final String PIN = "pin.";

  /**
   * Reads what a user wrote.
   *
   * @throws UsageException in words for the user
   */
  public static ProgramSpec parse(String text) {
    int at = text.indexOf('@');
    String head = at < 0 ? text : text.substring(0, at);
    Map<String, Long> constants = new LinkedHashMap<>();
    Map<String, String> pins = new LinkedHashMap<>();
    if (at >= 0) {
      for (String pair : text.substring(at + 1).split(";")) {
        read(text, pair, constants, pins);
      }
    }
    Optional<NamedProgram> named = NamedPrograms.named(head);
    if (named.isPresent()) {
      check(named.get(), text, constants, pins);
      return new ProgramSpec(text, named, Optional.empty(), Optional.empty(), constants, pins);
    }
    int colon = head.lastIndexOf(':');
    if (colon > 0 && colon < head.length() - 1) {
      return new ProgramSpec(
          text,
          Optional.empty(),
          Optional.of(Path.of(head.substring(0, colon))),
          Optional.of(head.substring(colon + 1)),
          constants,
          pins);
    }
    if (head.contains("/") || head.endsWith(".o")) {
      throw new UsageException(
          "program '" + text + "' names no function; write " + head + ":FUNCTION");
    }
    throw new UsageException("unknown program '" + head + "'");
  }

  /** The value that a constant of a named program will have. */
  long constant(String name) {
    Long given = constants.get(name);
    return given != null ? given : named.orElseThrow().constant(name).orElseThrow().value();
  }

  /**
   * Opens the object, sets the constants and sizes the maps; the caller loads a function of it and
   * closes it.
   *
   * @throws ObjectFileException if the user's file can't be read or is no BPF object
   * @throws KernelException if a map is not pinned where it should be
   * @throws UsageException if the object has no such constant or map
   */
  public BpfObject open() {
    return open(constants);
  }

  /**
   * As {@link #open()}, of the user's object.
   *
   * @param file what was read from {@link #path}
   */
  public BpfObject open(ObjectFile file) {
    return prepare(BpfObject.open(file, function.orElseThrow()), constants);
  }

  /**
   * The program that leaves the verdict to the next one at a TC hook: {@code next} for {@code
   * pass}, another one with {@code next=1} if it has that constant, and else as it is.
   */
  public ProgramSpec yielding() {
    if (text.equals("pass")) {
      return parse("next");
    }
    boolean canYield = named.flatMap(p -> p.constant(NamedProgram.NEXT)).isPresent();
    return canYield ? parse(text + (constants.isEmpty() ? "@" : ";") + "next=1") : this;
  }

  /**
   * The same program where packets have a next hop: one of ours that redirects sends them there. It
   * is to be loaded in the namespace that the hop's device is in.
   */
  public ProgramSpec towards(NextHop hop) {
    Map<String, Long> all = new LinkedHashMap<>(constants);
    named.ifPresent(b -> all.putAll(b.setUp().towards(hop)));
    return new ProgramSpec(text, named, path, function, all, pins);
  }

  /** Opens the object as a link of a chain that is not the first. */
  BpfObject openAt(int position) {
    Map<String, Long> all = new LinkedHashMap<>(constants);
    all.put("position", (long) position);
    return open(all);
  }

  private BpfObject open(Map<String, Long> values) {
    return named
        .map(b -> prepare(b.open(), values))
        .orElseGet(() -> open(ObjectFile.read(path.orElseThrow())));
  }

  private BpfObject prepare(BpfObject object, Map<String, Long> values) {
    try {
      object.constants(values);
      named.ifPresent(b -> b.setUp().size(object, this));
      pins.forEach((map, pinned) -> object.map(map).reuse(pinned));
      return object;
    } catch (RuntimeException e) {
      object.close();
      throw e;
    }
  }

  private static void check(
      NamedProgram program, String text, Map<String, Long> constants, Map<String, String> pins) {
    if (!pins.isEmpty()) {
      throw new UsageException(
          "program '" + text + "': only a map of an object of your own can be a pinned one");
    }
    constants.forEach(
        (name, value) -> {
          NamedProgram.Constant constant =
              program
                  .constant(name)
                  .orElseThrow(
                      () ->
                          new UsageException(
                              "program '"
                                  + program.name()
                                  + "' has no constant '"
                                  + name
                                  + "'; it has "
                                  + known(program)));
          if (value < constant.least() || value > constant.most()) {
            throw new UsageException(
                "program '"
                    + text
                    + "': "
                    + name
                    + " is from "
                    + constant.least()
                    + " to "
                    + constant.most());
          }
        });
  }

  private static String known(NamedProgram program) {
    return program.constants().isEmpty()
        ? "none"
        : program.constants().stream()
            .map(NamedProgram.Constant::name)
            .collect(Collectors.joining(", "));
  }

  private static void read(
      String text, String pair, Map<String, Long> constants, Map<String, String> pins) {
    String[] parts = pair.split("=", 2);
    if (parts[0].startsWith(PIN) && parts.length == 2 && !parts[1].isEmpty()) {
      pins.put(parts[0].substring(PIN.length()), parts[1]);
      return;
    }
    try {
      if (parts.length < 2 || parts[0].isEmpty()) {
        throw new NumberFormatException("no name");
      }
      constants.put(parts[0], Long.decode(parts[1]));
    } catch (NumberFormatException e) {
      throw new UsageException("program '" + text + "': '" + pair + "' is not CONSTANT=NUMBER");
    }
  }
}
