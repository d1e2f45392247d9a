package org.hookbench.bpf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hookbench.kernel.Errno;
import org.hookbench.kernel.KernelException;

/**
 * Which program to run, as a user writes it: {@code NAME} of one that comes with HookBench, or
 * {@code path/to/object.bpf.o:function} of her own; either with {@code @constant=value} (more than
 * one joined by {@code ;}) for its read-only constants. For example {@code pass}, {@code
 * spin@ns=500}, {@code ./my.bpf.o:ingress@limit=16}.
 *
 * @param text as it was written
 * @param builtin the name of a program of ours, if it is one
 * @param path the user's object file, if it is one
 * @param function the function in the user's object
 * @param constants read-only constants to set before load
 */
public record ProgramSpec(
    String text,
    Optional<String> builtin,
    Optional<Path> path,
    Optional<String> function,
    Map<String, Long> constants) {

  /** The programs that come with HookBench: one {@code bpf/<name>.bpf.c} each. */
  public static final List<String> BUILTIN = List.of("pass", "spin");

  /**
   * Reads what a user wrote.
   *
   * @throws IllegalArgumentException in words for the user
   */
  public static ProgramSpec parse(String text) {
    int at = text.indexOf('@');
    String head = at < 0 ? text : text.substring(0, at);
    Map<String, Long> constants = at < 0 ? Map.of() : constants(text, text.substring(at + 1));
    if (BUILTIN.contains(head)) {
      return new ProgramSpec(
          text, Optional.of(head), Optional.empty(), Optional.empty(), constants);
    }
    int colon = head.lastIndexOf(':');
    if (colon > 0 && colon < head.length() - 1) {
      return new ProgramSpec(
          text,
          Optional.empty(),
          Optional.of(Path.of(head.substring(0, colon))),
          Optional.of(head.substring(colon + 1)),
          constants);
    }
    if (head.contains("/") || head.endsWith(".o")) {
      throw new IllegalArgumentException(
          "program '" + text + "' names no function; write " + head + ":FUNCTION");
    }
    throw new IllegalArgumentException("unknown program '" + head + "'");
  }

  /**
   * Opens the object and sets the constants; the caller loads a function of it and closes it.
   *
   * @throws ObjectFileException if the user's file can't be read or is no BPF object
   * @throws IllegalArgumentException if it has not these constants
   */
  public BpfObject open() {
    BpfObject object = builtin.map(this::builtin).orElseGet(() -> file(path.orElseThrow()));
    try {
      object.constants(constants);
      return object;
    } catch (RuntimeException e) {
      object.close();
      throw e;
    }
  }

  private BpfObject builtin(String name) {
    String resource = name + ".bpf.o";
    try (InputStream in = ProgramSpec.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar was built without " + resource);
      }
      return BpfObject.open(name, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BpfObject file(Path file) {
    try {
      return BpfObject.open(file.toString(), Files.readAllBytes(file));
    } catch (KernelException e) {
      throw new ObjectFileException(e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw unreadable(file, Errno.describe(Errno.ENOENT), e);
    } catch (AccessDeniedException e) {
      throw unreadable(file, Errno.describe(Errno.EACCES), e);
    } catch (IOException e) {
      throw unreadable(file, e.getMessage(), e);
    }
  }

  private static ObjectFileException unreadable(Path file, String why, IOException e) {
    return new ObjectFileException("read BPF object " + file + ": " + why, e);
  }

  private static Map<String, Long> constants(String text, String list) {
    Map<String, Long> constants = new LinkedHashMap<>();
    for (String pair : list.split(";")) {
      String[] parts = pair.split("=", 2);
      try {
        if (parts.length < 2 || parts[0].isEmpty()) {
          throw new NumberFormatException("no name");
        }
        constants.put(parts[0], Long.decode(parts[1]));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "program '" + text + "': '" + pair + "' is not CONSTANT=NUMBER");
      }
    }
    return constants;
  }
}
