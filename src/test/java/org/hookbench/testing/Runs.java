package org.hookbench.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Deals;
import org.hookbench.framework.experiment.Design;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.ForkReport;
import org.hookbench.framework.experiment.Histograms;
import org.hookbench.framework.experiment.HookChain;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.experiment.Schedule;
import org.hookbench.framework.experiment.Slices;

/**
 * Made-up runs, the same ones every time: a fork effect, slices with noise, one slice in twenty far
 * off, latencies with a long tail. Each {@code with...} changes one thing.
 */
public final class Runs {
  private static final List<String> HOOKS = List.of("tc", "xdpgeneric", "xdpdrv");
  private static final long STARTED = 1_767_225_600_000L;

  private int forks = 10;
  private int cycles = 200;
  private int copies = 1;
  private List<String> hooks = HOOKS;
  private List<String> programs = List.of("pass");
  private Optional<String> against = Optional.empty();
  private RunData.Status status = RunData.Status.COMPLETE;
  private List<String> failures = List.of();
  private double nullEffect;
  private double[] effects = {0.03, 0.065, 0.15};
  private boolean silentHook;
  private boolean constant;
  private int unfinishedForks;
  private int latencies = 2000;
  private String machine = "Made-up CPU";
  private double otherLoad = 0.003;
  private String host = "";
  private String kernel = "6.1.0 amd64";
  private String libbpf = "";
  private String tag = "";
  private String version = "0.1.0";
  private long noise = 31;
  private long started = STARTED;
  private Optional<List<String>> arguments = Optional.empty();
  private Optional<Double> testRun = Optional.empty();

  /** As a run without options: 3 workloads, 5 arms, 10 forks of 200 cycles. */
  public static Runs standard() {
    return new Runs();
  }

  /** As {@code -Dhookbench.profile=quick}: 6 forks of 30 cycles. */
  public static Runs quick() {
    return new Runs().withForks(6).withCycles(30);
  }

  /** Each program has a test run of so many ns. */
  public Runs withTestRun(double nanos) {
    testRun = Optional.of(nanos);
    return this;
  }

  public Runs withForks(int n) {
    forks = n;
    return this;
  }

  public Runs withCycles(int n) {
    cycles = n;
    return this;
  }

  /** Each workload so many times, with different payloads. */
  public Runs withCopies(int n) {
    copies = n;
    return this;
  }

  public Runs withHooks(List<String> names) {
    hooks = names;
    return this;
  }

  public Runs withPrograms(List<String> names) {
    programs = names;
    return this;
  }

  /** All programs are compared with this one, whose code is the shortest. */
  public Runs against(String program) {
    against = Optional.of(program);
    return this;
  }

  /** Stopped by the user in its last case, in the middle of a fork. */
  public Runs stopped() {
    status = RunData.Status.PARTIAL;
    unfinishedForks = 1;
    return this;
  }

  /** Stopped by the user before a fork was complete. */
  public Runs stoppedAtOnce() {
    status = RunData.Status.PARTIAL;
    unfinishedForks = forks;
    return this;
  }

  public Runs withFailures(List<String> lines) {
    status = RunData.Status.FAILED;
    failures = lines;
    return this;
  }

  /** The null arm differs from the baseline by so much. */
  public Runs withNullEffect(double log) {
    nullEffect = log;
    return this;
  }

  /** What each hook costs; the last goes for all hooks after it. */
  public Runs withEffects(double... logs) {
    effects = logs;
    return this;
  }

  /** The first hook's program is attached and never runs. */
  public Runs withSilentHook() {
    silentHook = true;
    return this;
  }

  /** All slices have the same value. */
  public Runs withoutSpread() {
    constant = true;
    return this;
  }

  /** 500 timed operations a fork and arm: enough for p90, too few for p99. */
  public Runs withFewOperations() {
    latencies = 25;
    return this;
  }

  /** Something else takes so much of the measured CPUs' time. */
  public Runs withOtherLoad(double share) {
    otherLoad = share;
    return this;
  }

  public Runs onMachine(String cpu) {
    machine = cpu;
    return this;
  }

  /** On a host of that name; without one a run is as one of HookBench 0.1.0. */
  public Runs onHost(String name) {
    host = name;
    return this;
  }

  /** Asked for by that command line. */
  public Runs withArguments(List<String> given) {
    arguments = Optional.of(given);
    return this;
  }

  /** With other noise than that of other numbers; 31 is that of all others. */
  public Runs withNoise(long number) {
    noise = number;
    return this;
  }

  /** Under this kernel, as the fact has it. */
  public Runs onKernel(String release) {
    kernel = release;
    return this;
  }

  /** By this libbpf; without one no fact says so. */
  public Runs withLibbpf(String installed) {
    libbpf = installed;
    return this;
  }

  /** Every program has this tag. */
  public Runs withTag(String hash) {
    tag = hash;
    return this;
  }

  /** Measured by this HookBench. */
  public Runs byVersion(String hookbench) {
    version = hookbench;
    return this;
  }

  /** So many days after the others. */
  public Runs daysLater(int days) {
    started = STARTED + 86_400_000L * days;
    return this;
  }

  /** The run. */
  public RunData data() {
    List<CaseData> cases = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      cases.add(bench("TcpRoundTrip.roundTrip", 1 + copy, 18.3));
      cases.add(bench("TcpStream.goodput", 131072 + copy, 36.9));
      cases.add(bench("UdpPackets.cost", 64 + copy, 4666));
    }
    Map<String, String> facts = new LinkedHashMap<>();
    if (!host.isEmpty()) {
      facts.put("host", host);
    }
    facts.put("kernel", kernel);
    facts.put("cpu", machine);
    facts.put("cpus", "2");
    facts.put("steal", "0.0 % of CPU time");
    if (!libbpf.isEmpty()) {
      facts.put("libbpf", libbpf);
    }
    return new RunData(
        version,
        status,
        started,
        49_000_000_000L,
        arguments.orElse(List.of("-p", "hook=" + String.join(",", hooks))),
        design(),
        facts,
        cases,
        failures);
  }

  private Design design() {
    Design plain = Design.of(forks, 1, 42);
    return against.isEmpty()
        ? plain
        : new Design(
            plain.forks(),
            plain.stretches(),
            plain.seed(),
            plain.delta(),
            plain.precision(),
            against);
  }

  /** A hostile name may hold what separates the hooks of a parameter. */
  private List<Arm> arms() {
    List<Arm> arms = new ArrayList<>(Arms.nulls(0));
    for (String hook : hooks) {
      List<Arm> one =
          hook.contains(",")
              ? Arms.of(List.of(HookChain.parse(hook)), programs)
              : Arms.parse(hook, String.join(",", programs));
      arms.addAll(one.subList(2, one.size()));
    }
    return arms;
  }

  private CaseData bench(String method, int payload, double base) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("congestion", "auto");
    params.put("ipv", "4");
    params.put("link", "veth");
    params.put("payload", Integer.toString(payload));
    params.put("placement", "shared");
    BenchCase bench = BenchCase.of("org.hookbench.bench." + method, params);
    List<Arm> arms = arms();
    List<ForkData> all = new ArrayList<>();
    for (int f = 0; f < forks; f++) {
      all.add(fork(bench, arms, f, base, new SplittableRandom(noise * f + payload)));
    }
    return new CaseData(
        bench, arms, BuiltIn.workload(bench).metric(), new Measurement(cycles, 10, 5_000_000), all);
  }

  private ForkData fork(
      BenchCase bench, List<Arm> arms, int number, double base, SplittableRandom random) {
    boolean stream = bench.workload().equals("TcpStream");
    double[] level = new double[arms.size()];
    for (int a = 0; a < level.length; a++) {
      double effect = effect(a);
      double log = constant ? 0 : effect + 0.002 * gauss(random);
      level[a] = base * StrictMath.exp(stream ? -log : log);
    }
    boolean complete = number < forks - unfinishedForks;
    Slices slices = new Slices(arms.size(), cycles * arms.size());
    Schedule schedule = new Schedule(arms.size(), number);
    int[] order = new int[arms.size()];
    long time = 0;
    for (int c = 0; c < (complete ? cycles : cycles / 2); c++) {
      schedule.next(order);
      for (int arm : order) {
        double noise = constant ? 0 : 0.008 * gauss(random);
        if (!constant && random.nextInt(20) == 0) {
          noise += (stream ? -1 : 1) * random.nextDouble();
        }
        slices.add(arm, time, level[arm] * StrictMath.exp(noise), 20, 0);
        time += 5_500_000;
      }
    }
    Optional<ForkReport> report =
        complete
            ? Optional.of(
                new ForkReport(
                    number,
                    Deals.draw(arms.size(), 1, number),
                    evidence(bench, arms, random),
                    bench.workload().equals("TcpRoundTrip")
                        ? Histograms.encode(latencies(level, random))
                        : List.of(),
                    64 << 20,
                    otherLoad))
            : Optional.empty();
    return new ForkData(number, started + 5000L * number, slices, report);
  }

  private double effect(int arm) {
    return switch (arm) {
      case 0 -> 0;
      case 1 -> nullEffect;
      default -> effects[Math.min(arm - 2, effects.length - 1)];
    };
  }

  private List<ArmEvidence> evidence(BenchCase bench, List<Arm> arms, SplittableRandom random) {
    boolean tcp = bench.workload().startsWith("Tcp");
    List<ArmEvidence> all = new ArrayList<>();
    for (int a = 0; a < arms.size(); a++) {
      boolean runs = arms.get(a).role() == Arm.Role.HOOK && !(silentHook && a == 2);
      long hits = runs ? 1000 : 0;
      all.add(
          new ArmEvidence(
              true,
              List.of(new ArmEvidence.Pass(1000, 1000, 66_980, hits, 85 * hits)),
              59_920,
              5_992_000,
              0,
              arms.get(a).hook().hook().equals("xdpdrv")
                  ? List.of("sender tso on -> off")
                  : List.of(),
              tcp
                  ? new ArmEvidence.Tcp("cubic", random.nextInt(3), 10, 1448, 20, 1_172_919_638L)
                  : null,
              hits > 0 ? testRun.orElse(null) : null,
              arms.get(a)
                  .program()
                  .map(name -> new ArmEvidence.Code(name.equals("pass") ? 20 : 149, 20, tag))
                  .orElse(null)));
    }
    return all;
  }

  private List<Histogram> latencies(double[] level, SplittableRandom random) {
    List<Histogram> all = Histograms.forArms(level.length);
    for (int a = 0; a < level.length; a++) {
      for (int i = 0; i < latencies; i++) {
        double tail = random.nextInt(50) == 0 ? 3 * random.nextDouble() : 0;
        double micros = level[a] * StrictMath.exp(0.03 * gauss(random) + tail);
        all.get(a).recordValueWithCount((long) (1000 * micros), 20);
      }
    }
    return all;
  }

  private static double gauss(SplittableRandom random) {
    double u = 1 - random.nextDouble();
    return StrictMath.sqrt(-2 * StrictMath.log(u))
        * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
  }
}
