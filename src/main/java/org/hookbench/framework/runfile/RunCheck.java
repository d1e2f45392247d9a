package org.hookbench.framework.runfile;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.hookbench.framework.evidence.PlaceEvidence;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Design;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.ForkReport;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.workload.Metric;

/**
 * Whether the values of a run agree with each other: its status with its forks, its forks with its
 * design, its slices with its arms. What it passes can be reported without a further question.
 */
final class RunCheck {
  /** The most slices in a fork: an hour and more of the shortest. */
  static final int MOST_SLICES = 1 << 20;

  /** The last ms whose date has a year of four digits. */
  static final long LAST_MILLIS = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private final Path file;
  private final RunData run;

  private RunCheck(Path file, RunData run) {
    this.file = file;
    this.run = run;
  }

  /**
   * @param file what the message names
   * @throws RunFileException naming the first place where they do not
   */
  static void check(Path file, RunData run) throws RunFileException {
    new RunCheck(file, run).run();
  }

  private void run() throws RunFileException {
    name("/hookbench", run.version());
    started("", run.startedMillis());
    require(run.wallNanos() >= 0, "/wallNanos", "0 or more", run.wallNanos());
    keys("/machine", run.machine());
    design(run.design());
    boolean complete = run.status() == RunData.Status.COMPLETE;
    require(!complete || !run.cases().isEmpty(), "/cases", "a case in a COMPLETE run", "none");
    for (int i = 0; i < run.cases().size(); i++) {
      oneCase("/cases/" + i, run.cases().get(i));
    }
  }

  private void started(String at, long millis) throws RunFileException {
    boolean isDate = millis >= 0 && millis <= LAST_MILLIS;
    require(isDate, at + "/startedMillis", "ms since the epoch, up to the year 9999", millis);
  }

  private void design(Design d) throws RunFileException {
    require(d.forks() >= 1, "/design/forks", "1 or more", d.forks());
    require(d.stretches() >= 1, "/design/stretches", "1 or more", d.stretches());
    fraction("/design/delta", d.delta());
    fraction("/design/precision", d.precision());
    if (d.against().isPresent()) {
      name("/design/against", d.against().get());
    }
  }

  private void fraction(String at, OptionalDouble set) throws RunFileException {
    double fraction = set.orElse(0);
    require(fraction >= 0 && fraction < 1, at, "from 0 to below 1", fraction);
  }

  private void oneCase(String at, CaseData c) throws RunFileException {
    name(at + "/benchmark", c.bench().benchmark());
    name(at + "/workload", c.bench().workload());
    keys(at + "/params", c.bench().params());
    for (Map.Entry<String, String> e : c.bench().params().entrySet()) {
      name(at + "/params/" + e.getKey(), e.getValue());
    }
    metric(at + "/metric", c.metric());
    measurement(at + "/measurement", c.measurement());
    arms(at + "/arms", c.arms());
    for (int i = 0; i < c.forks().size(); i++) {
      fork(at + "/forks/" + i, i, c, c.forks().get(i));
    }
    alike(at + "/forks", c.completeForks());
    if (run.status() == RunData.Status.COMPLETE) {
      int complete = c.completeForks().size();
      String all = run.design().forks() + " complete forks in a COMPLETE run, as the design says";
      require(complete >= run.design().forks(), at + "/forks", all, complete);
      require(
          complete == c.forks().size(),
          at + "/forks",
          "only complete forks in a COMPLETE run",
          c.forks().size() - complete + " without a report");
    }
  }

  private void metric(String at, Metric m) throws RunFileException {
    name(at + "/name", m.name());
    name(at + "/unit", m.unit());
    name(at + "/operation", m.operation());
    require(m.delta() > 0 && m.delta() < 1, at + "/delta", "above 0 and below 1", m.delta());
    require(
        m.operationsPerBatch() >= 1,
        at + "/operationsPerBatch",
        "1 or more",
        m.operationsPerBatch());
    require(
        SlicesCheck.isMeasurable(m.ofOneNano()),
        at + "/ofOneNano",
        SlicesCheck.MEASURABLE,
        m.ofOneNano());
  }

  private void measurement(String at, Measurement m) throws RunFileException {
    require(m.cycles() >= 1, at + "/cycles", "1 or more", m.cycles());
    require(m.warmupCycles() >= 0, at + "/warmupCycles", "0 or more", m.warmupCycles());
    require(m.sliceNanos() >= 1, at + "/sliceNanos", "1 or more", m.sliceNanos());
  }

  /** What is added up over forks is there in all of them or in none. */
  private void alike(String at, List<ForkData> complete) throws RunFileException {
    for (ForkData fork : complete) {
      int first = complete.get(0).report().orElseThrow().histograms().size();
      int histograms = fork.report().orElseThrow().histograms().size();
      String path = at + "/" + fork.number() + "/report/histograms";
      require(histograms == first, path, first + ", as the first complete fork has", histograms);
    }
  }

  private static final Set<Arm.Role> ROLES_OF_HOOKS = EnumSet.of(Arm.Role.HOOK, Arm.Role.MATCHED);

  private void arms(String at, List<Arm> arms) throws RunFileException {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < arms.size(); i++) {
      Arm arm = arms.get(i);
      name(at + "/" + i + "/id", arm.id());
      name(at + "/" + i + "/hook", arm.hook().toString());
      name(at + "/" + i + "/program", arm.program().orElse(""));
      require(ids.add(arm.id()), at + "/" + i + "/id", "an id of its own", Text.quote(arm.id()));
    }
    role(at, arms, 0, Arm.Role.BASELINE);
    role(at, arms, 1, Arm.Role.NULL);
    for (int i = 2; i < arms.size(); i++) {
      String expected = "the role HOOK or MATCHED (the arms are baseline, null arm, hooks)";
      Arm.Role role = arms.get(i).role();
      require(ROLES_OF_HOOKS.contains(role), at + "/" + i + "/role", expected, role);
    }
  }

  private void role(String at, List<Arm> arms, int i, Arm.Role role) throws RunFileException {
    String expected = "the role " + role + " (the arms are baseline, null arm, hooks)";
    require(i < arms.size(), at, "at least a BASELINE and a NULL arm", arms.size() + " arms");
    require(arms.get(i).role() == role, at + "/" + i + "/role", expected, arms.get(i).role());
  }

  private void fork(String at, int number, CaseData c, ForkData fork) throws RunFileException {
    require(fork.number() == number, at + "/number", "" + number, fork.number());
    started(at, fork.startedMillis());
    int arms = c.arms().size();
    require(
        fork.slices().arms() == arms,
        at + "/slices",
        "cycles of " + arms + " arms",
        "of " + fork.slices().arms());
    new SlicesCheck(file, at + "/slices", fork.slices()).check();
    if (fork.isComplete()) {
      long planned = (long) c.measurement().cycles() * arms;
      require(
          fork.slices().size() == planned,
          at + "/slices/arm",
          planned + " slices in a complete fork (cycles x arms)",
          fork.slices().size());
      report(at + "/report", c, fork.report().get());
    }
  }

  private void report(String at, CaseData c, ForkReport report) throws RunFileException {
    int arms = c.arms().size();
    int stretches = report.deals().stretches();
    int most = Math.min(run.design().stretches(), c.measurement().cycles());
    String upTo = "1 to " + most + " deals, at most one a stretch and one a cycle";
    require(stretches >= 1 && stretches <= most, at + "/deals", upTo, stretches);
    boolean turns = stretches == 1 && takeTurns(report.deals().lanes()[0], arms);
    for (int i = 0; i < stretches && !turns; i++) {
      deal(at + "/deals/" + i, arms, report.deals().lanes()[i]);
    }
    require(report.heapBytes() >= 0, at + "/heapBytes", "0 or more", report.heapBytes());
    double load = report.load().orElse(0);
    require(load >= -1 && load <= 1, at + "/otherLoad", "a share, from -1 to 1", load);
    if (report.ofPlace().isPresent()) {
      place(at + "/place", report.ofPlace().get());
    }
    int evidence = report.evidence().size();
    require(evidence == arms, at + "/evidence", arms + " entries, one an arm", evidence);
    int histograms = report.histograms().size();
    String oneAnArm = "no histogram or " + arms + ", one an arm";
    require(histograms == 0 || histograms == arms, at + "/histograms", oneAnArm, histograms);
    for (int i = 0; i < histograms; i++) {
      String problem = HistogramCheck.problem(report.histograms().get(i));
      require(problem.isEmpty(), at + "/histograms/" + i, "a compressed HdrHistogram", problem);
    }
  }

  private void place(String at, PlaceEvidence place) throws RunFileException {
    require(place.settleNanos() >= 0, at + "/settleNanos", "0 or more", place.settleNanos());
    int discarded = place.discardedSlices();
    require(discarded >= 0, at + "/discardedSlices", "0 or more", discarded);
    long arrivals = place.turns().arrivals();
    require(arrivals >= 0, at + "/arrivals", "0 or more", arrivals);
    long exchanges = place.turns().exchanges();
    boolean some = exchanges >= 0 && exchanges <= arrivals;
    require(some, at + "/exchanges", "0 or more, at most " + arrivals, exchanges);
    if (place.limit().isPresent()) {
      PlaceEvidence.Saturation s = place.limit().get();
      String to = at + "/saturation";
      double busiest = s.busiestCpu();
      require(busiest >= 0 && busiest <= 1, to + "/busiestCpu", "a share from 0 to 1", busiest);
      require(s.bitsPerSecond() >= 0, to + "/bitsPerSecond", "0 or more", s.bitsPerSecond());
      long link = s.linkBitsPerSecond();
      require(link >= 0, to + "/linkBitsPerSecond", "0 or more", link);
    }
  }

  private static boolean takeTurns(int[] lanes, int arms) {
    return lanes.length == arms && Arrays.stream(lanes).allMatch(l -> l >= 0 && l == lanes[0]);
  }

  private void deal(String at, int arms, int[] lanes) throws RunFileException {
    boolean[] taken = new boolean[arms];
    require(lanes.length == arms, at, arms + " lanes, one an arm", lanes.length);
    for (int i = 0; i < arms; i++) {
      boolean isLane = lanes[i] >= 0 && lanes[i] < arms;
      String lane = "each lane of 0 to " + (arms - 1) + " once";
      require(isLane && !taken[lanes[i]], at + "/" + i, lane, lanes[i]);
      taken[lanes[i]] = true;
    }
  }

  private void keys(String at, Map<String, String> map) throws RunFileException {
    for (String key : map.keySet()) {
      name(at, key);
    }
  }

  private void name(String at, String name) throws RunFileException {
    OptionalInt control = Text.firstUnprintable(name);
    if (control.isPresent() || name.length() > Text.LONGEST_NAME) {
      String expected =
          "a name of at most " + Text.LONGEST_NAME + " characters without control characters";
      throw bad(
          at,
          expected,
          control.isPresent() ? Text.codePoint(control.getAsInt()) : "" + name.length());
    }
  }

  private void require(boolean condition, String at, String expected, Object found)
      throws RunFileException {
    if (!condition) {
      throw bad(at, expected, found);
    }
  }

  private RunFileException bad(String at, String expected, Object found) {
    return new RunFileException(file, at, "expected " + expected + ", found " + found, null);
  }
}
