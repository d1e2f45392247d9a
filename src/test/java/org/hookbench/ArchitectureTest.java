package org.hookbench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may call whom: the rooms of HookBench and the doors between them. */
@AnalyzeClasses(
    packages = "org.hookbench",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoGeneratedCode.class})
class ArchitectureTest {
  private static final String ALL = "org.hookbench..";
  private static final String FFI = "org.hookbench.ffi..";
  private static final String KERNEL = "org.hookbench.kernel..";
  private static final String NETNS = "org.hookbench.netns..";
  private static final String NETLINK = "org.hookbench.netlink..";
  private static final String ELF = "org.hookbench.elf..";
  private static final String BPF = "org.hookbench.bpf..";
  private static final String HOOK = "org.hookbench.hook..";
  private static final String STANDING = "org.hookbench.standing..";
  private static final String TOPOLOGY = "org.hookbench.topology..";
  private static final String LAB = "org.hookbench.lab..";
  private static final String WORKLOAD = "org.hookbench.workload..";
  private static final String EXPERIMENT = "org.hookbench.experiment..";
  private static final String EVIDENCE = "org.hookbench.evidence..";
  private static final String STATS = "org.hookbench.stats..";
  private static final String ANALYSIS = "org.hookbench.analysis..";
  private static final String REPORT = "org.hookbench.report..";
  private static final String FOREIGN = "org.hookbench.foreign..";
  private static final String COMPARE = "org.hookbench.compare..";
  private static final String CALIBRATION = "org.hookbench.calibration..";
  private static final String RUNFILE = "org.hookbench.runfile..";
  private static final String PROFILE = "org.hookbench.profile..";
  private static final String FLAME = "org.hookbench.flame..";
  private static final String DOCTOR = "org.hookbench.doctor..";
  private static final String CLI = "org.hookbench.cli..";
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
  static final ArchRule NOTHING_DEPENDS_ON_CLI =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CLI);

  @ArchTest static final ArchRule STATS_STANDS_ALONE = room(STATS);

  @ArchTest static final ArchRule WORKLOAD_STANDS_ALONE = room(WORKLOAD);

  @ArchTest static final ArchRule FOREIGN_STANDS_ALONE = room(FOREIGN);

  @ArchTest static final ArchRule EVIDENCE_STANDS_ALONE = room(EVIDENCE);

  @ArchTest static final ArchRule FFI_STANDS_ALONE = room(FFI);

  @ArchTest static final ArchRule ELF_STANDS_ALONE = room(ELF);

  @ArchTest static final ArchRule KERNEL_SEES = room(KERNEL, FFI);

  @ArchTest static final ArchRule NETNS_SEES = room(NETNS, KERNEL, FFI);

  @ArchTest static final ArchRule NETLINK_SEES = room(NETLINK, NETNS, KERNEL, FFI);

  @ArchTest static final ArchRule BPF_SEES = room(BPF, ELF, KERNEL, FFI);

  @ArchTest static final ArchRule HOOK_SEES = room(HOOK, BPF, NETLINK, NETNS, KERNEL);

  @ArchTest static final ArchRule STANDING_SEES = room(STANDING, HOOK, BPF, NETLINK, NETNS, KERNEL);

  @ArchTest static final ArchRule TOPOLOGY_SEES = room(TOPOLOGY, NETLINK, NETNS, KERNEL);

  @ArchTest static final ArchRule PROFILE_SEES = room(PROFILE, BPF, NETLINK, NETNS, KERNEL);

  @ArchTest static final ArchRule FLAME_SEES = room(FLAME, PROFILE);

  @ArchTest
  static final ArchRule EXPERIMENT_SEES =
      room(EXPERIMENT, WORKLOAD, EVIDENCE, PROFILE, NETLINK, NETNS, KERNEL);

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
          PROFILE,
          STATS,
          WORKLOAD);

  @ArchTest static final ArchRule DOCTOR_SEES = room(DOCTOR, BPF, HOOK, TOPOLOGY, KERNEL);

  @ArchTest
  static final ArchRule COMPARE_SEES =
      room(COMPARE, ANALYSIS, EXPERIMENT, FOREIGN, STATS, WORKLOAD);

  @ArchTest
  static final ArchRule CALIBRATION_SEES =
      room(CALIBRATION, ANALYSIS, EXPERIMENT, EVIDENCE, RUNFILE, STATS);

  @ArchTest static final ArchRule RUNFILE_SEES = room(RUNFILE, EXPERIMENT, EVIDENCE, WORKLOAD);

  @ArchTest
  static final ArchRule LAB_SEES =
      room(
          LAB,
          BPF,
          HOOK,
          TOPOLOGY,
          NETLINK,
          NETNS,
          KERNEL,
          WORKLOAD,
          EXPERIMENT,
          EVIDENCE,
          PROFILE);

  @ArchTest
  static final ArchRule BENCH_SEES =
      room(BENCH, LAB, TOPOLOGY, WORKLOAD, EXPERIMENT, EVIDENCE, PROFILE);

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

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("org.hookbench.(*)..").should().beFreeOfCycles();

  /** The classes of a room see, of ours, only their own room and those named. */
  private static ArchRule room(String room, String... others) {
    String[] allowed = new String[others.length + 1];
    allowed[0] = room;
    System.arraycopy(others, 0, allowed, 1, others.length);
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "are of rooms other than " + String.join(", ", allowed),
                c ->
                    com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(ALL)
                            .test(c)
                        && !com.tngtech.archunit.core.domain.JavaClass.Predicates
                            .resideInAnyPackage(allowed)
                            .test(c)));
  }
}
