package org.hookbench.kernel.bpf;

import java.util.List;
import java.util.Optional;

/**
 * A program that comes with HookBench: {@code bpf/<name>.bpf.c}, one body with an entry for each
 * kind of hook that it makes sense at.
 *
 * <p>This is the registry: a program is one file and one line here.
 */
public final class Builtin {
  private static final long MOST_ENTRIES = 1 << 22;

  private static final Constant ENTRIES =
      new Constant("entries", 1024, 1, MOST_ENTRIES, "how many the map is filled with");
  private static final Constant SPREAD =
      new Constant(
          "spread", 1, 0, 1, "1: each run looks up one of them at random; 0: its own flow");

  private static final List<Builtin> ALL =
      List.of(
          new Builtin("pass", "the empty program", SetUp.NONE),
          new Builtin("next", "empty, and the next program at the hook decides", SetUp.NONE),
          new Builtin(
              "parse",
              "reads the headers from Ethernet to TCP or UDP, bounds checked",
              SetUp.NONE,
              new Constant("port", 0, 0, 65535, "drops what goes to this port; 0: nothing")),
          new Builtin("count", "counts runs and bytes in a per-CPU array", SetUp.NONE),
          new Builtin("hash", "counts a flow in a hash map", FlowTable.hash(), ENTRIES, SPREAD),
          new Builtin("lru", "counts a flow in an LRU hash map", FlowTable.lru(), ENTRIES, SPREAD),
          new Builtin(
              "lpm",
              "counts a destination's network in a longest-prefix-match trie",
              FlowTable.lpm(),
              ENTRIES,
              SPREAD),
          new Builtin(
              "touch",
              "reads every byte of the packet",
              SetUp.NONE,
              new Constant(
                  "sum",
                  -1,
                  Long.MIN_VALUE,
                  Long.MAX_VALUE,
                  "drops packets whose words sum to it")),
          new Builtin(
              "rewrite",
              "sets the DSCP and updates the checksum",
              SetUp.NONE,
              new Constant("dscp", 46, 0, 63, "what to set; 46 is expedited forwarding")),
          new Builtin(
              "drop",
              "drops a share of the packets, at random",
              SetUp.NONE,
              new Constant("permille", 10, 0, 1000, "the share, in thousandths")),
          new Builtin(
              "redirect",
              "redirects each packet: to the next device of link=forward, else to its own, or CPU",
              new RedirectTargets(),
              new Constant(
                  "peer", 0, 0, 1, "1: straight to the receiver's device (bpf_redirect_peer)")),
          new Builtin(
              "tailcall",
              "a chain of tail calls",
              new TailChain(),
              new Constant("depth", 4, 0, 33, "how many calls")),
          new Builtin(
              "ringbuf",
              "puts an event into a ring buffer",
              new RingDrain(),
              new Constant("every", 100, 1, 0xffffffffL, "one run in so many, at random")),
          new Builtin(
              "spin",
              "burns a known time",
              SetUp.NONE,
              new Constant("ns", 1000, 0, 100_000, "how long, ns")));

  private static final List<String> EMPTY = List.of("pass", "next");

  private final String name;
  private final String description;
  private final SetUp setUp;
  private final List<Constant> constants;

  private Builtin(String name, String description, SetUp setUp, Constant... constants) {
    this.name = name;
    this.description = description;
    this.setUp = setUp;
    this.constants = List.of(constants);
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

  /** Every program, {@code pass} first. */
  public static List<Builtin> all() {
    return ALL;
  }

  /** The names of all. */
  public static List<String> names() {
    return ALL.stream().map(Builtin::name).toList();
  }

  /** The program of that name. */
  public static Optional<Builtin> named(String name) {
    return ALL.stream().filter(b -> b.name.equals(name)).findFirst();
  }

  /** What a user types. */
  public String name() {
    return name;
  }

  /** What it does, in a line. */
  public String description() {
    return description;
  }

  /**
   * Its constants. Those that are not empty also have {@code next}, which every TC entry reads: 1
   * leaves the verdict to the next program at the hook (TCX_NEXT).
   */
  public List<Constant> constants() {
    if (EMPTY.contains(name)) {
      return constants;
    }
    List<Constant> all = new java.util.ArrayList<>(constants);
    all.add(new Constant("next", 0, 0, 1, "1, at TC: the next program at the hook decides"));
    return List.copyOf(all);
  }

  SetUp setUp() {
    return setUp;
  }

  /** The constant of that name. */
  Optional<Constant> constant(String constant) {
    return constants().stream().filter(c -> c.name().equals(constant)).findFirst();
  }

  @Override
  public String toString() {
    return name;
  }
}
