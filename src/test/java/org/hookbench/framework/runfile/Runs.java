package org.hookbench.framework.runfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
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
import org.hookbench.framework.experiment.Histograms;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.experiment.RunData.Status;
import org.hookbench.framework.experiment.Schedule;
import org.hookbench.framework.experiment.Slices;
import org.hookbench.testing.BuiltIn;

/** Runs with every kind of value, made from a seed. */
final class Runs {
  static final long STARTED = 1_767_323_045_678L; // 2026-01-02T03:04:05.678Z
  private static final List<Arm> ARMS = Arms.parse("tc,xdpgeneric", "pass");

  private Runs() {}

  /** A round trip with histograms, and datagrams without. */
  static RunData complete() {
    return run(
        Status.COMPLETE,
        new Design(
            2,
            2,
            Long.MIN_VALUE,
            OptionalDouble.empty(),
            OptionalDouble.of(0.002),
            Optional.of("pass")),
        new Measurement(3, 1, 2_000_000),
        ARMS);
  }

  /** The last fork of the first case ended in the middle of a cycle; the second case has none. */
  static RunData partial() {
    RunData whole = complete();
    CaseData first = whole.cases().get(0);
    Slices cut = new Slices(ARMS.size(), 6);
    Slices all = first.forks().get(1).slices();
    for (int i = 0; i < 6; i++) {
      cut.add(all.arm(i), all.startNanos(i), all.value(i), all.batches(i), all.lost(i));
    }
    ForkData last = new ForkData(1, STARTED + 9, cut, Optional.empty());
    List<CaseData> cases =
        List.of(
            new CaseData(
                first.bench(),
                ARMS,
                first.metric(),
                first.measurement(),
                List.of(first.forks().get(0), last)),
            new CaseData(
                whole.cases().get(1).bench(),
                ARMS,
                whole.cases().get(1).metric(),
                first.measurement(),
                List.of()));
    List<String> failures = List.of("TcpRoundTrip: fork 2 of 2 failed: its JVM was killed");
    return with(whole, Status.FAILED, cases, failures);
  }

  /** Stopped before the first case. */
  static RunData empty() {
    return with(complete(), Status.PARTIAL, List.of(), List.of());
  }

  static RunData named(String id) {
    List<Arm> arms = new ArrayList<>(Arms.parse("tc", "pass"));
    arms.set(2, Arms.of(id, Arm.Role.HOOK, "tc", id));
    return run(Status.COMPLETE, Design.of(1, 2, 0), new Measurement(2, 0, 1000), arms);
  }

  static RunData run(Status status, Design design, Measurement measurement, List<Arm> arms) {
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("kernel", "6.12.0-1-amd64");
    machine.put("cpu", "Ünïcode™ \"quoted\" \\ 漢字 😀");
    machine.put("a key out of order", "");
    List<CaseData> cases =
        List.of(
            oneCase("TcpRoundTrip", design.forks(), measurement, arms, true),
            oneCase("UdpPackets", design.forks(), measurement, arms, false));
    List<String> arguments = List.of("run", "-p", "hook=tc,xdpgeneric", "");
    return new RunData(
        "0.1.0", status, STARTED, 123_456_789_012L, arguments, design, machine, cases, List.of());
  }

  static RunData with(RunData r, Status status, List<CaseData> cases, List<String> failures) {
    return new RunData(
        r.version(),
        status,
        r.startedMillis(),
        r.wallNanos(),
        r.arguments(),
        r.design(),
        r.machine(),
        cases,
        failures);
  }

  private static CaseData oneCase(
      String workload, int count, Measurement measurement, List<Arm> arms, boolean tcp) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("payload", "64");
    params.put("ipv", "4");
    List<ForkData> forks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SplittableRandom random = new SplittableRandom(i);
      Slices slices = slices(measurement, arms.size(), random);
      forks.add(new ForkData(i, STARTED + i, slices, Optional.of(report(arms, random, tcp))));
    }
    BenchCase bench = new BenchCase("org.hookbench.bench." + workload + ".run", workload, params);
    return new CaseData(bench, arms, BuiltIn.workload(bench).metric(), measurement, forks);
  }

  private static Slices slices(Measurement measurement, int arms, SplittableRandom random) {
    Slices slices = new Slices(arms, 0);
    Schedule schedule = new Schedule(arms, random.nextLong());
    int[] order = new int[arms];
    for (int c = 0; c < measurement.cycles(); c++) {
      schedule.next(order);
      for (int arm : order) {
        long start = slices.size() * measurement.sliceNanos();
        slices.add(arm, start, value(slices.size(), random), 1 + random.nextInt(999), arm);
      }
    }
    return slices;
  }

  /** The hard cases of shortest decimals first, then any. */
  private static double value(int i, SplittableRandom random) {
    double[] hard = {1e-50, 1e50, 2e-3, 2e23, 2.2250738585072014e-38, 1, 1.0E23, 0.1 + 0.2};
    return i < hard.length ? hard[i] : random.nextDouble() * 100 + Double.MIN_NORMAL;
  }

  private static ForkReport report(List<Arm> arms, SplittableRandom random, boolean tcp) {
    List<ArmEvidence> evidence = new ArrayList<>();
    List<Histogram> histograms = Histograms.forArms(tcp ? arms.size() : 0);
    for (int i = 0; i < arms.size(); i++) {
      ArmEvidence.Pass pass = new ArmEvidence.Pass(1, 2, 3, 4, Long.MAX_VALUE);
      evidence.add(
          new ArmEvidence(
              i != 1,
              i == 0 ? List.of() : List.of(pass, new ArmEvidence.Pass(i, 0, 0, 0, 0)),
              random.nextLong(1L << 40),
              2,
              3,
              i == 2 ? List.of("sender tso on -> off", "sender gro on -> off") : List.of(),
              tcp ? new ArmEvidence.Tcp("cubic", 1, 10, 1448, 55, 1L << 50) : null,
              null,
              i > 1
                  ? new ArmEvidence.Code(100 * i, 1L << 33, i == 2 ? "" : "a04f5eef06a7f555")
                  : null));
      if (tcp) {
        for (int n = 0; n < 300; n++) {
          histograms.get(i).recordValue(1 + random.nextLong(100_000));
        }
      }
    }
    return new ForkReport(
        random.nextLong(),
        Deals.draw(arms.size(), 2, random.nextLong()),
        evidence,
        Histograms.encode(histograms),
        64L << 20,
        tcp ? random.nextDouble() : null,
        tcp
            ? PlaceEvidence.of(
                random.nextLong(1L << 30),
                random.nextInt(5),
                new PlaceEvidence.Turns(40, random.nextInt(40)),
                Map.of("retransmits", 3L, "rx-dropped", 0L),
                PlaceEvidence.Devices.of(
                    Map.of("driver", "veth 1.0", "rings", "rx 256, tx 256"),
                    random.nextBoolean() ? Map.of() : Map.of("driver", "ena")),
                Optional.of(new PlaceEvidence.Saturation(0.5, 1L << 33, 10_000_000_000L)))
            : null);
  }
}
