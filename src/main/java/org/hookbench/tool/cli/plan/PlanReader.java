package org.hookbench.tool.cli.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.hookbench.UsageException;
import org.hookbench.framework.BenchmarkException;
import org.hookbench.framework.Benchmarks;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.HookChain;
import org.hookbench.framework.experiment.Plan;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.lanes.ExistingLink;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.workload.Workload;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.Suggest;
import org.hookbench.tool.cli.error.UserException;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Reads off a command line what is to be measured, and checks it. */
public final class PlanReader {
  private static final OutputFormat SILENT =
      OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
  private static final int MOST_CASES = 200;

  /** Parameters whose values may have commas in them; several are given one at a time. */
  private static final Set<String> WHOLE_TEXTS = Set.of("server", "client", "metric");

  private PlanReader() {}

  /**
   * Reads and checks what is asked.
   *
   * @param had whether this machine has a hook; asked only for {@code hook=all}
   * @param commands which may have been meant by what is no benchmark
   * @throws UserException in words for the user
   */
  public static Plan of(
      CommandLineOptions options,
      List<String> arguments,
      Settings settings,
      Predicate<Hook> had,
      Set<String> commands) {
    refuseWhatHasNoMeaning(options);
    ProfilerChoice.require(options.getProfilers());
    SortedSet<BenchmarkListEntry> benchmarks = find(options, commands);
    Map<String, List<String>> given = params(options, arguments, benchmarks);
    List<String> asked =
        given.getOrDefault("hook", List.of(benchmarks.first().getParams().get().get("hook")));
    List<String> programs = Programs.of(given.getOrDefault("program", List.of("pass")), settings);
    Programs.requireAnother(programs, settings);
    List<HookChain> chosen =
        HookChoice.of(
            asked,
            given.getOrDefault("depth", List.of("1")),
            h -> had.test(h) && Programs.fit(programs, h));
    List<AskedCase> cases = new ArrayList<>();
    boolean named = !options.getIncludes().isEmpty();
    for (BenchmarkListEntry b : benchmarks) {
      if (named || isNeeded(b, chosen) || given.containsKey("peer") && isForPeers(b)) {
        cases.addAll(cases(b, given));
      }
    }
    PeerCases.keepServed(cases, named);
    if (cases.size() > MOST_CASES) {
      throw UserException.usage(
          "these parameters make " + cases.size() + " cases; at most " + MOST_CASES + " in a run");
    }
    List<HookChain> run = given.containsKey("hook") ? chosen : HookChoice.run(chosen, cases);
    List<HookChain> hooks = HookChoice.isAll(asked) ? HookChoice.exercised(run, cases) : run;
    HookChoice.requireExercised(hooks, cases);
    Programs.requireArrival(programs, hooks, cases);
    Map<AskedCase, List<Arm>> arms = new LinkedHashMap<>();
    HookChoice.ofCases(hooks, cases, named)
        .forEach((one, of) -> arms.put(one, Arms.of(of, programs)));
    return plan(options, settings, arms);
  }

  /**
   * Plans again how much is measured, now that it was seen how long a whole run of a program takes;
   * a plan without such runs stays as it is.
   *
   * @param rehearsed after {@link Preflight#rehearse}
   * @throws UserException where there is too little time
   */
  public static Plan timed(Plan rehearsed, CommandLineOptions options, Settings settings) {
    if (rehearsed.planned().stream().noneMatch(c -> c.workload().isWholeRun())) {
      return rehearsed;
    }
    Map<AskedCase, List<Arm>> arms = new LinkedHashMap<>();
    rehearsed
        .planned()
        .forEach(c -> arms.put(new AskedCase(c.bench(), c.workload(), c.link()), c.arms()));
    return plan(options, settings, arms);
  }

  private static Plan plan(
      CommandLineOptions options, Settings settings, Map<AskedCase, List<Arm>> arms) {
    DesignReader.Planned planned = DesignReader.of(options, settings, arms);
    return new Plan(
        arms.entrySet().stream()
            .map(c -> c.getKey().planned(c.getValue(), planned.measurement(c.getKey())))
            .toList(),
        planned.design());
  }

  private static boolean isForPeers(BenchmarkListEntry benchmark) {
    String name = BenchCase.workload(benchmark.getUsername());
    return Optional.ofNullable(Benchmarks.workloads().get(name))
        .flatMap(Workload::farService)
        .isPresent();
  }

  private static boolean isNeeded(BenchmarkListEntry benchmark, List<HookChain> hooks) {
    String name = BenchCase.workload(benchmark.getUsername());
    return Optional.ofNullable(Benchmarks.workloads().get(name))
        .filter(workload -> HookChoice.isNeeded(workload, hooks))
        .isPresent();
  }

  private static void refuseWhatHasNoMeaning(CommandLineOptions o) {
    refuse(o.getThreads().hasValue() && o.getThreads().get() != 1, "-t", "each lane has its own");
    refuse(o.getThreadGroups().hasValue(), "-tg", "each lane has its own threads");
    refuse(!o.getBenchModes().isEmpty(), "-bm", "each workload has its own metric");
    refuse(o.getTimeUnit().hasValue(), "-tu", "each metric has its own unit");
    refuse(
        o.getOperationsPerInvocation().hasValue(), "-opi", "an invocation is a cycle of all arms");
    refuse(
        o.getMeasurementBatchSize().hasValue() || o.getWarmupBatchSize().hasValue(),
        "-bs, -wbs",
        "-i and -wi count cycles");
    refuse(o.getWarmupTime().hasValue(), "-w", "warm-up slices are as long as measured ones (-r)");
    refuse(
        o.getWarmupForkCount().hasValue() && o.getWarmupForkCount().get() > 0,
        "-wf",
        "every fork has its own warm-up (-wi)");
    refuse(
        o.getWarmupMode().hasValue() || !o.getWarmupIncludes().isEmpty(),
        "-wm, -wmb",
        "every fork has its own warm-up (-wi)");
  }

  private static void refuse(boolean given, String option, String why) {
    if (given) {
      throw UserException.usage(option + " has no meaning here: " + why);
    }
  }

  private static SortedSet<BenchmarkListEntry> find(
      CommandLineOptions options, Set<String> commands) {
    SortedSet<BenchmarkListEntry> found;
    try {
      found =
          BenchmarkList.defaultList().find(SILENT, options.getIncludes(), options.getExcludes());
    } catch (java.util.regex.PatternSyntaxException e) {
      throw UserException.usage(
          "'" + e.getPattern() + "' is no regular expression: " + e.getDescription());
    }
    for (String include : options.getIncludes()) {
      // one that matches nothing may be a mistyped command, whose files match as expressions
      if (BenchmarkList.defaultList().find(SILENT, List.of(include), List.of()).isEmpty()) {
        throw unknown(include, commands);
      }
    }
    if (found.isEmpty()) {
      throw unknown(String.join(" ", options.getIncludes()), commands);
    }
    SortedSet<BenchmarkListEntry> ofHooks = new TreeSet<>(Benchmarks.ofHooks(found));
    if (ofHooks.isEmpty()) {
      throw UserException.usage(
          found.first().getUsername()
              + " is a plain benchmark of JMH, without arms to compare; run it with"
              + " java -cp JARS org.openjdk.jmh.Main");
    }
    return ofHooks;
  }

  private static UserException unknown(String asked, Set<String> commands) {
    SortedSet<String> known = new TreeSet<>(commands);
    known.addAll(Benchmarks.workloads().keySet());
    return Suggest.unknown("benchmark or command", asked, known);
  }

  private static Map<String, List<String>> params(
      CommandLineOptions options,
      List<String> arguments,
      Collection<BenchmarkListEntry> benchmarks) {
    Set<String> known = new LinkedHashSet<>();
    benchmarks.forEach(b -> known.addAll(b.getParams().orElse(Map.of()).keySet()));
    Map<String, List<String>> given = new LinkedHashMap<>();
    GivenParameters.of(arguments)
        .forEach(
            (name, texts) -> {
              if (!known.contains(name)) {
                throw Suggest.unknown("parameter", name, known);
              }
              given.put(
                  name,
                  WHOLE_TEXTS.contains(name)
                      ? List.copyOf(texts)
                      : values(options.getParameter(name).get()));
            });
    return given;
  }

  /** JMH parts values at commas; of devices that are there one stands between a pair's two ends. */
  private static List<String> values(Collection<String> parts) {
    Set<String> values = new LinkedHashSet<>();
    String value = "";
    for (String part : parts) {
      value = value.isEmpty() ? part : value + "," + part;
      if (!ExistingLink.isCutOff(value)) {
        values.add(value);
        value = "";
      }
    }
    if (!value.isEmpty()) {
      values.add(value);
    }
    return new ArrayList<>(values);
  }

  private static List<AskedCase> cases(
      BenchmarkListEntry benchmark, Map<String, List<String>> given) {
    List<Map<String, String>> combinations = new ArrayList<>();
    combinations.add(new LinkedHashMap<>());
    Map<String, String[]> params = benchmark.getParams().orElse(Map.of());
    for (String name : new TreeSet<>(params.keySet())) {
      if (BenchCase.ARM_PARAMS.contains(name)) {
        continue;
      }
      List<Map<String, String>> longer = new ArrayList<>();
      for (String value : given.getOrDefault(name, Arrays.asList(params.get(name)))) {
        for (Map<String, String> c : combinations) {
          Map<String, String> more = new LinkedHashMap<>(c);
          more.put(name, value);
          longer.add(more);
        }
      }
      combinations = longer;
    }
    return combinations.stream().map(c -> checked(benchmark, c)).toList();
  }

  private static AskedCase checked(BenchmarkListEntry benchmark, Map<String, String> params) {
    BenchCase c = BenchCase.of(benchmark.getUsername(), params);
    if (!LinkSettings.isOfDevices(params.getOrDefault("link", ""))) {
      requireKnown(c, "link", LinkSettings.LINKS);
    }
    requireKnown(c, "offload", LinkSettings.OFFLOADS);
    requireKnown(c, "placement", LinkSettings.PLACEMENTS);
    requireKnown(c, "ipv", LinkSettings.IP_VERSIONS);
    try {
      Workload workload = Benchmarks.workload(benchmark, params);
      LinkSettings link = LinkSettings.of(params);
      Optional<String> lack = workload.lackedBy(link.kind(), link.placement().name());
      if (lack.isPresent()) {
        throw UserException.usage(c.workload() + " " + lack.get());
      }
      return new AskedCase(c, workload, link);
    } catch (UsageException e) {
      throw UserException.usage(c.workload() + ": " + e.getMessage());
    } catch (BenchmarkException e) {
      throw new UserException(ExitCode.FAILED, e);
    }
  }

  /** The case of a benchmark whose parameters all have their default value. */
  public static AskedCase byDefault(String benchmark) {
    SortedSet<BenchmarkListEntry> found =
        BenchmarkList.defaultList()
            .find(SILENT, List.of("\\.bench\\." + benchmark + "\\."), List.of());
    return cases(found.first(), Map.of()).get(0);
  }

  private static void requireKnown(BenchCase c, String param, List<String> known) {
    String value = Objects.requireNonNull(c.params().get(param), param);
    if (!known.contains(value)) {
      throw Suggest.unknown("value of " + param, value, known);
    }
  }
}
