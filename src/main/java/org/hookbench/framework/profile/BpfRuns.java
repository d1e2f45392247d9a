package org.hookbench.framework.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.ProgramStats;
import org.openjdk.jmh.profile.ProfilerException;

/**
 * How often an arm's programs ran in the measured cycles, how long, and how often the kernel left a
 * run out because the program was running already: the kernel's own account of each program, as
 * {@code bpftool prog} shows it.
 *
 * <p>The account is kept throughout, in the slices too, and slows every program of the host (an
 * empty one from about 40 ns to 130 ns): a slice's other figures are not those of a run without it.
 * The time of a run includes some tens of ns of the account's own.
 *
 * <p>Kernel 5.8, CAP_SYS_ADMIN; recursion misses from 5.12. Source: bpf(2), {@code struct
 * bpf_prog_info}.
 */
public final class BpfRuns extends LaneProfiler {
  static final String NAME = "bpf";

  private List<TestbedView.LaneView> lanes = List.of();
  private List<List<BpfProgram.Info>> before = List.of();
  private String operation = "";
  private long[] operations = {};
  private Optional<ProgramStats> on = Optional.empty();

  /**
   * @param options must be empty
   * @throws ProfilerException for any option, and where the kernel has no such account for us
   */
  public BpfRuns(String options) throws ProfilerException {
    ProfilerStart.options(NAME, options, Set.of());
    ProfilerStart.tryOut(NAME, ProgramStats::enable);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String getDescription() {
    return "BPF programs: runs, ns a run, recursion misses, by the kernel's statistics";
  }

  @Override
  protected void open(TestbedView view) {
    on = Optional.of(ProgramStats.enable());
    lanes = view.lanes();
    operation = view.operation();
    operations = new long[lanes.size()];
    before = lanes.stream().map(BpfRuns::infos).toList();
  }

  @Override
  protected void sliceBegins(int arm) {
    // the kernel counts
  }

  @Override
  protected void sliceEnds(int arm, long sliceOperations) {
    operations[arm] += sliceOperations;
  }

  @Override
  protected List<ArmProfile> finish() {
    List<ArmProfile> profiles = new ArrayList<>();
    for (int arm = 0; arm < lanes.size(); arm++) {
      profiles.add(
          ArmProfile.of(
              figures(before.get(arm), infos(lanes.get(arm)), operations[arm], operation)));
    }
    return profiles;
  }

  @Override
  protected void close() {
    on.ifPresent(ProgramStats::close);
    on = Optional.empty();
  }

  /** All programs together, then each where there are more; nothing where there is none. */
  static List<Figure> figures(
      List<BpfProgram.Info> from, List<BpfProgram.Info> to, long operations, String operation) {
    if (from.isEmpty()) {
      return List.of();
    }
    List<Figure> figures = new ArrayList<>(figures("", from, to, operations, operation));
    if (from.size() > 1) {
      for (int i = 0; i < from.size(); i++) {
        figures.addAll(
            figures(
                "#" + (i + 1),
                from.subList(i, i + 1),
                to.subList(i, i + 1),
                operations,
                operation));
      }
    }
    return figures;
  }

  private static List<Figure> figures(
      String which,
      List<BpfProgram.Info> from,
      List<BpfProgram.Info> to,
      long operations,
      String operation) {
    double runs = grown(from, to, BpfProgram.Info::runCount);
    double nanos = grown(from, to, BpfProgram.Info::runTimeNanos);
    double misses = grown(from, to, BpfProgram.Info::recursionMisses);
    return List.of(
        new Figure("runs" + which, "runs", runs, 1),
        new Figure("runs/" + operation + which, "runs/" + operation, runs, operations),
        new Figure("run time" + which, "ns/run", nanos, runs),
        new Figure("run time/" + operation + which, "ns/" + operation, nanos, operations),
        new Figure("recursion misses" + which, "runs", misses, 1));
  }

  private static double grown(
      List<BpfProgram.Info> from, List<BpfProgram.Info> to, ToLongFunction<BpfProgram.Info> of) {
    return to.stream().mapToLong(of).sum() - from.stream().mapToLong(of).sum();
  }

  private static List<BpfProgram.Info> infos(TestbedView.LaneView lane) {
    return lane.programs().stream().map(BpfProgram::info).toList();
  }
}
