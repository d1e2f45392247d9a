package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hookbench.UsageException;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.evidence.EvidenceCheck;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.ProgramChoice;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.workload.Workloads;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.LoadedBpf;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.testing.BpfCompiler;
import org.hookbench.testing.CpuPlaces;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.LoadedPrograms;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs of the whole machine are attached for their own arm's traffic and no longer. */
@KernelTest
@ExtendWith(CpuPlaces.class)
class MachineArmsIT {
  private static final int BATCHES = 5;
  private static final int BASELINE = 0;
  private static final int RAW_TP = 2;
  private static final int TP_BTF = 3;
  private static final int TC = 4;
  private static final int TREATED = 5;
  private static final int FENTRY = 6;

  /** Those that every kernel has, and fentry where this one has it. */
  private static final List<Arm> ARMS =
      Arms.parse(
          String.join(
              ",",
              Stream.of("raw_tp", "tp_btf", "tc", "none~raw_tp", "fentry")
                  .filter(h -> Hooks.named(h).map(HookProbe::refusal).flatMap(r -> r).isEmpty())
                  .toList()),
          "pass");

  private static final Set<Integer> MACHINE_WIDE =
      IntStream.of(RAW_TP, TP_BTF, FENTRY)
          .filter(arm -> arm < ARMS.size())
          .boxed()
          .collect(Collectors.toSet());

  @TempDir private Path folder;

  @Test
  void attachedBetweenEnterAndLeaveOnly() throws IOException {
    try (Testbed testbed = testbed(ARMS, "UdpPackets", "veth")) {
      Set<Integer> ours = programs(testbed);
      assertEquals(Set.of(), attached(ours));
      List<Integer> order =
          new ArrayList<>(List.of(BASELINE, TREATED, RAW_TP, TC, TP_BTF, TREATED));
      order.addAll(MACHINE_WIDE);
      for (int arm : order) {
        testbed.enter(arm);
        assertEquals(
            MACHINE_WIDE.contains(arm) ? Set.of(program(testbed, arm)) : Set.of(), attached(ours));
        assertEquals(0, testbed.flow(arm).batch());
        testbed.leave(arm);
        assertEquals(Set.of(), attached(ours));
      }
    }
  }

  /** Others' packets are not the arms', but for those between two readings. */
  @ParameterizedTest
  @CsvSource({
    "UdpPackets, veth",
    "TcpStream, veth",
    "TcpRoundTrip, veth",
    "TcpConnect, veth",
    "UdpPackets, lo",
    "TcpStream, lo",
    "TcpRoundTrip, lo"
  })
  void evidenceBearsThemOut(String workload, String link) throws IOException {
    try (Testbed testbed = testbed(ARMS, workload, link)) {
      testbed.observe(BATCHES);
      testbed.observe(BATCHES);
      List<ArmEvidence> evidence = testbed.evidence();
      for (int arm = 0; arm < ARMS.size(); arm++) {
        ArmEvidence e = evidence.get(arm);
        assertEquals(
            List.of(), EvidenceCheck.of(ARMS.get(arm).hasProgram(), List.of(e), 0, 0).failures());
        if (MACHINE_WIDE.contains(arm)) {
          assertTrue(e.hits() >= 0.5 * e.packets(), ARMS.get(arm).id() + " " + e);
          assertEquals(null, e.testRunNanos());
        }
      }
    }
  }

  @Test
  void chainIsAttachedWhole() throws IOException {
    List<Arm> arms = Arms.parse("raw_tp*3", "count");
    try (Testbed testbed = testbed(arms, "UdpPackets", "veth")) {
      List<Integer> ids =
          testbed.view().lanes().get(RAW_TP).programs().stream().map(BpfProgram::id).toList();
      assertEquals(3, ids.size());
      testbed.enter(RAW_TP);
      assertEquals(Set.copyOf(ids), attached(Set.copyOf(ids)));
      testbed.leave(RAW_TP);
      assertEquals(Set.of(), attached(Set.copyOf(ids)));
    }
  }

  @Test
  void closeBetweenEnterAndLeaveLeavesNothing() throws IOException {
    Set<Integer> ours;
    try (Testbed testbed = testbed(ARMS, "UdpPackets", "veth")) {
      ours = programs(testbed);
      testbed.enter(RAW_TP);
    }
    assertEquals(Set.of(), attached(ours));
    LoadedPrograms.awaitGone(ours);
  }

  /** Of a user's object, what its section names; without a name, where ours stand. */
  @ParameterizedTest
  @Tag(BpfCompiler.NEEDED)
  @CsvSource({
    "raw_tp/net_dev_queue, raw_tp, net_dev_queue",
    "raw_tracepoint/net_dev_xmit, raw_tp, net_dev_xmit",
    "raw_tp, raw_tp, netif_receive_skb"
  })
  void ownProgramGoesToWhatItsSectionNames(String section, String hook, String tracepoint)
      throws IOException {
    List<Arm> arms = Arms.parse(hook, own(section));
    try (Testbed testbed = testbed(arms, "UdpPackets", "veth")) {
      int id = program(testbed, RAW_TP);
      testbed.enter(RAW_TP);
      assertEquals(
          List.of(Optional.of(tracepoint)),
          LoadedBpf.links().stream()
              .filter(l -> l.programId() == id)
              .map(LoadedBpf.Link::tracepoint)
              .toList());
      testbed.leave(RAW_TP);
    }
  }

  @ParameterizedTest
  @Tag(BpfCompiler.NEEDED)
  @CsvSource(
      delimiter = '|',
      value = {
        "raw_tp/no_such_thing | raw_tp | no tracepoint of the name in the program's section",
        "tp_btf/no_such_thing | tp_btf | failed to find kernel BTF type ID of 'no_such_thing'",
        "fentry/no_such_thing | fentry | failed to find kernel BTF type ID of 'no_such_thing'"
      })
  void targetThatIsNotThereIsExplained(String section, String hook, String words)
      throws IOException {
    List<Arm> arms = Arms.parse(hook, own(section));
    LinkSettings settings = settings("veth");
    var workload = Workloads.create("UdpPackets", "64");
    KernelException e =
        assertThrows(KernelException.class, () -> Testbed.rehearse(arms, settings, workload));
    assertTrue(e.getMessage().contains(words), e.getMessage());
    assertTrue(Set.of(Errno.ENOENT, Errno.ESRCH).contains(e.errno()), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop", "parse", "rewrite", "redirect", "touch"})
  void programThatDecidesIsRefusedInALine(String program) {
    for (String hook : List.of("raw_tp", "tp_btf", "fentry")) {
      ProgramSpec spec = ProgramSpec.parse(program);
      UsageException e =
          assertThrows(
              UsageException.class,
              () -> ProgramChoice.load(spec, Hooks.named(hook).orElseThrow()));
      assertTrue(
          e.getMessage()
              .startsWith("program " + program + " is not for hook=" + hook + "; it fits hook=tc"),
          e.getMessage());
    }
  }

  private String own(String section) throws IOException {
    Path object = folder.resolve("own.bpf.o");
    Files.write(
        object, BpfCompiler.compile("SEC(\"" + section + "\") int f(void *c) { return 0; }\n"));
    return object + ":f";
  }

  private static Testbed testbed(List<Arm> arms, String workload, String link) {
    return Testbed.build(arms, settings(link), Workloads.create(workload, "64"), 7);
  }

  private static LinkSettings settings(String link) {
    return new LinkSettings(
        link, true, OptionalInt.empty(), Placement.SHARED, 4, LinkSettings.AUTO);
  }

  private static int program(Testbed testbed, int arm) {
    return testbed.view().lanes().get(arm).programs().get(0).id();
  }

  private static Set<Integer> programs(Testbed testbed) {
    return MACHINE_WIDE.stream().map(arm -> program(testbed, arm)).collect(Collectors.toSet());
  }

  /** Those of some programs that a link holds. */
  private static Set<Integer> attached(Set<Integer> programs) {
    return LoadedBpf.links().stream()
        .map(LoadedBpf.Link::programId)
        .filter(programs::contains)
        .collect(Collectors.toSet());
  }
}
