package org.hookbench.tool.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.calibration.Calibration;
import org.hookbench.framework.calibration.Injection;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.Proportion;
import org.hookbench.testing.Runs;

/** Results of made-up runs, of every kind that a report must bear. */
final class Made {
  static final String SCRIPT = "<script>alert(1)</script>";

  private Made() {}

  static RunResults of(Runs run) {
    return Analysis.of(run.data(), OptionalDouble.empty());
  }

  /** Names that would be markup, formulas, separators or a terminal's commands. */
  static RunResults hostile() {
    return of(
        Runs.quick()
            .withHooks(
                List.of(
                    SCRIPT,
                    "a|b `c` *d* [e](f) </script><!--",
                    "=1+1,\"x\"\ny",
                    "\u001b[31mred\u202e \u2028",
                    "{{data}} &lt; 'q' \\"))
            .onMachine("</style><img src=x onerror=alert(2)> ]]> \u0007")
            .withFailures(List.of("fork 3: <b>bold</b> ended\nwith 1")));
  }

  /** A calibration, whose 1000 ns come out as so many. */
  static Calibration calibration(double found) {
    double[][] numbers = {
      {0, 80.36, 75.73},
      {250, 313.4, 318.3},
      {500, 553.3, 551.0},
      {1000, 1055, found},
      {2000, 2105, 2066}
    };
    return new Calibration(
        1_767_225_600_000L,
        393,
        Map.of("cpu", SCRIPT),
        Proportion.of(9, 200, 0.95),
        Proportion.of(4, 100, 0.95),
        Arrays.stream(numbers)
            .map(
                n ->
                    new Injection(
                        (long) n[0],
                        n[1],
                        n[2],
                        new Interval(n[2] - 12, n[2] + 11, 0.95),
                        n[0] <= 250 ? 0.1 : 0.05))
            .toList());
  }

  static Map<String, RunResults> all() {
    Map<String, RunResults> all = new LinkedHashMap<>();
    all.put("standard", of(Runs.standard()));
    all.put("quick", of(Runs.quick()));
    all.put("partial", of(Runs.standard().stopped()));
    all.put("nothing", of(Runs.quick().stoppedAtOnce()));
    all.put("one fork", of(Runs.quick().withForks(1)));
    all.put("untrusted", of(Runs.quick().withNullEffect(0.05)));
    all.put("silent hook", of(Runs.quick().withSilentHook()));
    all.put("all equal", of(Runs.quick().withoutSpread()));
    all.put("far apart", of(Runs.quick().withEffects(0.03, 0.065, 1.94)));
    all.put("undecided", of(Runs.quick().withEffects(0.012, -0.009, -0.05)));
    all.put("few operations", of(Runs.quick().withFewOperations()));
    all.put("hostile", hostile());
    all.put(
        "ten arms",
        of(
            Runs.quick()
                .withHooks(List.of("tc", "tcx", "xdpgeneric", "xdpdrv"))
                .withPrograms(List.of("pass", "path/to/my-longer-object.bpf.o:function@x=5"))));
    return all;
  }
}
