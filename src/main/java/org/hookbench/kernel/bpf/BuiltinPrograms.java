package org.hookbench.kernel.bpf;

import java.util.List;
import java.util.stream.Stream;
import org.hookbench.kernel.bpf.NamedProgram.Constant;

/**
 * The programs that come with HookBench, in the order that tables show them: {@code
 * bpf/<name>.bpf.c}, as the build has compiled it into the jar.
 */
public final class BuiltinPrograms implements ProgramProvider {
  private static final long MOST_ENTRIES = 1 << 22;

  private static final Constant ENTRIES =
      new Constant("entries", 1024, 1, MOST_ENTRIES, "how many the map is filled with");
  private static final Constant SPREAD =
      new Constant(
          "spread", 1, 0, 1, "1: each run looks up one of them at random; 0: its own flow");

  /** Of every program but the empty ones; each of its TC entries reads it. */
  private static final Constant NEXT =
      new Constant(NamedProgram.NEXT, 0, 0, 1, "1, at TC: the next program at the hook decides");

  @Override
  public List<NamedProgram> programs() {
    return List.of(
        empty("pass", "the empty program"),
        empty("next", "empty, and the next program at the hook decides"),
        ours(
            "parse",
            "reads the headers from Ethernet to TCP or UDP, bounds checked",
            SetUp.NONE,
            new Constant("port", 0, 0, 65535, "drops what goes to this port; 0: nothing")),
        ours("count", "counts runs and bytes in a per-CPU array", SetUp.NONE),
        ours("hash", "counts a flow in a hash map", FlowTable.hash(), ENTRIES, SPREAD),
        ours("lru", "counts a flow in an LRU hash map", FlowTable.lru(), ENTRIES, SPREAD),
        ours(
            "lpm",
            "counts a destination's network in a longest-prefix-match trie",
            FlowTable.lpm(),
            ENTRIES,
            SPREAD),
        ours(
            "touch",
            "reads every byte of the packet",
            SetUp.NONE,
            new Constant(
                "sum", -1, Long.MIN_VALUE, Long.MAX_VALUE, "drops packets whose words sum to it")),
        ours(
            "rewrite",
            "sets the DSCP and updates the checksum",
            SetUp.NONE,
            new Constant("dscp", 46, 0, 63, "what to set; 46 is expedited forwarding")),
        ours(
            "drop",
            "drops a share of the packets, at random",
            SetUp.NONE,
            new Constant("permille", 10, 0, 1000, "the share, in thousandths")),
        ours(
            "redirect",
            "redirects each packet: to the next device of link=forward, else to its own, or CPU",
            new RedirectTargets(),
            new Constant(
                "peer", 0, 0, 1, "1: straight to the receiver's device (bpf_redirect_peer)")),
        ours(
            "tailcall",
            "a chain of tail calls",
            new TailChain(),
            new Constant("depth", 4, 0, 33, "how many calls")),
        ours(
            "ringbuf",
            "puts an event into a ring buffer",
            new RingDrain(),
            new Constant("every", 100, 1, 0xffffffffL, "one run in so many, at random")),
        ours(
            "spin",
            "burns a known time",
            SetUp.NONE,
            new Constant("ns", 1000, 0, 100_000, "how long, ns")));
  }

  private static NamedProgram empty(String name, String description) {
    return new NamedProgram(name, description, BuiltinPrograms.class, SetUp.NONE, List.of());
  }

  private static NamedProgram ours(
      String name, String description, SetUp setUp, Constant... constants) {
    List<Constant> all = Stream.concat(Stream.of(constants), Stream.of(NEXT)).toList();
    return new NamedProgram(name, description, BuiltinPrograms.class, setUp, all);
  }
}
