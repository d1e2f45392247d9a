package org.hookbench.bars;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.Part;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.HodgesLehmann;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.Samples;
import org.hookbench.framework.stats.SignedRank;

/**
 * Measures what HookBench must reach, as a table of bars and what was seen: {@code
 * src/test/bars.sh} runs it. Takes about a quarter of an hour, during which nothing else may run.
 * It is no test: a rate or a time depends on the machine.
 */
public final class Bars {
  private static final int REPEATS = 3;
  private static final int PAIRS = 20;
  private static final double CONFIDENCE = 0.95;
  private static final String SPIN = "program=pass,spin@ns=1000";

  private final Path jar;
  private final Path work;
  private final List<String> rows = new ArrayList<>();

  private Bars(Path jar, Path work) {
    this.jar = jar;
    this.work = work;
  }

  /**
   * @param args the jar, and which parts (minute, runs, injection, kernel, tools, quick, profile,
   *     traffic, all, peers); all but the last two where none is named
   */
  public static void main(String[] args) throws IOException {
    Path work = Files.createTempDirectory("hookbench-bars");
    Bars bars = new Bars(Path.of(args[0]).toAbsolutePath(), work);
    List<String> parts =
        args.length > 1
            ? List.of(args).subList(1, args.length)
            : List.of(
                "minute", "runs", "injection", "kernel", "tools", "quick", "profile", "traffic");
    for (String part : parts) {
      switch (part) {
        case "minute" -> bars.aMinute();
        case "all" -> bars.allHooks();
        case "runs" -> bars.defaultRuns();
        case "injection" -> bars.injection();
        case "kernel" -> bars.kernelPackets();
        case "tools" -> bars.otherTools();
        case "quick" -> bars.quick();
        case "profile" -> bars.profile();
        case "traffic" -> bars.traffic();
        case "peers" -> bars.peers();
        default -> throw new IllegalArgumentException("no part is called " + part);
      }
    }
    System.out.println("| what | bar | seen | |\n|---|---|---|---|");
    bars.rows.forEach(System.out::println);
    System.out.println("\nThe saved runs are in " + work);
  }

  /** What a minute is enough for; medians of three runs of each workload. */
  private void aMinute() throws IOException {
    aMinuteOf("UdpPackets", 0.08, 0.2, "tc,xdpgeneric,xdpdrv");
    aMinuteOf("TcpRoundTrip", 0.1, 0.2, "tc,xdpgeneric,xdpdrv");
    aMinuteOf("TcpStream", 0.3, 0.4, "tc");
  }

  private void aMinuteOf(String workload, double nullBar, double hookBar, String hooks)
      throws IOException {
    Widths widths = new Widths();
    double longest = 0;
    for (int r = 0; r < REPEATS; r++) {
      String name = "minute-" + workload + "-" + r;
      Timed t = run(name, "-Dhookbench.time=60s", workload, "-p", "hook=" + hooks);
      longest = Math.max(longest, t.seconds);
      widths.add(t.results.cases().get(0));
    }
    String what = "time=60s " + workload + ": half-width of the ";
    double ofNull = widths.medianOfNull();
    double ofHook = widths.medianOfWidestHook();
    row(what + "null arm", "<= " + nullBar + " %", format("%.3f %%", ofNull), ofNull <= nullBar);
    row(what + "widest hook", "<= " + hookBar + " %", format("%.3f %%", ofHook), ofHook <= hookBar);
    row("time=60s " + workload + " takes", "<= 60 s", format("%.1f s", longest), longest <= 60);
  }

  private void allHooks() throws IOException {
    Timed t = run("all", "-p", "hook=all");
    row("hook=all", "<= 400 s", format("%.0f s", t.seconds), t.seconds <= 400);
    for (CaseResult c : t.results.cases()) {
      double bar = c.bench().workload().equals("TcpStream") ? 0.5 : 0.15;
      double half = Widths.halfWidth(c.nullArm());
      row(
          "hook=all, " + c.bench().workload() + ": half-width of the null arm",
          "<= " + bar + " %",
          format("%.3f %%", half),
          half <= bar);
    }
  }

  private void defaultRuns() throws IOException {
    Timed first = run("default-1");
    Timed second = run("default-2");
    List<ArmResult> a = udp(first.results).arms();
    List<ArmResult> b = udp(second.results).arms();
    for (int i = 2; i < a.size(); i++) {
      double x = percent(a.get(i));
      double y = percent(b.get(i));
      row(
          "two default runs: UdpPackets effect of " + a.get(i).arm().id() + " agrees",
          "within 0.5 points",
          format("%+.2f and %+.2f %%", x, y),
          Math.abs(x - y) <= 0.5);
    }
    double outside = 100 * (1 - measuredSeconds(first.results.run()) / first.seconds);
    row(
        "wall time outside measured slices, default settings",
        "<= 25 %",
        format("%.1f %%", outside),
        outside <= 25);
    row(
        "default suite",
        "<= 180 s",
        format("%.0f s and %.0f s", first.seconds, second.seconds),
        Math.max(first.seconds, second.seconds) <= 180);
    long heap =
        first.results.run().cases().stream()
            .flatMap(c -> c.completeForks().stream())
            .mapToLong(f -> f.report().orElseThrow().heapBytes())
            .max()
            .orElseThrow();
    row("a fork's heap", "<= 256 MiB", format("%d MiB", heap >> 20), heap <= 256L << 20);
  }

  private void injection() throws IOException {
    Timed t =
        run(
            "injection",
            "UdpPackets",
            "-p",
            "hook=tc",
            "-p",
            "program=pass,spin@ns=500,spin@ns=1000,spin@ns=2000");
    recovered(udp(t.results), 5);
  }

  /** What a minute of sockets is not enough for, in a quarter of it. */
  private void kernelPackets() throws IOException {
    String[] few = {"KernelPackets", "-f", "6", "-i", "50", "-p"};
    Timed t = run("kernel-tc", with(few, "hook=tc"));
    double ratio = effectOverHalfWidth(t.results.cases().get(0).arms().get(2));
    row(
        "KernelPackets, 6 forks: effect over half-width of tc",
        ">= 9 in 15 s",
        format("%.1f in %.1f s", ratio, t.seconds),
        ratio >= 9 && t.seconds <= 15);
    Timed x = run("kernel-tcx", with(few, "hook=tcx"));
    ArmResult tcx = x.results.cases().get(0).arms().get(2);
    Interval i = tcx.effect().orElseThrow().interval().orElseThrow();
    row(
        "KernelPackets, 6 forks: interval of tcx",
        "excludes 0",
        format(
            "%+.2f %% [%+.2f, %+.2f]",
            percent(tcx), Effect.percent(i.low()), Effect.percent(i.high())),
        i.low() > 0);
    Timed s = run("kernel-spin", with(few, "hook=tc", "-p", "program=pass,spin@ns=50,spin@ns=100"));
    recovered(s.results.cases().get(0), 10);
  }

  private static String[] with(String[] first, String... more) {
    return Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new);
  }

  private static double effectOverHalfWidth(ArmResult arm) {
    return 100 * arm.effect().orElseThrow().estimate().orElseThrow() / Widths.halfWidth(arm);
  }

  /** What programs that burn a time cost more than the empty one, by differences within cycles. */
  private void recovered(CaseResult c, double most) {
    for (Part part : c.parts()) {
      if (part.kind() == Part.Kind.PROGRAM) {
        double recovered = part.change().orElseThrow();
        double accounted = part.runNanos().orElseThrow();
        double off = 100 * (recovered / accounted - 1);
        row(
            c.bench().workload()
                + ", "
                + part.arm()
                + ": recovered cost against the kernel's run_time_ns, over pass",
            format("within %.0f %%", most),
            format("%.0f against %.0f ns: %+.1f %%", recovered, accounted, off),
            Math.abs(off) <= most);
      }
    }
  }

  /** Many flows, sendfile, and two programs that differ by little. */
  private void traffic() throws IOException {
    Timed flows = run("flows", "-Dhookbench.time=60s", "TcpRoundTrip", "-p", "flows=64");
    double half = Widths.halfWidth(flows.results.cases().get(0).nullArm());
    row(
        "TcpRoundTrip, 64 flows, 60 s: half-width of the null arm",
        "<= 0.5 %",
        format("%.2f %%", half),
        half <= 0.5);
    Part part =
        run(
                "against",
                "-Dhookbench.time=60s",
                "-Dhookbench.against=pass",
                "KernelPackets",
                "-p",
                "hook=tc",
                "-p",
                "program=parse")
            .results
            .cases()
            .get(0)
            .parts()
            .stream()
            .filter(p -> p.kind() == Part.Kind.AGAINST)
            .findFirst()
            .orElseThrow();
    Interval i = part.changeInterval().orElseThrow();
    row(
        "parse --against pass on tc with KernelPackets, 60 s: interval",
        "excludes 0",
        format(
            "%+.0f ns [%+.0f, %+.0f]; by test runs %+.0f ns",
            part.change().orElseThrow(), i.low(), i.high(), part.testRunNanos().orElseThrow()),
        i.low() > 0);
    int cpu = Placement.SHARED.choose().sender().orElseThrow();
    double[] ours = new double[REPEATS];
    double[] theirs = new double[REPEATS];
    try (OtherTools tools = new OtherTools(cpu, work)) {
      for (int r = 0; r < REPEATS; r++) {
        String[] args = {"TcpStream", "-f", "1", "-i", "130", "-p", "hook=tc"};
        String[] sendfile = with(args, "-p", "send=sendfile", "-p", "payload=131072");
        ours[r] = run("sendfile-" + r, sendfile).results.cases().get(0).baseline().value();
        theirs[r] = tools.iperfZeroCopy();
      }
    }
    double ratio = Samples.median(ours) / Samples.median(theirs);
    row(
        "TcpStream send=sendfile on none against iperf3 -Z",
        ">= 1.0x",
        format("%.1f / %.1f Gbit/s = %.2fx", Samples.median(ours), Samples.median(theirs), ratio),
        ratio >= 1);
  }

  private void otherTools() throws IOException {
    int cpu = Placement.SHARED.choose().sender().orElseThrow();
    double[][] ours = new double[3][REPEATS];
    double[][] theirs = new double[3][REPEATS];
    List<String> workloads = List.of("TcpStream", "TcpRoundTrip", "UdpPackets");
    try (OtherTools tools = new OtherTools(cpu, work)) {
      for (int r = 0; r < REPEATS; r++) {
        for (int w = 0; w < workloads.size(); w++) {
          String[] args = {workloads.get(w), "-f", "1", "-i", "130", "-p", "hook=tc"};
          ours[w][r] = run("tools-" + r + w, args).results.cases().get(0).baseline().value();
          theirs[w][r] =
              switch (w) {
                case 0 -> tools.iperfStream();
                case 1 -> tools.sockperfRoundTrip();
                default -> tools.iperfDatagrams();
              };
        }
      }
    }
    double stream = Samples.median(ours[0]) / Samples.median(theirs[0]);
    row(
        "TcpStream on none against iperf3",
        ">= 1.1x",
        format(
            "%.1f / %.1f Gbit/s = %.2fx",
            Samples.median(ours[0]), Samples.median(theirs[0]), stream),
        stream >= 1.1);
    double trip = Samples.median(ours[1]) / Samples.median(theirs[1]);
    row(
        "TcpRoundTrip on none, median, against sockperf",
        "<= 1.0x",
        format("%.2f / %.2f us = %.2fx", Samples.median(ours[1]), Samples.median(theirs[1]), trip),
        trip <= 1.0);
    double packets = 1e9 / Samples.median(ours[2]);
    double datagrams = packets / Samples.median(theirs[2]);
    row(
        "UdpPackets on none against what iperf3 -u -l 64 delivers",
        ">= 2x",
        format("%.0f / %.0f packets/s = %.2fx", packets, Samples.median(theirs[2]), datagrams),
        datagrams >= 2);
  }

  private void quick() throws IOException {
    Timed t = run("quick", "-Dhookbench.profile=quick");
    row("profile=quick", "<= 30 s", format("%.0f s", t.seconds), t.seconds <= 30);
    double half = Widths.halfWidth(udp(t.results).nullArm());
    row(
        "profile=quick: half-width of UdpPackets' null arm",
        "<= 0.3 %",
        format("%.3f %%", half),
        half <= 0.3);
  }

  private void profile() throws IOException {
    String out =
        output("profile", "-prof", "kflame", "-p", "hook=xdpgeneric", "UdpPackets").strip();
    double least =
        Arrays.stream(found(out, "samples@\\d+ +% of expected((?: +[0-9.]+)+)").strip().split(" +"))
            .mapToDouble(Double::parseDouble)
            .min()
            .orElseThrow();
    row(
        "kflame: samples on the busy CPU against 999 a second, the arm with fewest",
        ">= 95 %",
        format("%.1f %%", least),
        least >= 95);
    String cost = found(out, "Sampling changed UdpPackets by (\\S+ % \\[[^]]+])");
    row(
        "kflame: what sampling costs UdpPackets",
        "<= 3 %",
        cost,
        Double.parseDouble(cost.split(" ")[0]) <= 3);
    String agreement = found(out, "(?m)^ xdpgeneric +([+-]\\d+ \\[.*)$").replaceAll(" +", " ");
    double ratio = Double.parseDouble(agreement.replaceAll(".* ([0-9.-]+) \\w[\\w ]*$", "$1"));
    row(
        "xdpgeneric: growth of all frames against the measured effect",
        "within 20 %",
        agreement,
        Math.abs(ratio - 1) <= 0.2);
    Path page = work.resolve("page.html");
    output(
        "page",
        "profile",
        "--hook",
        "tc,tc-egress,tcx,tcx-egress,xdpgeneric,xdpdrv,cgroup-ingress,cgroup-egress,lwt-in,lwt-xmit",
        "--html",
        page.toString(),
        "-Dhookbench.profile=quick",
        "UdpPackets");
    long start = System.nanoTime();
    OtherTools.output(
        new ProcessBuilder(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--screenshot=" + work.resolve("page.png"),
                page.toUri().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD));
    double seconds = (System.nanoTime() - start) / 1e9;
    double mebibytes = Files.size(page) / 1048576.0;
    row(
        "page of 10 hooks, and Chromium from its start to the picture",
        "<= 5 MB, 2 s",
        format("%.1f MiB, %.1f s", mebibytes, seconds),
        mebibytes <= 4.7 && seconds <= 2);
  }

  /** Two namespaces of this machine, whose CPUs both sides share. */
  private void peers() throws IOException {
    try (PeerHost host = new PeerHost(work)) {
      goodputWith(host, "receive");
      goodputWith(host, "send");
      Timed turns =
          run(
              "peers-turns",
              "-Dhookbench.time=120s",
              "UdpPackets",
              "-p",
              "link=netns:" + host.pair());
      double half = Widths.halfWidth(turns.results.cases().get(0).nullArm());
      row(
          "one existing pair by turns, UdpPackets: half-width of the null arm",
          "<= 1 % in 120 s",
          format("%.2f %% in %.0f s", half, turns.seconds),
          half <= 1 && turns.seconds <= 120);
      turnsAgainstLanes(host);
    }
    List<ArmResult> arms =
        run("peers-rate", "-p", "rate=50k", "-p", "hook=tc", "-p", SPIN, "UdpPackets", "-f", "6")
            .results
            .cases()
            .get(0)
            .arms();
    double nanos = arms.get(3).change().orElseThrow() - arms.get(2).change().orElseThrow();
    row(
        "rate=50k, spin@ns=1000 on tc less pass: CPU time",
        "1000 ns within 10 %",
        format("%.0f ns", nanos),
        Math.abs(nanos - 1000) <= 100);
  }

  /**
   * The same hooks by turns on a pair that exists and on lanes of their own, one after the other
   * and several times, for the machine's speed and with it a hook's cost change within minutes.
   */
  private void turnsAgainstLanes(PeerHost host) throws IOException {
    List<CaseResult> turns = new ArrayList<>();
    List<CaseResult> lanes = new ArrayList<>();
    for (int r = 0; r < REPEATS; r++) {
      String[] args = {"-Dhookbench.time=40s", "UdpPackets"};
      String[] pair = with(args, "-p", "link=netns:" + host.pair());
      turns.add(run("peers-turns-" + r, pair).results.cases().get(0));
      lanes.add(run("peers-lanes-" + r, args).results.cases().get(0));
    }
    for (int i = 2; i < lanes.get(0).arms().size(); i++) {
      Interval one = ofAllForks(turns, i);
      Interval other = ofAllForks(lanes, i);
      row(
          "one existing pair by turns against lanes, UdpPackets: effect of "
              + lanes.get(0).arms().get(i).arm().id(),
          "intervals overlap",
          format(
              "[%+.2f, %+.2f] and [%+.2f, %+.2f] %%",
              Effect.percent(one.low()),
              Effect.percent(one.high()),
              Effect.percent(other.low()),
              Effect.percent(other.high())),
          one.low() <= other.high() && other.low() <= one.high());
    }
  }

  /** The exact interval of the estimates of all forks of runs alike, in logarithms. */
  private static Interval ofAllForks(List<CaseResult> runs, int arm) {
    double[] logs =
        runs.stream()
            .flatMapToDouble(
                c -> Arrays.stream(c.arms().get(arm).effect().orElseThrow().forkEstimates()))
            .toArray();
    return SignedRank.interval(logs, CONFIDENCE).orElseThrow();
  }

  /** Our client and iperf3's, one after the other, many times. */
  private void goodputWith(PeerHost host, String direction) throws IOException {
    boolean reverse = direction.equals("receive");
    double[] ratios = new double[PAIRS];
    double sumOfOurs = 0;
    double sumOfTheirs = 0;
    for (int i = 0; i < PAIRS; i++) {
      System.err.println("goodput, " + direction + ", pair " + (i + 1) + " of " + PAIRS);
      double ours;
      double theirs;
      if (i % 2 == 0) {
        ours = host.ours(reverse);
        theirs = host.iperf(reverse);
      } else {
        theirs = host.iperf(reverse);
        ours = host.ours(reverse);
      }
      sumOfOurs += ours;
      sumOfTheirs += theirs;
      ratios[i] = Math.log(ours / theirs);
    }
    Interval interval = SignedRank.interval(ratios, CONFIDENCE).orElseThrow();
    double percent = Effect.percent(HodgesLehmann.estimate(ratios));
    row(
        "goodput with iperf3 -s as the peer, "
            + direction
            + ", against iperf3 -c, blocks of 128 KiB, an end a CPU, "
            + PAIRS
            + " pairs",
        "within 5 %",
        format(
            "%.1f and %.1f Gbit/s: %+.1f %% [%+.1f, %+.1f]",
            sumOfOurs / PAIRS / 1e9,
            sumOfTheirs / PAIRS / 1e9,
            percent,
            Effect.percent(interval.low()),
            Effect.percent(interval.high())),
        Math.abs(percent) <= 5);
  }

  private static String found(String text, String pattern) {
    Matcher m = Pattern.compile(pattern).matcher(text.replaceAll("(?<=[0-9],)\n +", " "));
    if (!m.find()) {
      throw new IllegalStateException("no '" + pattern + "' in\n" + text);
    }
    return m.group(1);
  }

  private record Timed(RunResults results, double seconds) {}

  /** Runs the jar as a user does, and times it from start to exit. */
  private Timed run(String name, String... args) throws IOException {
    long start = System.nanoTime();
    output(name, args);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Timed(Analysis.of(RunFile.read(saved(name)), OptionalDouble.empty()), seconds);
  }

  private Path saved(String name) {
    return work.resolve(name + ".json");
  }

  private String output(String name, String... args) throws IOException {
    System.err.println(name + " " + Arrays.toString(args));
    List<String> command =
        new ArrayList<>(List.of("java", "-Dhookbench.save=" + saved(name), "-jar", jar.toString()));
    command.addAll(List.of(args));
    return OtherTools.output(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD));
  }

  private static CaseResult udp(RunResults results) {
    return results.cases().stream()
        .filter(c -> c.bench().workload().equals("UdpPackets"))
        .findFirst()
        .orElseThrow();
  }

  private static double percent(ArmResult arm) {
    return Effect.percent(arm.effect().orElseThrow().estimate().orElseThrow());
  }

  private static double measuredSeconds(RunData run) {
    double nanos = 0;
    for (CaseData c : run.cases()) {
      for (ForkData f : c.completeForks()) {
        nanos += (double) f.slices().size() * c.measurement().sliceNanos();
      }
    }
    return nanos / 1e9;
  }

  private void row(String what, String bar, String seen, boolean reached) {
    String row =
        "| " + what + " | " + bar + " | " + seen + " | " + (reached ? "" : "MISSED") + " |";
    rows.add(row);
    System.err.println(row);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
