package org.hookbench.framework.runfile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hookbench.UsageException;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Design;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.workload.Metric;
import org.hookbench.framework.workload.Workloads;

/**
 * Reads what {@link RunWriter} writes, in one pass. It answers for each field's type and place;
 * whether the values agree with each other is asked by {@link RunCheck}.
 */
final class RunReader {
  private final JsonCursor in;
  private final Fields fields;
  private final ForkReader forks;
  private int version;
  private Optional<Measurement> ofAllCases = Optional.empty();

  private RunReader(JsonCursor in) {
    this.in = in;
    this.fields = new Fields(in);
    this.forks = new ForkReader(in, fields);
  }

  static RunData read(JsonCursor in) throws RunFileException {
    return new RunReader(in).run();
  }

  private RunData run() throws RunFileException {
    in.startDocument();
    format();
    String hookbench = fields.text("hookbench");
    RunData.Status status = fields.constant("status", RunData.Status.class);
    long started = fields.started();
    long wallNanos = fields.longInteger("wallNanos");
    List<String> arguments = fields.texts("arguments");
    Design design = design();
    Map<String, String> machine = fields.map("machine");
    List<String> failures = fields.texts("failures");
    List<CaseData> cases = fields.list("cases", this::oneCase);
    in.endObject();
    in.endDocument();
    return new RunData(
        hookbench, status, started, wallNanos, arguments, design, machine, cases, failures);
  }

  private void format() throws RunFileException {
    String format = fields.text("format");
    if (!format.equals(RunFile.FORMAT)) {
      throw in.bad('"' + RunFile.FORMAT + '"', in.found());
    }
    version = fields.integer("version");
    if (version > RunFile.VERSION) {
      throw in.bad(
          "version " + RunFile.VERSION + " or lower",
          "version " + version + ": a newer HookBench saved this run, read it with that one");
    }
    if (version < RunFile.OLDEST_VERSION) {
      throw in.bad("version " + RunFile.OLDEST_VERSION + " or higher", in.found());
    }
  }

  private Design design() throws RunFileException {
    in.field("design");
    in.startObject();
    int forks = fields.integer("forks");
    boolean alike = version <= RunFile.CASES_WITHOUT_MEASUREMENT;
    int cycles = alike ? fields.integer("cycles") : 0;
    int stretches = version == RunFile.WITHOUT_DEALS ? 1 : fields.integer("stretches");
    if (alike) {
      ofAllCases =
          Optional.of(
              new Measurement(
                  cycles, fields.integer("warmupCycles"), fields.longInteger("sliceNanos")));
    }
    Design design =
        new Design(
            forks,
            stretches,
            fields.longInteger("seed"),
            fields.number("delta"),
            fields.number("precision"));
    in.endObject();
    return design;
  }

  private Measurement measurement() throws RunFileException {
    if (ofAllCases.isPresent()) {
      return ofAllCases.get();
    }
    in.field("measurement");
    in.startObject();
    Measurement measurement =
        new Measurement(
            fields.integer("cycles"),
            fields.integer("warmupCycles"),
            fields.longInteger("sliceNanos"));
    in.endObject();
    return measurement;
  }

  private CaseData oneCase() throws RunFileException {
    in.startObject();
    BenchCase bench =
        new BenchCase(fields.text("benchmark"), fields.text("workload"), fields.map("params"));
    Metric metric = metric(bench);
    Measurement measurement = measurement();
    List<Arm> arms = fields.list("arms", this::arm);
    if (arms.isEmpty()) {
      throw in.bad("at least a baseline and a null arm", "no arms");
    }
    List<ForkData> all = fields.list("forks", () -> forks.read(arms.size(), version));
    in.endObject();
    return new CaseData(bench, arms, metric, measurement, all);
  }

  private Metric metric(BenchCase bench) throws RunFileException {
    in.field("metric");
    in.startObject();
    String name = fields.text("name");
    String unit = fields.text("unit");
    in.field("higherIsBetter");
    boolean higherIsBetter = in.flag();
    Metric metric =
        version <= RunFile.CASES_WITHOUT_MEASUREMENT
            ? known(bench, name, unit, higherIsBetter)
            : new Metric(
                name,
                unit,
                higherIsBetter,
                fields.number("delta"),
                fields.text("operation"),
                fields.integer("operationsPerBatch"),
                fields.number("ofOneNano"));
    in.endObject();
    return metric;
  }

  /** What an old version leaves out is taken from the workload, which has not changed since. */
  private Metric known(BenchCase bench, String name, String unit, boolean higherIsBetter)
      throws RunFileException {
    Metric metric;
    try {
      metric = Workloads.create(bench.workload(), bench.params().get("payload")).metric();
    } catch (UsageException e) {
      throw in.bad("the metric of a workload", e.getMessage());
    }
    if (!metric.name().equals(name)
        || !metric.unit().equals(unit)
        || metric.higherIsBetter() != higherIsBetter) {
      throw in.bad(
          metric.name() + " in " + metric.unit() + ", as this workload's metric",
          name + " in " + unit);
    }
    return metric;
  }

  private Arm arm() throws RunFileException {
    in.startObject();
    Arm arm =
        new Arm(
            fields.text("id"),
            fields.text("hook"),
            fields.text("program"),
            fields.constant("role", Arm.Role.class));
    in.endObject();
    return arm;
  }
}
