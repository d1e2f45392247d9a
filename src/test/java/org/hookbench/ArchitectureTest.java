package org.hookbench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Which package may import which. There are three groups: {@code kernel}, a library for what the
 * kernel offers; {@code framework}, which measures; {@code tool}, the command-line program. Imports
 * go from the tool to the framework to the kernel library, and never back; within a group each
 * package names those that it may import.
 */
@AnalyzeClasses(
    packages = "org.hookbench",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoGeneratedCode.class})
class ArchitectureTest {
  private static final String ALL = "org.hookbench..";
  private static final String FFI = "org.hookbench.kernel.ffi..";
  private static final String SYS = "org.hookbench.kernel.sys..";
  private static final String NETNS = "org.hookbench.kernel.netns..";
  private static final String NETLINK = "org.hookbench.kernel.netlink..";
  private static final String ELF = "org.hookbench.kernel.elf..";
  private static final String BPF = "org.hookbench.kernel.bpf..";
  private static final String HOOK = "org.hookbench.framework.hook..";
  private static final String ATTACHMENT = "org.hookbench.framework.attachment..";
  private static final String LANES = "org.hookbench.framework.lanes..";
  private static final String TESTBED = "org.hookbench.framework.testbed..";
  private static final String IPERF = "org.hookbench.framework.iperf..";
  private static final String WORKLOAD = "org.hookbench.framework.workload..";
  private static final String REMOTE = "org.hookbench.framework.remote..";
  private static final String REFLECT = "org.hookbench.framework.reflect..";
  private static final String PEER = "org.hookbench.framework.peer..";
  private static final String EXPERIMENT = "org.hookbench.framework.experiment..";
  private static final String EVIDENCE = "org.hookbench.framework.evidence..";
  private static final String STATS = "org.hookbench.framework.stats..";
  private static final String ANALYSIS = "org.hookbench.framework.analysis..";
  private static final String REPORT = "org.hookbench.tool.report..";
  private static final String INPUT = "org.hookbench.tool.input..";
  private static final String COMPARE = "org.hookbench.tool.compare..";
  private static final String FLEET = "org.hookbench.tool.fleet..";
  private static final String HISTORY = "org.hookbench.tool.history..";
  private static final String CALIBRATION = "org.hookbench.framework.calibration..";
  private static final String RUNFILE = "org.hookbench.framework.runfile..";
  private static final String PROFILE = "org.hookbench.framework.profile..";
  private static final String FLAME = "org.hookbench.tool.flame..";
  private static final String DOCTOR = "org.hookbench.tool.doctor..";
  private static final String CLI = "org.hookbench.tool.cli..";
  private static final String CLI_ERROR = "org.hookbench.tool.cli.error..";
  private static final String CLI_TERMINAL = "org.hookbench.tool.cli.terminal..";
  private static final String CLI_PLAN = "org.hookbench.tool.cli.plan..";
  private static final String CLI_FILES = "org.hookbench.tool.cli.files..";
  private static final String CLI_RUN = "org.hookbench.tool.cli.run..";
  private static final String CLI_ATTACH = "org.hookbench.tool.cli.attach..";
  private static final String CLI_MACHINE = "org.hookbench.tool.cli.machine..";
  private static final String CLI_PEER = "org.hookbench.tool.cli.peer..";
  private static final String CLI_SAVED = "org.hookbench.tool.cli.saved..";
  private static final String BUDGET = "org.hookbench.budget..";
  private static final String KERNEL_GROUP = "org.hookbench.kernel..";
  private static final String FRAMEWORK_GROUP = "org.hookbench.framework..";
  private static final String TOOL_GROUP = "org.hookbench.tool..";

  /** The base class of benchmarks, and the benchmarks on the class path. */
  private static final String FRAMEWORK = "org.hookbench.framework";

  /** The exception for a user's mistake. */
  private static final String ROOT = "org.hookbench";

  private static final String BENCH = "org.hookbench.bench..";

  /** JMH's annotation processor writes classes that are none of ours. */
  static final class NoGeneratedCode implements ImportOption {
    @Override
    public boolean includes(com.tngtech.archunit.core.importer.Location location) {
      return !location.contains("/jmh_generated/");
    }
  }

  @ArchTest
  static final ArchRule ONLY_FFI_KNOWS_JNR =
      noClasses()
          .that()
          .resideOutsideOfPackage(FFI)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jnr..", "com.kenai..");

  @ArchTest
  static final ArchRule ONLY_STATS_KNOWS_COMMONS_MATH =
      noClasses()
          .that()
          .resideOutsideOfPackage(STATS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.commons.math3..");

  @ArchTest
  static final ArchRule ONLY_FLAME_KNOWS_ASYNC_PROFILER =
      noClasses()
          .that()
          .resideOutsideOfPackage(FLAME)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("one..");

  @ArchTest
  static final ArchRule NOTHING_DEPENDS_ON_BENCH =
      noClasses()
          .that()
          .resideOutsideOfPackage(BENCH)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BENCH);

  @ArchTest
  static final ArchRule THE_KERNEL_LIBRARY_KNOWS_NEITHER_FRAMEWORK_NOR_TOOL =
      noClasses()
          .that()
          .resideInAPackage(KERNEL_GROUP)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FRAMEWORK_GROUP, TOOL_GROUP);

  @ArchTest
  static final ArchRule THE_FRAMEWORK_DOES_NOT_KNOW_THE_TOOL =
      noClasses()
          .that()
          .resideInAPackage(FRAMEWORK_GROUP)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(TOOL_GROUP);

  @ArchTest
  static final ArchRule NOTHING_DEPENDS_ON_CLI =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CLI);

  @ArchTest static final ArchRule STATS_STANDS_ALONE = room(STATS);

  @ArchTest static final ArchRule WORKLOAD_STANDS_ALONE = room(WORKLOAD);

  @ArchTest static final ArchRule REFLECT_STANDS_ALONE = room(REFLECT);

  @ArchTest static final ArchRule IPERF_STANDS_ALONE = room(IPERF);

  @ArchTest static final ArchRule PEER_SEES = room(PEER, REFLECT);

  @ArchTest static final ArchRule INPUT_STANDS_ALONE = room(INPUT);

  @ArchTest static final ArchRule EVIDENCE_STANDS_ALONE = room(EVIDENCE);

  @ArchTest static final ArchRule FFI_STANDS_ALONE = room(FFI);

  @ArchTest static final ArchRule ELF_STANDS_ALONE = room(ELF);

  @ArchTest static final ArchRule SYS_SEES = room(SYS, FFI);

  @ArchTest static final ArchRule NETNS_SEES = room(NETNS, SYS, FFI);

  @ArchTest static final ArchRule NETLINK_SEES = room(NETLINK, NETNS, SYS, FFI);

  @ArchTest static final ArchRule BPF_SEES = room(BPF, ELF, SYS, FFI);

  @ArchTest static final ArchRule HOOK_SEES = room(HOOK, WORKLOAD, BPF, NETLINK, NETNS, SYS);

  @ArchTest
  static final ArchRule ATTACHMENT_SEES = room(ATTACHMENT, HOOK, BPF, NETLINK, NETNS, SYS);

  @ArchTest static final ArchRule LANES_SEES = room(LANES, NETLINK, NETNS, SYS);

  @ArchTest static final ArchRule PROFILE_SEES = room(PROFILE, BPF, NETLINK, NETNS, SYS);

  @ArchTest static final ArchRule FLAME_SEES = room(FLAME, PROFILE);

  @ArchTest
  static final ArchRule EXPERIMENT_SEES =
      room(EXPERIMENT, LANES, WORKLOAD, EVIDENCE, PROFILE, NETLINK, NETNS, SYS);

  @ArchTest
  static final ArchRule ANALYSIS_SEES = room(ANALYSIS, EXPERIMENT, EVIDENCE, STATS, WORKLOAD);

  @ArchTest
  static final ArchRule REPORT_SEES =
      room(
          REPORT,
          ANALYSIS,
          COMPARE,
          CALIBRATION,
          DOCTOR,
          EXPERIMENT,
          EVIDENCE,
          FLAME,
          FLEET,
          HISTORY,
          PROFILE,
          STATS,
          WORKLOAD);

  @ArchTest static final ArchRule DOCTOR_SEES = room(DOCTOR, BPF, HOOK, LANES, SYS);

  @ArchTest
  static final ArchRule COMPARE_SEES = room(COMPARE, ANALYSIS, EXPERIMENT, INPUT, STATS, WORKLOAD);

  @ArchTest
  static final ArchRule FLEET_SEES =
      room(FLEET, COMPARE, ANALYSIS, EXPERIMENT, EVIDENCE, STATS, WORKLOAD);

  @ArchTest
  static final ArchRule HISTORY_SEES =
      room(HISTORY, COMPARE, ANALYSIS, EXPERIMENT, STATS, WORKLOAD);

  @ArchTest
  static final ArchRule CALIBRATION_SEES =
      room(CALIBRATION, ANALYSIS, EXPERIMENT, EVIDENCE, RUNFILE, STATS);

  @ArchTest static final ArchRule RUNFILE_SEES = room(RUNFILE, EXPERIMENT, EVIDENCE, WORKLOAD);

  @ArchTest
  static final ArchRule TESTBED_SEES =
      room(
          TESTBED,
          ATTACHMENT,
          BPF,
          HOOK,
          LANES,
          REMOTE,
          NETLINK,
          NETNS,
          SYS,
          WORKLOAD,
          EXPERIMENT,
          EVIDENCE,
          PROFILE);

  @ArchTest
  static final ArchRule REMOTE_SEES =
      room(REMOTE, LANES, WORKLOAD, IPERF, REFLECT, PEER, NETNS, SYS);

  /** The command line, which it starts as a process, is not among these. */
  @ArchTest
  static final ArchRule BUDGET_SEES =
      room(BUDGET, ANALYSIS, EXPERIMENT, EVIDENCE, RUNFILE, STATS, WORKLOAD);

  @ArchTest static final ArchRule BENCH_SEES = room(BENCH, FRAMEWORK, WORKLOAD);

  @ArchTest
  static final ArchRule FRAMEWORK_SEES =
      room(FRAMEWORK, TESTBED, LANES, HOOK, WORKLOAD, EXPERIMENT, EVIDENCE, PROFILE);

  /** The command line asks libbpf for its version before anything else may touch it. */
  @ArchTest
  static final ArchRule OF_CLI_ONLY_PREFLIGHT_SEES_FFI =
      noClasses()
          .that()
          .resideInAPackage(CLI)
          .and()
          .doNotHaveSimpleName("Preflight")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(FFI);

  @ArchTest static final ArchRule CLI_ERROR_STANDS_ALONE = roomOfCli(CLI_ERROR);

  @ArchTest static final ArchRule CLI_TERMINAL_SEES = roomOfCli(CLI_TERMINAL, CLI_ERROR);

  @ArchTest static final ArchRule CLI_PLAN_SEES = roomOfCli(CLI_PLAN, CLI_ERROR);

  @ArchTest
  static final ArchRule CLI_FILES_SEES = roomOfCli(CLI_FILES, CLI_PLAN, CLI_TERMINAL, CLI_ERROR);

  @ArchTest
  static final ArchRule CLI_RUN_SEES =
      roomOfCli(CLI_RUN, CLI_FILES, CLI_PLAN, CLI_TERMINAL, CLI_ERROR);

  @ArchTest static final ArchRule CLI_ATTACH_SEES = roomOfCli(CLI_ATTACH, CLI_PLAN, CLI_ERROR);

  @ArchTest
  static final ArchRule CLI_MACHINE_SEES =
      roomOfCli(CLI_MACHINE, CLI_PLAN, CLI_TERMINAL, CLI_ERROR);

  @ArchTest static final ArchRule CLI_PEER_SEES = roomOfCli(CLI_PEER, CLI_ERROR);

  @ArchTest
  static final ArchRule CLI_SAVED_SEES =
      roomOfCli(CLI_SAVED, CLI_FILES, CLI_PLAN, CLI_TERMINAL, CLI_ERROR);

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("org.hookbench.(**)").should().beFreeOfCycles();

  /** The classes of a package see, of ours, only their own package and those named. */
  private static ArchRule room(String room, String... others) {
    return room(ALL, room, others);
  }

  /** A room of the command line, which may see every package but the command line's others. */
  private static ArchRule roomOfCli(String room, String... others) {
    return room(CLI, room, others);
  }

  private static ArchRule room(String house, String room, String[] others) {
    String[] allowed = new String[others.length + 2];
    allowed[0] = room;
    allowed[1] = ROOT;
    System.arraycopy(others, 0, allowed, 2, others.length);
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "are of packages other than " + String.join(", ", allowed),
                c ->
                    com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(house)
                            .test(c)
                        && !com.tngtech.archunit.core.domain.JavaClass.Predicates
                            .resideInAnyPackage(allowed)
                            .test(c)));
  }
}
