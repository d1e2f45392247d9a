package org.hookbench.framework.runfile;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.UsageException;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.evidence.PlaceEvidence;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Deals;
import org.hookbench.framework.experiment.Design;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.ForkReport;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.experiment.Slices;
import org.hookbench.framework.workload.Metric;
import org.hookbench.framework.workload.Workloads;

/** Makes a run of what a file says, whichever version it has. */
final class RunMapper {
  /**
   * The last version whose cases had neither a measurement, which was the design's, nor the whole
   * of their metric, which was the workload's.
   */
  private static final int CASES_WITHOUT_MEASUREMENT = 2;

  /** In which an arm stayed on one lane: a fork's report has one deal, {@code laneOfArm}. */
  private static final int WITHOUT_DEALS = 1;

  private final Path file;
  private final RunDocument document;
  private final boolean casesAreAlike;
  private final boolean armsStay;

  private RunMapper(Path file, RunDocument document) {
    this.file = file;
    this.document = document;
    casesAreAlike = document.version().number() <= CASES_WITHOUT_MEASUREMENT;
    armsStay = document.version().number() <= WITHOUT_DEALS;
  }

  /**
   * @param file what a message names
   * @throws RunFileException if a field is missing that its version has, or fields that say the
   *     same disagree
   */
  static RunData run(Path file, RunDocument document) throws RunFileException {
    return new RunMapper(file, document).run();
  }

  private RunData run() throws RunFileException {
    RunDocument d = document;
    started("", d.startedMillis(), d.started());
    List<CaseData> cases = new ArrayList<>();
    for (int i = 0; i < d.cases().size(); i++) {
      cases.add(oneCase("/cases/" + i, d.cases().get(i)));
    }
    return new RunData(
        d.hookbench(),
        d.status(),
        d.startedMillis(),
        d.wallNanos(),
        List.copyOf(d.arguments()),
        design(d.design()),
        d.machine(),
        List.copyOf(cases),
        List.copyOf(d.failures()));
  }

  private void started(String at, long millis, String written) throws RunFileException {
    if (millis < 0 || millis > RunCheck.LAST_MILLIS) {
      throw bad(at + "/startedMillis", "ms since the epoch, up to the year 9999", "" + millis);
    }
    String same = Instant.ofEpochMilli(millis).toString();
    if (!written.equals(same)) {
      throw bad(at + "/started", '"' + same + "\" as startedMillis says", Text.quote(written));
    }
  }

  private Design design(RunDocument.Design d) throws RunFileException {
    int stretches = armsStay ? 1 : given(d.stretches(), "/design/stretches");
    return new Design(
        d.forks(), stretches, d.seed(), set(d.delta()), set(d.precision()), d.against());
  }

  private CaseData oneCase(String at, RunDocument.Case c) throws RunFileException {
    BenchCase bench = new BenchCase(c.benchmark(), c.workload(), c.params());
    List<Arm> arms =
        c.arms().stream().map(a -> Arms.of(a.id(), a.role(), a.hook(), a.program())).toList();
    List<ForkData> forks = new ArrayList<>();
    for (int i = 0; i < c.forks().size(); i++) {
      forks.add(fork(at + "/forks/" + i, arms.size(), c.forks().get(i)));
    }
    return new CaseData(
        bench,
        arms,
        metric(at + "/metric", bench, c.metric()),
        measurement(at + "/measurement", c.measurement()),
        List.copyOf(forks));
  }

  /** In the file 0 stands for one that was not set. */
  private static OptionalDouble set(double fraction) {
    return fraction == 0 ? OptionalDouble.empty() : OptionalDouble.of(fraction);
  }

  private Measurement measurement(String at, Optional<RunDocument.Measurement> ofCase)
      throws RunFileException {
    if (casesAreAlike) {
      RunDocument.Design d = document.design();
      return new Measurement(
          given(d.cycles(), "/design/cycles"),
          given(d.warmupCycles(), "/design/warmupCycles"),
          given(d.sliceNanos(), "/design/sliceNanos"));
    }
    RunDocument.Measurement m = given(ofCase, at);
    return new Measurement(m.cycles(), m.warmupCycles(), m.sliceNanos());
  }

  private Metric metric(String at, BenchCase bench, RunDocument.Metric m) throws RunFileException {
    if (!casesAreAlike) {
      return new Metric(
          m.name(),
          m.unit(),
          m.higherIsBetter(),
          given(m.delta(), at + "/delta"),
          given(m.operation(), at + "/operation"),
          given(m.operationsPerBatch(), at + "/operationsPerBatch"),
          given(m.ofOneNano(), at + "/ofOneNano"));
    }
    // what an old version leaves out is taken from the workload, which has not changed since
    Metric known;
    try {
      known =
          Workloads.create(bench.workload(), bench.params().getOrDefault("payload", "")).metric();
    } catch (UsageException e) {
      throw bad(at, "the metric of a workload", e.getMessage());
    }
    if (!known.name().equals(m.name())
        || !known.unit().equals(m.unit())
        || known.higherIsBetter() != m.higherIsBetter()) {
      throw bad(
          at,
          known.name() + " in " + known.unit() + ", as this workload's metric",
          m.name() + " in " + m.unit());
    }
    return known;
  }

  private ForkData fork(String at, int arms, RunDocument.Fork f) throws RunFileException {
    started(at, f.startedMillis(), f.started());
    Optional<ForkReport> report = Optional.empty();
    if (f.report().isPresent()) {
      report = Optional.of(report(at + "/report", f.report().get()));
    }
    return new ForkData(
        f.number(), f.startedMillis(), slices(at + "/slices", arms, f.slices()), report);
  }

  private Slices slices(String at, int arms, RunDocument.Columns c) throws RunFileException {
    int rows = c.arm().length;
    rows(at + "/startNanos", rows, c.startNanos().length);
    rows(at + "/value", rows, c.value().length);
    rows(at + "/batches", rows, c.batches().length);
    rows(at + "/lost", rows, c.lost().length);
    return Slices.of(arms, c.arm(), c.startNanos(), c.value(), c.batches(), c.lost());
  }

  private void rows(String at, int expected, int found) throws RunFileException {
    if (found != expected) {
      throw bad(at, expected + " values as in the column \"arm\"", "" + found);
    }
  }

  private ForkReport report(String at, RunDocument.Report r) throws RunFileException {
    Deals deals =
        armsStay
            ? Deals.standing(given(r.laneOfArm(), at + "/laneOfArm"))
            : Deals.of(given(r.deals(), at + "/deals"));
    List<ArmEvidence> evidence = r.evidence().stream().map(RunMapper::evidence).toList();
    return new ForkReport(
        r.seed(),
        deals,
        evidence,
        List.copyOf(r.histograms()),
        r.heapBytes(),
        r.otherLoad().orElse(null),
        r.place().map(RunMapper::place).orElse(null));
  }

  private static PlaceEvidence place(RunDocument.Place p) {
    return PlaceEvidence.of(
        p.settleNanos(),
        p.discardedSlices(),
        new PlaceEvidence.Turns(p.arrivals().orElse(0L), p.exchanges().orElse(0L)),
        p.peer(),
        PlaceEvidence.Devices.of(p.device().orElse(Map.of()), p.peerDevice().orElse(Map.of())),
        p.saturation()
            .map(
                s ->
                    new PlaceEvidence.Saturation(
                        s.busiestCpu(), s.bitsPerSecond(), s.linkBitsPerSecond())));
  }

  private static ArmEvidence evidence(RunDocument.Evidence e) {
    return new ArmEvidence(
        e.attached(),
        e.passes().stream()
            .map(
                p ->
                    new ArmEvidence.Pass(
                        p.operations(), p.packets(), p.bytes(), p.hits(), p.hitNanos()))
            .toList(),
        e.rxPackets(),
        e.rxBytes(),
        e.droppedPackets(),
        List.copyOf(e.offloadsChanged()),
        e.tcp()
            .map(
                t ->
                    new ArmEvidence.Tcp(
                        t.congestion(),
                        t.retransmits(),
                        t.cwnd(),
                        t.mss(),
                        t.rttMicros(),
                        t.bytesAcked()))
            .orElse(null),
        e.testRunNanos().orElse(null),
        e.code()
            .map(
                c ->
                    new ArmEvidence.Code(
                        c.jitedBytes(), c.verifiedInstructions(), c.tag().orElse("")))
            .orElse(null));
  }

  private <T> T given(Optional<T> field, String at) throws RunFileException {
    if (field.isEmpty()) {
      throw bad(at, "this field, which version " + document.version().number() + " has", "none");
    }
    return field.get();
  }

  private RunFileException bad(String at, String expected, String found) {
    return new RunFileException(file, at, "expected " + expected + ", found " + found, null);
  }
}
