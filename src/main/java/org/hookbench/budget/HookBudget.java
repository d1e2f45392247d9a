package org.hookbench.budget;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apiguardian.api.API;
import org.hookbench.UsageException;
import org.hookbench.framework.analysis.Budget;

/**
 * A test of what a program costs at a hook, for a project's own build:
 *
 * <pre>{@code
 * HookBudget.hook("tc").program("target/my.bpf.o:f").atMost(100, NANOSECONDS).check();
 * }</pre>
 *
 * <p>{@link #check} measures in a process of its own, on the same class path, as {@code java -jar
 * benchmarks.jar} does: interleaved with a baseline and a null arm, with evidence. What an
 * operation costs more than without the hook is an estimate with a 95 % interval:
 *
 * <ul>
 *   <li>all of it within the budget: {@code check} returns what was found, in words;
 *   <li>all of it above the budget: it throws an {@link AssertionError} with these words;
 *   <li>the budget inside it: it measures more forks, until the time is over. What is then still
 *       undecided aborts the test.
 * </ul>
 *
 * <p>A test is aborted, too, where there is nothing to decide from: the evidence does not support
 * the number (UNTRUSTED), a fork failed, the process lacks privileges, libbpf is missing, the
 * kernel refuses the hook or the program, or another run is going on. An abort is opentest4j's
 * {@code TestAbortedException} where that is on the class path, which JUnit shows as a skipped test
 * with its reason, else a {@link BudgetAbortedException}. {@link #required} makes it an {@link
 * AssertionError}, for a machine that must be able to decide.
 *
 * <p>Works with any test framework. Needs what a measured run needs: root, libbpf.so.1, the kernel
 * that the hook needs; and an idle machine: run such tests one after the other.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class HookBudget {
  /** How long a measurement may take if {@link #time} does not say it. */
  public static final Duration DEFAULT_TIME = Duration.ofSeconds(60);

  private final Map<String, String> params = new LinkedHashMap<>();
  private String workload = "UdpPackets";
  private Duration time = DEFAULT_TIME;
  private Optional<Budget> budget = Optional.empty();
  private boolean required;

  private HookBudget(String hook) {
    params.put("hook", one("hook", hook));
    params.put("program", "pass");
  }

  /**
   * Of a hook, by the name that {@code hooks} lists.
   *
   * @throws UsageException for more than one
   */
  public static HookBudget hook(String name) {
    return new HookBudget(name);
  }

  /**
   * The program at the hook, as {@code -p program=} takes it: the name of a built-in one, or {@code
   * path/to/object.bpf.o:function}; {@code pass} if not said.
   *
   * @throws UsageException for more than one
   */
  public HookBudget program(String spec) {
    params.put("program", one("program", spec));
    return this;
  }

  /**
   * The traffic: the simple name of a benchmark class on the class path, of HookBench or of your
   * own that extends {@code HookBenchmark}; {@code UdpPackets} if not said.
   */
  public HookBudget workload(String benchmarkClass) {
    this.workload = Objects.requireNonNull(benchmarkClass);
    return this;
  }

  /**
   * A parameter of the run, as {@code -p NAME=VALUE} takes it: {@code payload}, {@code link},
   * {@code mtu}, {@code offload}, {@code ipv}, {@code placement}, {@code congestion}, or one of the
   * workload's own.
   *
   * @throws UsageException for a hook or program, or more than one value
   */
  public HookBudget param(String name, String value) {
    if (name.equals("hook") || name.equals("program")) {
      throw new UsageException("use " + name + "(...) for " + name + "=" + value);
    }
    params.put(name, one(name, value));
    return this;
  }

  /**
   * How long the measurement may take, to the second. At least 12 forks are measured, however long
   * they take.
   */
  public HookBudget time(Duration most) {
    if (most.toSeconds() < 1 || most.toDays() > 1) {
      throw new UsageException("time is from a second to a day, not " + most);
    }
    this.time = most;
    return this;
  }

  /** The most that an operation (of {@code UdpPackets} a packet) may cost more than without. */
  public HookBudget atMost(long cost, TimeUnit unit) {
    return most(unit.toNanos(cost) + "ns");
  }

  /** The same in per cent of what an operation costs without the hook, e.g. 2. */
  public HookBudget atMostPercent(double percent) {
    return most(
        BigDecimal.valueOf(percent).setScale(6, RoundingMode.HALF_UP).toPlainString() + "%");
  }

  private HookBudget most(String text) {
    budget = Optional.of(Budget.parse(text));
    return this;
  }

  /** Whether what would abort the test fails it; false if not said. */
  public HookBudget required(boolean yes) {
    this.required = yes;
    return this;
  }

  /**
   * Measures and decides.
   *
   * @return what was found, in words
   * @throws AssertionError where the cost is above the budget, in words; and where it can't be
   *     decided, if that is {@link #required}
   * @throws UsageException where what is to be measured is not there or does not fit
   * @throws BudgetAbortedException where it can't be decided, or opentest4j's TestAbortedException
   * @throws IllegalStateException where the measuring process fails for another reason
   * @throws InterruptedException where the thread is interrupted; the measurement is ended
   * @throws IOException where the process can't be started or its files can't be read
   */
  public String check() throws IOException, InterruptedException {
    Budget most =
        budget.orElseThrow(() -> new UsageException("say atMost(...) or atMostPercent(...)"));
    Finding finding;
    try (MeasuringProcess process = new MeasuringProcess(workload, params, time, most)) {
      finding = process.run();
    }
    return finding.decide(required);
  }

  private static String one(String name, String value) {
    if (value.isEmpty() || value.contains(",")) {
      throw new UsageException(name + "='" + value + "' is not one value");
    }
    return value;
  }
}
