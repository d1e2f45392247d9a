package org.hookbench.tool.cli.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.Design;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.Plan;
import org.hookbench.framework.experiment.PlannedCase;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.testing.BuiltIn;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.plan.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** What would lose a run at its end is refused before it, and nothing is left of the attempt. */
class ResultFilesTest {
  @TempDir Path folder;

  @Test
  void aProgramsNameThatCanNotBeSavedIsRefused() throws IOException {
    refused("a".repeat(1001) + ".o:f", "", 64, "' has 1005 characters, more than 1000: it could");
    refused("a\u001b[2J.o:f", "", 64, "control character");
  }

  @Test
  void aLongestNameIsTaken() throws CommandLineOptionException {
    check("a".repeat(1000), "");
  }

  @Test
  void theFolderOfStacksMustNotBeThere() throws Exception {
    Files.createDirectory(folder.resolve("run-kflame"));
    refused("pass", "-prof kflame", 73, "run-kflame");
    check("pass", "-prof gc");
  }

  @Test
  void aRunThatIsSavedInNoFileHasNoFolderOfStacks() throws Exception {
    Properties properties = new Properties();
    properties.setProperty("hookbench.save", "/dev/null");
    ResultFiles.check(
        options("-prof kflame"), Settings.of(properties), plan("pass"), Optional.empty());
    assertFalse(Files.exists(Path.of("/dev/null-kflame")));
  }

  @Test
  void outputsMustBeDifferentFilesByWhateverName() throws IOException {
    Path link = folder.resolve("link.json");
    Files.createSymbolicLink(link, folder.resolve("run.json"));
    for (String jmh : List.of(folder + "/run.json", folder + "/./run.json", link.toString())) {
      refused("pass", "-rf json -rff " + jmh, 64, "the saved run and JMH's results are one file");
      refused("pass", "-o " + jmh, 64, "the saved run and -o are one file");
    }
    Files.delete(link);
  }

  @Test
  void aFolderThatIsNotThereIsRefused() throws IOException {
    refused("pass", "-rf json -rff " + folder + "/none/r.json", 73, "none");
  }

  private void refused(String program, String options, int exitCode, String message)
      throws IOException {
    List<Path> before = names();
    UserException e = assertThrows(UserException.class, () -> check(program, options));
    assertEquals(exitCode, e.exitCode(), e.getMessage());
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    assertEquals(before, names());
  }

  private void check(String program, String options) throws CommandLineOptionException {
    Properties properties = new Properties();
    properties.setProperty("hookbench.save", folder.resolve("run.json").toString());
    ResultFiles.check(options(options), Settings.of(properties), plan(program), Optional.empty());
  }

  private static CommandLineOptions options(String text) throws CommandLineOptionException {
    return new CommandLineOptions(text.isEmpty() ? new String[0] : text.split(" "));
  }

  private static Plan plan(String program) {
    BenchCase bench =
        BenchCase.of("org.hookbench.bench.UdpPackets.cost", Map.of("payload", "64", "ipv", "4"));
    return new Plan(
        List.of(
            new PlannedCase(
                bench,
                BuiltIn.workload(bench),
                LinkSettings.parse("veth", "on", "auto", "shared", "4", "auto"),
                Arms.parse("tc", program),
                new Measurement(10, 1, 1_000_000))),
        Design.of(6, 1, 1));
  }

  private List<Path> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }
}
