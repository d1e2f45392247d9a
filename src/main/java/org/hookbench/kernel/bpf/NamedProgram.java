package org.hookbench.kernel.bpf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.hookbench.ExtensionException;

/**
 * A program that a user picks by its name ({@code -p program=NAME}): an object file on the class
 * path, with a function for each kind of hook that the program makes sense at.
 *
 * <p>The object is that of {@code clang -O2 -g -target bpf -c}. The name of a function says which
 * kind of hook it is for: {@code on_tc}, {@code on_xdp}, {@code on_cgroup_skb}, {@code
 * on_netfilter} and so on; it stands in an ELF section of that kind, such as {@code tc} or {@code
 * xdp} (both are what {@code ProgramKind} says). A function returns the kind's verdict for a packet
 * that passes, else a run loses its traffic. Its {@code const volatile} globals are set before the
 * load where they are {@link Constant}s of the program. Its maps begin empty.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class NamedProgram {
  /** The constant by which a program leaves the verdict at TC to the next one (TCX_NEXT). */
  static final String NEXT = "next";

  private final String name;
  private final String description;
  private final Class<?> owner;
  private final SetUp setUp;
  private final List<Constant> constants;

  /**
   * @param name what a user types; the object file is {@code <name>.bpf.o}
   * @param description what it does, in a line
   * @param owner a class in whose package the object file is, in the same jar or folder
   * @param constants what a user may set, by {@code NAME@CONSTANT=VALUE}; one of the name {@code
   *     next} makes the program end in {@code TCX_NEXT} where it is 1, which it is set to at a hook
   *     with several programs
   */
  public NamedProgram(String name, String description, Class<?> owner, List<Constant> constants) {
    this(name, description, owner, SetUp.NONE, constants);
  }

  NamedProgram(
      String name, String description, Class<?> owner, SetUp setUp, List<Constant> constants) {
    this.name = name;
    this.description = description;
    this.owner = owner;
    this.setUp = setUp;
    this.constants = List.copyOf(constants);
  }

  /**
   * A read-only constant that a user may set.
   *
   * @param name in the source
   * @param value what it is by default
   * @param least the smallest value that makes sense
   * @param most the largest one
   * @param meaning in a few words
   */
  public record Constant(String name, long value, long least, long most, String meaning) {}

  /** What a user types. */
  public String name() {
    return name;
  }

  /** What it does, in a line. */
  public String description() {
    return description;
  }

  /** Its constants, in the order of tables. */
  public List<Constant> constants() {
    return constants;
  }

  SetUp setUp() {
    return setUp;
  }

  /** The constant of that name. */
  Optional<Constant> constant(String constant) {
    return constants.stream().filter(c -> c.name().equals(constant)).findFirst();
  }

  /**
   * Opens its object.
   *
   * @throws ExtensionException where its class has no such file beside it
   * @throws ObjectFileException where libbpf can't read it
   */
  BpfObject open() {
    String resource = name + ".bpf.o";
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new ExtensionException(
            "program " + name + ": there is no " + resource + " beside " + owner.getName());
      }
      return BpfObject.open(name, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
