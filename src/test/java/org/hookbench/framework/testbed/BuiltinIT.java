package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.hookbench.UsageException;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.ProgramChoice;
import org.hookbench.framework.hook.ProgramKind;
import org.hookbench.kernel.bpf.BpfObject;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.LoadedProgram;
import org.hookbench.kernel.bpf.NamedPrograms;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.bpf.ProgramStats;
import org.hookbench.kernel.bpf.SamplePacket;
import org.hookbench.kernel.bpf.TestRun;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.testing.BpfCompiler;
import org.hookbench.testing.KernelTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each program that comes with HookBench does, seen in its maps, verdicts and packets. */
@KernelTest
class BuiltinIT {
  private static final byte[] PACKET = SamplePacket.udp(64);
  private static final int IP = 14;
  private static final int RUNS = 1000;

  /** Kinds that every kernel since 5.8 has, whatever else it was built without. */
  private static final List<ProgramKind> ESSENTIAL =
      List.of(ProgramKind.TC, ProgramKind.XDP, ProgramKind.CGROUP_SKB, ProgramKind.SOCK_OPS);

  static Stream<Arguments> programsAndKinds() {
    return NamedPrograms.names().stream()
        .flatMap(
            name ->
                ProgramChoice.kinds(ProgramSpec.parse(name)).stream()
                    .filter(BuiltinIT::isHere)
                    .map(kind -> arguments(name, kind)));
  }

  /** The kinds with headers to parse and a test run. */
  static Stream<ProgramKind> kindsOfPackets() {
    return ProgramChoice.kinds(ProgramSpec.parse("drop")).stream().filter(BuiltinIT::hasTestRun);
  }

  private static boolean hasTestRun(ProgramKind kind) {
    return isHere(kind) && ProgramCost.nanos(ProgramSpec.parse("pass"), kind).isPresent();
  }

  /** An older kernel lacks some: what it says of the empty program it may say of the others. */
  private static boolean isHere(ProgramKind kind) {
    try (LoadedProgram loaded = load("pass", kind)) {
      return loaded.program().id() > 0;
    } catch (KernelException e) {
      if (ESSENTIAL.contains(kind)) {
        throw e;
      }
      return false;
    }
  }

  /** Programs that let everything pass by default, at the kinds that a test run is possible for. */
  static Stream<Arguments> passingPrograms() {
    return programsAndKinds()
        .filter(a -> a.get()[1] == ProgramKind.TC || a.get()[1] == ProgramKind.XDP)
        .filter(a -> !List.of("drop", "redirect", "next").contains(a.get()[0]));
  }

  @ParameterizedTest
  @MethodSource("programsAndKinds")
  void verifierAcceptsEveryProgramAtEveryKind(String name, ProgramKind kind) throws Exception {
    try (LoadedProgram loaded = load(name, kind)) {
      assertTrue(loaded.program().id() > 0);
    }
  }

  @ParameterizedTest
  @MethodSource("passingPrograms")
  void packetPasses(String name, ProgramKind kind) throws Exception {
    try (LoadedProgram loaded = load(name, kind)) {
      assertEquals(kind.passes(), run(loaded, PACKET));
      assertEquals(kind.passes(), run(loaded, Arrays.copyOf(PACKET, IP + 20 + 3)), "cut off");
    }
  }

  /** TCX_NEXT, which is TC_ACT_UNSPEC. */
  @ParameterizedTest
  @ValueSource(strings = {"next", "parse@next=1", "hash@next=1", "tailcall@next=1", "spin@next=1"})
  void linkOfAChainLeavesTheVerdictToTheNext(String program) throws Exception {
    try (LoadedProgram loaded = load(program, ProgramKind.TC)) {
      assertEquals(-1, run(loaded, PACKET));
    }
  }

  @ParameterizedTest
  @MethodSource("kindsOfPackets")
  void parseFindsThePort(ProgramKind kind) throws Exception {
    try (LoadedProgram hit = load("parse@port=6001", kind);
        LoadedProgram miss = load("parse@port=6000", kind)) {
      int ip = kind == ProgramKind.NETFILTER ? IP : 0;
      assertEquals(drops(kind), run(hit, from(PACKET, ip)));
      assertEquals(kind.passes(), run(miss, from(PACKET, ip)));
      byte[] cut = Arrays.copyOf(PACKET, IP + 20 + 3);
      assertEquals(kind.passes(), run(hit, from(cut, ip)), "ports cut off");
      assertEquals(drops(kind), run(hit, from(withOptions(PACKET), ip)), "behind IP options");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TC", "XDP", "CGROUP_SKB", "SOCKET_FILTER", "LWT_XMIT"})
  void countCountsRunsAndBytes(ProgramKind kind) throws Exception {
    try (LoadedProgram loaded = load("count", kind)) {
      TestRun.of(loaded.program(), PACKET, RUNS);
      ByteBuffer counters = loaded.map("counters").lookup(direct(4)).orElseThrow();
      counters.order(ByteOrder.nativeOrder());
      long runs = 0;
      long bytes = 0;
      for (int at = 0; at < counters.capacity(); at += 16) {
        runs += counters.getLong(at);
        bytes += counters.getLong(at + 8);
      }
      boolean ethernet = kind == ProgramKind.TC || kind == ProgramKind.XDP;
      assertEquals(RUNS, runs);
      assertEquals((long) RUNS * (ethernet ? PACKET.length : PACKET.length - IP), bytes);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "hash, TC",
    "hash, XDP",
    "hash, CGROUP_SKB",
    "hash, SOCKET_FILTER",
    "hash, LWT_OUT",
    "lru, TC",
    "lru, XDP"
  })
  void flowOfThePacketIsCountedAmongTheOthers(String program, ProgramKind kind) throws Exception {
    try (LoadedProgram loaded = load(program + "@spread=0;entries=100", kind)) {
      TestRun.of(loaded.program(), PACKET, RUNS);
      ByteBuffer flow = direct(40);
      flow.put(8, new byte[] {0, 0, -1, -1, (byte) 198, 18, 0, 1});
      flow.put(24, new byte[] {0, 0, -1, -1, (byte) 198, 18, 0, 2});
      flow.put(32, new byte[] {6000 >> 8, (byte) 6000, 6001 >> 8, (byte) 6001});
      flow.putInt(36, 17);
      assertEquals(RUNS, count(loaded, "flows", flow));
    }
  }

  /** All runs are found again at the numbered entries: none missed, and they went to many. */
  @ParameterizedTest
  @CsvSource({"hash, TC", "hash, XDP", "lru, TC", "lru, XDP"})
  void everyRunHitsOneOfTheEntries(String program, ProgramKind kind) throws Exception {
    int entries = 300;
    try (LoadedProgram loaded = load(program + "@entries=" + entries, kind)) {
      TestRun.of(loaded.program(), PACKET, RUNS * 3);
      ByteBuffer flow = direct(40);
      flow.put(8, new byte[] {0, 0, -1, -1, 10, 0, 0, 0});
      flow.put(24, new byte[] {0, 0, -1, -1, 0, 0, 0, 0});
      assertHits(loaded, "flows", flow, 14, entries);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TC", "XDP"})
  void everyLookupFindsANetwork(ProgramKind kind) throws Exception {
    int entries = 300;
    try (LoadedProgram loaded = load("lpm@entries=" + entries, kind)) {
      TestRun.of(loaded.program(), PACKET, RUNS * 3);
      ByteBuffer host = direct(20);
      host.putInt(0, 120);
      host.put(12, new byte[] {0, 0, -1, -1, 10, 0, 0, 0});
      assertHits(loaded, "networks", host, 17, entries);
      assertEquals(0, count(loaded, "networks", direct(20)));
    }
    try (LoadedProgram loaded = load("lpm@spread=0", kind)) {
      TestRun.of(loaded.program(), PACKET, RUNS);
      assertEquals(RUNS, count(loaded, "networks", direct(20)), "198.18.0.2 matches ::/0 only");
    }
  }

  private static void assertHits(
      LoadedProgram loaded, String map, ByteBuffer key, int lowBytes, int entries) {
    long hits = 0;
    int hit = 0;
    for (int i = 0; i < entries; i++) {
      key.put(lowBytes, (byte) (i >> 8)).put(lowBytes + 1, (byte) i);
      long runs = count(loaded, map, key);
      hits += runs;
      hit += runs > 0 ? 1 : 0;
    }
    assertEquals(RUNS * 3, hits);
    assertTrue(hit > entries * 0.99, hit + " of " + entries + " entries were looked up");
  }

  /** Each length ends differently: whole words, whole copies, a few bytes behind them. */
  @ParameterizedTest
  @CsvSource({
    "TC, 64", "TC, 86", "TC, 87", "TC, 1400", "TC, 1403",
    "XDP, 64", "XDP, 86", "XDP, 87", "XDP, 1400", "XDP, 1403",
    "CGROUP_SKB, 1403", "SOCKET_FILTER, 1403", "LWT_OUT, 1403"
  })
  void touchReadsEveryByte(ProgramKind kind, int payload) throws Exception {
    byte[] packet = SamplePacket.udp(payload);
    for (int i = 42; i < packet.length; i++) {
      packet[i] = (byte) (i * 31);
    }
    boolean ethernet = kind == ProgramKind.TC || kind == ProgramKind.XDP;
    long sum = sum(ethernet ? packet : Arrays.copyOfRange(packet, IP, packet.length));
    try (LoadedProgram loaded = load("touch@sum=" + sum, kind)) {
      assertEquals(drops(kind), run(loaded, packet));
      for (int i = 42; i < packet.length; i++) {
        packet[i]++;
        assertEquals(kind.passes(), run(loaded, packet), "byte " + i + " was not read");
        packet[i]--;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TC", "XDP", "LWT_XMIT"})
  void rewriteSetsTheDscpAndTheChecksumStaysRight(ProgramKind kind) throws Exception {
    for (int dscp : new int[] {0, 1, 46, 63}) {
      byte[] packet = PACKET.clone();
      packet[IP + 1] = (byte) (17 << 2 | 2); // some DSCP, and ECN that must stay
      packet[IP + 10] = 0;
      packet[IP + 11] = 0;
      int checksum = SamplePacket.checksum(packet, IP, 20);
      packet[IP + 10] = (byte) (checksum >> 8);
      packet[IP + 11] = (byte) checksum;
      try (LoadedProgram loaded = load("rewrite@dscp=" + dscp, kind)) {
        TestRun run = TestRun.of(loaded.program(), packet, 1);
        assertEquals(kind.passes(), run.returnValue());
        byte[] expected = packet.clone();
        expected[IP + 1] = (byte) (dscp << 2 | 2);
        int from = run.packet().length == packet.length ? IP : 0;
        assertEquals(0, SamplePacket.checksum(run.packet(), from, 20));
        assertEquals(expected[IP + 1], run.packet()[from + 1]);
        assertArrayEquals(
            Arrays.copyOfRange(expected, IP + 20, expected.length),
            Arrays.copyOfRange(run.packet(), from + 20, run.packet().length));
      }
    }
  }

  /** The bounds are six standard deviations of the share away. */
  @ParameterizedTest
  @CsvSource({"TC, 250", "XDP, 250", "CGROUP_SKB, 500", "TC, 0", "XDP, 0", "TC, 1000", "XDP, 1000"})
  void dropDropsTheShare(ProgramKind kind, int permille) throws Exception {
    try (LoadedProgram loaded = load("drop@permille=" + permille, kind)) {
      int dropped = 0;
      for (int i = 0; i < RUNS; i++) {
        int verdict = run(loaded, PACKET);
        assertTrue(verdict == drops(kind) || verdict == kind.passes(), "verdict " + verdict);
        dropped += verdict == drops(kind) ? 1 : 0;
      }
      double share = permille / 1000.0;
      double bound = 6 * Math.sqrt(RUNS * share * (1 - share));
      assertEquals(RUNS * share, dropped, bound);
    }
  }

  /** The last link is replaced by one with another verdict, which only a whole chain comes to. */
  @ParameterizedTest
  @CsvSource({"TC, 1", "TC, 4", "TC, 33", "XDP, 1", "XDP, 33", "CGROUP_SKB, 8", "LWT_OUT, 3"})
  void tailCallsGoAllTheWay(ProgramKind kind, int depth) throws Exception {
    byte[] end =
        BpfCompiler.compile(
            "SEC(\"%s\") int end(void *ctx) { return %d; }"
                .formatted(kind.sections().get(0), drops(kind)));
    try (LoadedProgram chain = load("tailcall@depth=" + depth, kind);
        BpfObject object = BpfObject.open("end", end)) {
      assertEquals(kind.passes(), run(chain, PACKET));
      BpfProgram last = object.load("end", kind.type());
      chain.map("chain").update(direct(4).putInt(0, depth), direct(4).putInt(0, last.fd()));
      assertEquals(drops(kind), run(chain, PACKET));
    }
  }

  /** The device's own traffic goes on while each packet passes the program a second time. */
  @ParameterizedTest
  @ValueSource(strings = {"tc", "tc-egress", "tcx", "tcx-egress"})
  void redirectedPacketsArriveHavingPassedTwice(String name) throws Exception {
    assertRedirected(name, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xdpgeneric", "xdpdrv"})
  void redirectedPacketsArriveByTheirCpu(String name) throws Exception {
    assertRedirected(name, 1);
  }

  private static void assertRedirected(String name, int runsAPacket) throws Exception {
    Hook hook = Hooks.named(name).orElseThrow();
    // native XDP forgets that a checksum is still to be filled in, so it is filled in before
    try (Stage stage = new Stage(hook, !name.equals("xdpdrv"));
        LoadedProgram loaded = ProgramChoice.load(ProgramSpec.parse("redirect"), hook);
        Attachment attachment = stage.attach(loaded.program());
        ProgramStats on = ProgramStats.enable()) {
      assertEquals(0, stage.move(10), "lost");
      assertEquals(runsAPacket * stage.operations(10), loaded.program().info().runCount());
      // TC_ACT_REDIRECT 7, XDP_REDIRECT 4
      assertEquals(runsAPacket == 2 ? 7 : 4, run(loaded, PACKET));
    }
  }

  /** With traffic: a stream whose headers are rewritten, a flow table, a tail call, events. */
  @ParameterizedTest
  @CsvSource({
    "rewrite, tc", "rewrite, xdpdrv", "rewrite, tc-egress", "hash, cgroup-ingress",
        "touch, xdpgeneric",
    "tailcall, tcx", "ringbuf, tc", "count, sock_ops", "lru, connect4", "parse, cgroup-egress"
  })
  void trafficGoesOn(String program, String hookName) throws Exception {
    Hook hook = Hooks.named(hookName).orElseThrow();
    try (Stage stage = new Stage(hook);
        LoadedProgram loaded = ProgramChoice.load(ProgramSpec.parse(program), hook);
        Attachment attachment = stage.attach(loaded.program());
        ProgramStats on = ProgramStats.enable()) {
      assertEquals(0, stage.move(5), "lost");
      assertTrue(loaded.program().info().runCount() >= stage.operations(5));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rewrite, cgroup-ingress, 'program rewrite is not for hook=cgroup-ingress; it fits hook=tc, tc-egress,'",
    "parse, connect4, 'program parse is not for hook=connect4; it fits hook=tc, tc-egress,'",
  })
  void programThatIsNotForAHookSaysWhatItIsFor(String program, String hook, String message) {
    UsageException e =
        org.junit.jupiter.api.Assertions.assertThrows(
            UsageException.class,
            () ->
                ProgramChoice.load(ProgramSpec.parse(program), Hooks.named(hook).orElseThrow())
                    .close());
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }

  private static LoadedProgram load(String program, ProgramKind kind) {
    ProgramSpec spec = ProgramSpec.parse(program);
    return LoadedProgram.of(spec, spec.open(), kind.function(), kind.type());
  }

  private static int run(LoadedProgram loaded, byte[] packet) {
    return TestRun.of(loaded.program(), packet, 1).returnValue();
  }

  private static byte[] from(byte[] packet, int offset) {
    return Arrays.copyOfRange(packet, offset, packet.length);
  }

  private static int drops(ProgramKind kind) {
    return switch (kind) {
      case TC, LWT_IN, LWT_OUT, LWT_XMIT -> 2;
      case XDP -> 1;
      default -> 0;
    };
  }

  private static long count(LoadedProgram loaded, String map, ByteBuffer key) {
    return loaded
        .map(map)
        .lookup(key)
        .map(v -> v.order(ByteOrder.nativeOrder()).getLong(0))
        .orElse(0L);
  }

  private static long sum(byte[] bytes) {
    ByteBuffer words =
        ByteBuffer.wrap(Arrays.copyOf(bytes, (bytes.length + 7) / 8 * 8))
            .order(ByteOrder.nativeOrder());
    long sum = 0;
    while (words.hasRemaining()) {
      sum += words.getLong();
    }
    return sum;
  }

  /** The same packet with four bytes of IP options: the header is six words. */
  private static byte[] withOptions(byte[] packet) {
    ByteBuffer longer = ByteBuffer.allocate(packet.length + 4);
    longer.put(packet, 0, IP + 20).putInt(0x01010101).put(packet, IP + 20, packet.length - IP - 20);
    longer.put(IP, (byte) 0x46);
    return longer.array();
  }

  private static ByteBuffer direct(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }
}
