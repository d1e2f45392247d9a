package org.hookbench.tool.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.testing.Command;
import org.hookbench.testing.Runs;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.Failures;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.files.NewestRuns;
import org.hookbench.tool.cli.plan.PlanReader;
import org.hookbench.tool.cli.plan.Settings;
import org.hookbench.tool.cli.terminal.PlainOutput;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine;

/**
 * Gives HookBench damaged run files, damaged results of other tools and damaged command lines, and
 * looks at how each ends: in a result, or in one line with an exit code of the documented ones. No
 * command line is let as far as the kernel. {@code src/test/mutate.sh} runs it.
 */
final class Mutations implements AutoCloseable {
  private static final Set<Integer> EXPECTED = Set.of(0, 1, 2, 3, 64, 65);
  private static final int MOST_SECONDS = 30;
  private static final int MOST_SHOWN = 20;
  private static final Path RECORDED = Path.of("src/test/resources/foreign");

  private static final List<List<String>> LINES =
      List.of(
          List.of("compare", "RUN", "RUN", "--fail-on", "worse>2%", "--hook=tc"),
          List.of("compare", "--base", "A", "B", "--new", "C", "--metric", "goodput", "--delta=1%"),
          List.of("report", "RUN", "--format", "md", "--delta", "0.5%"),
          List.of("attach", "--dev", "lo", "--hook", "tc", "--program", "count"),
          List.of("show", "--dev", "lo", "--json"),
          List.of("profile", "--hook", "tc", "-p", "link=lo", "--freq", "99"),
          List.of("calibrate", "-f", "6"),
          List.of("TcpStream", "-p", "hook=tc,xdpdrv", "-f", "10", "-i", "20", "-r", "5ms"),
          List.of("-p", "program=count,drop", "-p", "payload=64", "-p", "mtu=1500", "-rf", "json"));

  private static final List<String> WORDS =
      List.of(
          "",
          "-",
          "--",
          "-h",
          "-V",
          "-p",
          "-f",
          "-i",
          "-r",
          "-wi",
          "--base",
          "--new",
          "--metric",
          "--fail-on",
          "worse",
          "worse>2%",
          "--delta",
          "--format",
          "json",
          "csv",
          "html",
          "tc",
          "all",
          "hook=all",
          "hook=",
          "hook=tc,tc",
          "program=x.o:f",
          "payload=-1",
          "payload=99999999999",
          "mtu=0",
          "link=veth",
          "placement=split",
          "offload=off",
          "0",
          "-1",
          "1e9",
          "999999999999",
          "NaN",
          "lo",
          "TcpStream",
          ".*",
          "(",
          "RUN",
          "A",
          "B",
          "C",
          "/dev/null",
          "/",
          "ä",
          "\u001b[31m",
          "%s%n",
          "@file",
          "compare",
          "help");

  private final Mutator mutator;
  private final Path folder;
  private final List<byte[]> foreign = new ArrayList<>();
  private final byte[] run;
  private final Map<String, Integer> ends = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "mutation");
            thread.setDaemon(true);
            return thread;
          });

  Mutations(long seed, Path folder) throws IOException {
    this.mutator = new Mutator(seed);
    this.folder = folder;
    try (Stream<Path> files = Files.walk(RECORDED)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        foreign.add(Files.readAllBytes(file));
      }
    }
    Path saved = folder.resolve("run.json");
    RunFile.write(
        Runs.quick().withCycles(2).withHooks(List.of("tc")).withFewOperations().data(), saved);
    run = Files.readAllBytes(saved);
  }

  /** Runs so many mutations. */
  void run(int count) throws IOException {
    PrintStream out = System.out;
    PrintStream err = System.err;
    try {
      for (int i = 0; i < count && failures.size() < MOST_SHOWN; i++) {
        switch (i % 3) {
          case 0 -> runFile();
          case 1 -> otherTools();
          default -> commandLine();
        }
      }
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** What went wrong, one text each. */
  List<String> failures() {
    return failures;
  }

  /** How many ended how, e.g. {@code run file: exit code 65}. */
  Map<String, Integer> ends() {
    return ends;
  }

  private void runFile() throws IOException {
    Path file = Files.write(folder.resolve("run.json"), mutator.mutate(run, run));
    String format = mutator.any(List.of("text", "md", "csv", "json", "html"));
    boolean report = mutator.below(2) == 0;
    Path good = Files.write(folder.resolve("good.json"), run);
    judge(
        "run file",
        report
            ? List.of("report", file.toString(), "--format", format)
            : List.of("compare", "--fail-on=worse", good.toString(), file.toString()));
  }

  private void otherTools() throws IOException {
    byte[] base = mutator.any(foreign);
    Path a = Files.write(folder.resolve("a"), base);
    Path b = Files.write(folder.resolve("b"), mutator.mutate(base, mutator.any(foreign)));
    String format = mutator.any(List.of("text", "md", "csv", "json"));
    judge(
        "other tool",
        List.of("compare", a.toString(), b.toString(), "--fail-on=worse", "--format", format));
  }

  private void commandLine() throws IOException {
    List<String> words = List.of(mutator.mutate(mutator.any(LINES), WORDS));
    Files.write(folder.resolve("A"), foreign.get(mutator.below(foreign.size())));
    judge("command line", words.stream().map(this::inFolder).toList());
  }

  private String inFolder(String word) {
    return switch (word) {
      case "RUN" -> folder.resolve("good.json").toString();
      case "A", "B", "C" -> folder.resolve("A").toString();
      default -> word;
    };
  }

  private void judge(String kind, List<String> arguments) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(new PlainOutput(err), true, StandardCharsets.UTF_8));
    Future<Integer> ending = worker.submit(() -> execute(arguments));
    String problem;
    try {
      int code = ending.get(MOST_SECONDS, TimeUnit.SECONDS);
      ends.merge(kind + ": exit code " + code, 1, Integer::sum);
      problem = problem(code, err.toString(StandardCharsets.UTF_8));
    } catch (TimeoutException e) {
      problem = "no end within " + MOST_SECONDS + " s";
    } catch (ExecutionException | InterruptedException e) {
      problem = String.valueOf(e.getCause());
    }
    if (!problem.isEmpty()) {
      Path kept = Files.createTempDirectory("mutation");
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.copy(file, kept.resolve(file.getFileName()));
        }
      }
      failures.add(kind + " " + arguments + " (files in " + kept + "): " + problem);
    }
  }

  /** What is wrong with an end; empty if nothing is. */
  static String problem(int code, String err) {
    boolean lineExpected = code > 3;
    boolean control = err.strip().chars().anyMatch(Character::isISOControl);
    if (!EXPECTED.contains(code)) {
      return "exit code " + code + ": " + err;
    }
    return err.isEmpty() != lineExpected && !control ? "" : "exit code " + code + ", said: " + err;
  }

  private static int execute(List<String> arguments) {
    // what a user has measured in this folder is none of a mutation's
    NewestRuns none = new NewestRuns(Path.of("target", "no-runs"));
    CommandLine commands = Commands.line(false, List.of(), RunFile::read, none);
    commands.setOut(new PrintWriter(Writer.nullWriter()));
    String first = arguments.isEmpty() ? "" : arguments.get(0);
    boolean harmless = Set.of("compare", "report").contains(first);
    if (harmless && arguments.stream().noneMatch(a -> a.startsWith("-o"))) {
      return commands.execute(arguments.toArray(String[]::new));
    }
    try {
      if (Commands.NAMES.contains(first)) {
        commands.parseArgs(arguments.toArray(String[]::new));
        return ExitCode.OK;
      }
      PlanReader.of(
          new CommandLineOptions(arguments.toArray(String[]::new)),
          arguments,
          Settings.of(new Properties()),
          h -> true,
          Commands.NAMES);
      return ExitCode.OK;
    } catch (CommandLineOptionException | CommandLine.ParameterException e) {
      return Failures.report(UserException.usage(e.getMessage()), System.err, false);
    } catch (RuntimeException e) {
      return Failures.report(e, System.err, false);
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }

  /**
   * Arguments: how many mutations, the seed, and how many of them besides through the jar itself.
   */
  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[0]);
    long seed = Long.parseLong(args[1]);
    int throughJar = Integer.parseInt(args[2]);
    Path folder = Files.createTempDirectory("mutations");
    long started = System.nanoTime();
    try (Mutations mutations = new Mutations(seed, folder)) {
      mutations.run(count);
      mutations.ends().forEach((end, n) -> System.out.println(n + " " + end));
      for (int i = 0; i < throughJar; i++) {
        mutations.jar();
      }
      mutations.failures().forEach(System.out::println);
      System.out.printf(
          Locale.ROOT,
          "%d mutations of seed %d and %d through the jar in %.0f s, %d of them ended badly%n",
          count,
          seed,
          throughJar,
          (System.nanoTime() - started) / 1e9,
          mutations.failures().size());
      System.exit(mutations.failures().isEmpty() ? 0 : 1);
    }
  }

  private void jar() throws IOException, InterruptedException {
    boolean ofRun = mutator.below(2) == 0;
    byte[] original = ofRun ? run : mutator.any(foreign);
    Path a = Files.write(folder.resolve("a"), original);
    Path b = Files.write(folder.resolve("b"), mutator.mutate(original, mutator.any(foreign)));
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(
                Command.JAVA,
                "-XX:-UsePerfData",
                "-jar",
                "target/benchmarks.jar",
                "compare",
                "--fail-on=worse",
                a.toString(),
                b.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(2 * MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      failures.add("through the jar: no end");
      return;
    }
    String problem = problem(process.exitValue(), Files.readString(err));
    if (!problem.isEmpty()) {
      failures.add("through the jar: " + problem);
    }
  }
}
