package org.hookbench.framework.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.testbed.Testbed;
import org.hookbench.framework.workload.UdpPackets;
import org.hookbench.kernel.sys.KernelFile;
import org.hookbench.testing.Command;
import org.hookbench.testing.CpuPlaces;
import org.hookbench.testing.Descriptors;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.LoadedPrograms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openjdk.jmh.profile.ProfilerException;

@KernelTest
@ExtendWith(CpuPlaces.class)
class KernelFlameIT {
  private static final int CYCLES = 2 * KernelFlame.ROUND;
  private static final long SLICE_NANOS = 50_000_000;
  private static final String SEND = "_sys_send\\w*_\\[k\\];";
  private static final String SOFTIRQ =
      "softirq\\S*_\\[k\\];.*(process_backlog|napi_poll)\\S*_\\[k\\];";
  // the empty one is in few samples
  private static final String PROGRAM_THAT_TAKES_TIME = "spin@ns=3000";
  private static final String PROGRAM = "bpf_prog_[0-9a-f]{16}_on_";

  @Test
  void programStandsUnderTheSoftirqOfItsOwnArmOnly() throws Exception {
    Map<String, ArmProfile> arms = profiledLab(0, CYCLES);
    assertFalse(has(arms.get("none"), PROGRAM), "the baseline has a program");
    assertFalse(has(arms.get("null"), PROGRAM), "the null arm has a program");
    assertTrue(has(arms.get("tc"), SEND + ".*" + SOFTIRQ + ".*" + PROGRAM + "tc_\\[k\\]"));
    assertTrue(has(arms.get("xdpgeneric"), SEND + ".*" + SOFTIRQ + ".*" + PROGRAM + "xdp_\\[k\\]"));
  }

  @Test
  void samplesAreAllAccountedForAndTheSamplersOwnFramesAreInNone() throws Exception {
    for (ArmProfile arm : profiledLab(0, CYCLES).values()) {
      Stacks stacks = arm.stacks();
      assertFalse(has(arm, "perf_swevent|perf_event_overflow|take_sample"));
      assertTrue(stacks.samples() > 0);
      assertTrue(stacks.operations() > 0);
      assertEquals(figure(arm, "samples"), stacks.taken() + stacks.lost());
    }
  }

  @Test
  void cycleThatIsNotSampledTakesNoSampleAndCountsNoOperation() throws Exception {
    for (ArmProfile arm : profiledLab(KernelFlame.ROUND - 1, 1).values()) {
      assertEquals(0, figure(arm, "samples"));
      assertEquals(0, figure(arm, "expected"));
      assertEquals(0, arm.stacks().samples());
      assertEquals(0, arm.stacks().operations());
    }
  }

  @Test
  void nothingIsLeft() throws Exception {
    profiledLab(0, CYCLES);
    int before = Descriptors.open();
    profiledLab(0, CYCLES);
    Descriptors.awaitAtMost(before, "the profile");
    LoadedPrograms.awaitNone("take_sample");
    assertFalse(Files.exists(perfMap(ProcessHandle.current().pid())));
  }

  @Test
  void closedBeforeItWasOpenedItHasNothingToGiveBack() throws ProfilerException {
    KernelFlame flame = new KernelFlame("");
    flame.close();
    flame.close();
    LoadedPrograms.awaitNone("take_sample");
  }

  /** In a JVM with the option that it adds to its forks. */
  @Test
  void javaFramesLeadToTheSystemCall() throws Exception {
    LaneProfilerKind kind = LaneProfilers.kind(KernelFlame.NAME).orElseThrow();
    Process fork =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                String.join(" ", kind.jvmArguments()),
                "-Djnr.ffi.asm.enabled=true",
                "-cp",
                System.getProperty("java.class.path"),
                Fork.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String stacks = new String(fork.getInputStream().readAllBytes());
      assertTrue(fork.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, fork.exitValue());
      Pattern wanted =
          Pattern.compile("org/hookbench/framework/workload/UdpPackets\\$?\\w*\\.\\w+;.*" + SEND);
      assertTrue(wanted.matcher(stacks).find(), stacks);
      assertFalse(Files.exists(perfMap(fork.pid())));
    } finally {
      fork.destroyForcibly();
    }
  }

  @Test
  void withoutThePrivilegeTheMessageNamesIt() throws Exception {
    assertEquals(
        "kflame can't run here: /proc/kallsyms shows no address to this user; run as root, and: sysctl -w"
            + " kernel.kptr_restrict=0 (it is "
            + setting("kptr_restrict")
            + ")",
        withOnly("-all"));
    assertEquals(
        "kflame can't run here: open the clock of CPU 0 (perf_event_open): EACCES (Permission denied); needs root"
            + " or CAP_PERFMON (kernel.perf_event_paranoid is "
            + setting("perf_event_paranoid")
            + "); in a container its seccomp profile may forbid it",
        withOnly("-all,+syslog"));
  }

  private static String setting(String name) {
    return KernelFile.read(Path.of("/proc/sys/kernel", name));
  }

  private static String withOnly(String capabilities) {
    return Command.run(
            "setpriv (util-linux)",
            List.of(
                "setpriv",
                "--bounding-set=" + capabilities,
                "--inh-caps=-all",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Unprivileged.class.getName()))
        .strip();
  }

  /** Prints why it can't sample. */
  static final class Unprivileged {
    public static void main(String[] arguments) {
      try {
        new KernelFlame("");
        throw new AssertionError("the kernel let an unprivileged process sample");
      } catch (ProfilerException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  /** What a fork does: prints the stacks of the tc arm. */
  static final class Fork {
    public static void main(String[] arguments) throws Exception {
      profiledLab(0, CYCLES)
          .get("tc")
          .stacks()
          .folded()
          .forEach((stack, samples) -> System.out.println(stack + " " + samples));
    }
  }

  /** The profiles of a testbed's arms, by their ids. */
  private static Map<String, ArmProfile> profiledLab(int firstCycle, int cycles) throws Exception {
    List<Arm> arms = Arms.parse("tc,xdpgeneric", PROGRAM_THAT_TAKES_TIME);
    LinkSettings settings =
        new LinkSettings("veth", true, OptionalInt.empty(), Placement.SHARED, 4, LinkSettings.AUTO);
    KernelFlame flame = new KernelFlame("freq=4999");
    try (Testbed testbed = Testbed.build(arms, settings, new UdpPackets(64), 7)) {
      flame.open(testbed.view());
      for (int cycle = firstCycle; cycle < firstCycle + cycles; cycle++) {
        flame.cycleBegins(cycle);
        for (int arm = 0; arm < arms.size(); arm++) {
          flame.sliceBegins(arm);
          long operations = 0;
          long end = System.nanoTime() + SLICE_NANOS;
          while (System.nanoTime() < end) {
            testbed.flow(arm).batch();
            operations += UdpPackets.BATCH;
          }
          flame.sliceEnds(arm, operations);
        }
      }
      List<ArmProfile> profiles = flame.finish();
      return arms.stream()
          .collect(
              Collectors.toMap(
                  Arm::id,
                  arm -> profiles.get(arms.indexOf(arm)),
                  (a, b) -> a,
                  java.util.LinkedHashMap::new));
    } finally {
      flame.close();
    }
  }

  /** In stacks of this process, which alone have a user's frame: others may run programs too. */
  private static boolean has(ArmProfile profile, String pattern) {
    return profile.stacks().folded().keySet().stream()
        .filter(stack -> stack.matches("[^;]*;[^;]*(?<!_\\[k\\])(;.*)?"))
        .anyMatch(stack -> Pattern.compile(pattern).matcher(stack).find());
  }

  private static double figure(ArmProfile profile, String label) {
    return profile.figures().stream()
        .collect(Collectors.toMap(Figure::label, Function.identity()))
        .get(label)
        .value();
  }

  private static Path perfMap(long pid) {
    return Path.of("/tmp/perf-" + pid + ".map");
  }
}
