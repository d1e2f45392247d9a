package org.hookbench.tool.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hookbench.framework.experiment.Plan;
import org.hookbench.testing.DocumentedCommands;
import org.hookbench.tool.cli.plan.PlanReader;
import org.hookbench.tool.cli.plan.SettingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine;

/**
 * Every command that a document shows: HookBench understands its own, and the others are run by a
 * test or a script that is named here.
 */
class DocumentedCommandsTest {
  /** By what a command of another program is run, by the beginning of its text. */
  private static final Map<String, String> OTHERS = new LinkedHashMap<>();

  static {
    // makes the pages, but not by Maven
    OTHERS.put("mvn -Psite", "src/test/java/org/hookbench/site/SiteTest.java");
    OTHERS.put("mvn -Ppackages", "src/test/reproducible.sh");
    OTHERS.put("sudo apt install ./hookbench.deb", "src/test/packages.sh");
    // unpacks the image and starts its command, without Podman
    OTHERS.put("podman", "src/test/packages.sh");
    OTHERS.put(
        "mvn -Dmaven.test.skip=true install",
        "src/test/java/org/hookbench/run/OwnBenchmarkIT.java");
    OTHERS.put("mvn package", "src/test/java/org/hookbench/run/OwnBenchmarkIT.java");
    OTHERS.put("cp -r src/examples", "src/test/java/org/hookbench/run/OwnBenchmarkIT.java");
    OTHERS.put(
        "java -cp target/benchmarks.jar", "src/test/java/org/hookbench/run/OwnBenchmarkIT.java");
    OTHERS.put(
        "java -cp benchmarks.jar:classes", "src/test/java/org/hookbench/run/PlainJmhIT.java");
    OTHERS.put("clang", "src/test/java/org/hookbench/run/WholeManualIT.java");
    OTHERS.put("sudo ip ", "src/test/java/org/hookbench/run/ExistingDevicesIT.java");
    OTHERS.put("ansible-playbook", "src/test/deploy.sh");
    OTHERS.put("kubectl", "src/test/deploy.sh");
    OTHERS.put("sed '1,/^--- run.json.gz$/d' log", "src/test/deploy.sh");
    OTHERS.put("src/test/kernels/run", "src/test/kernels/run");
  }

  static Stream<DocumentedCommands.Shown> ours() throws IOException {
    return DocumentedCommands.all().stream().filter(DocumentedCommands.Shown::isOneOfMany);
  }

  @Test
  void thereAreMany() throws IOException {
    assertTrue(ours().count() > 40, DocumentedCommands.all().toString());
  }

  @ParameterizedTest
  @MethodSource("ours")
  void isUnderstood(DocumentedCommands.Shown shown) throws Exception {
    List<String> arguments = new ArrayList<>(shown.arguments());
    if (arguments.isEmpty() || !Commands.NAMES.contains(arguments.get(0))) {
      arguments.add(0, Commands.RUN);
    }
    CommandLine line = Commands.line(false, List.of());
    CommandLine.ParseResult parsed = line.parseArgs(arguments.toArray(String[]::new));
    assertTrue(parsed.hasSubcommand(), shown.toString());
    if (arguments.get(0).equals(Commands.RUN)) {
      assertTrue(plan(parsed.subcommand()).cases().size() > 0, shown.toString());
    } else {
      assertEquals(List.of(), parsed.subcommand().unmatched(), shown.toString());
    }
  }

  /** What the command would measure. */
  private static Plan plan(CommandLine.ParseResult run) throws Exception {
    List<String> ofJmh = run.unmatched();
    SettingOptions settings =
        run.commandSpec().mixins().values().stream()
            .map(m -> m.userObject())
            .filter(SettingOptions.class::isInstance)
            .map(SettingOptions.class::cast)
            .findFirst()
            .orElseThrow();
    return PlanReader.of(
        new CommandLineOptions(ofJmh.toArray(String[]::new)),
        ofJmh,
        settings.read(new Properties()),
        hook -> true,
        Set.copyOf(Commands.NAMES));
  }

  @Test
  void thoseOfOthersAreRunSomewhere() throws IOException {
    List<String> unknown = new ArrayList<>();
    Set<String> used = new TreeSet<>();
    for (DocumentedCommands.Shown shown : DocumentedCommands.all()) {
      if (!shown.isOurs()) {
        OTHERS.keySet().stream()
            .filter(shown.text()::startsWith)
            .findFirst()
            .ifPresentOrElse(used::add, () -> unknown.add(shown.toString()));
      }
    }
    assertEquals(List.of(), unknown);
    assertEquals(new TreeSet<>(OTHERS.keySet()), used, "in no document any more");
    for (String where : OTHERS.values()) {
      assertTrue(Files.exists(Path.of(where)), where);
    }
  }
}
