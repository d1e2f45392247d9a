package org.hookbench.tool.cli.files;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.CaseProfile;
import org.hookbench.framework.profile.ArmProfile;
import org.hookbench.framework.profile.KernelFlame;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.testing.Runs;
import org.hookbench.testing.Sampled;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.UserException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.format.ResultFormatType;

class ResultWriterTest {
  private static final Pattern ELSEWHERE =
      Pattern.compile("\\S*/hookbench-[-0-9a-f]{36}\\S*?(?=;|$)");

  @TempDir Path folder;
  private final RunResults results = Analysis.of(Runs.quick().data(), OptionalDouble.empty());
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private List<Path> elsewhere = List.of();

  @AfterEach
  void removeWhatLiesElsewhere() throws IOException {
    for (Path path : elsewhere) {
      try (Stream<Path> below = Files.walk(path)) {
        for (Path p : below.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(p);
        }
      }
    }
  }

  @Test
  void everythingGoesWhereItWasToGo() throws IOException {
    Path run = folder.resolve("run.json");
    ResultWriter writer = writer(run, folder.resolve("page.html"));
    assertEquals(Optional.of(run), writer.write(results, List.of(), profiles()));
    assertDoesNotThrow(writer::requireAllInPlace);
    assertEquals(
        List.of(
            "The run is saved in " + run,
            "Folded stacks and flame graphs are in " + folder.resolve("run-kflame"),
            "Comparison and profiles are in " + folder.resolve("page.html")),
        said.toString(StandardCharsets.UTF_8).lines().toList());
    assertEquals(3, RunFile.read(run).cases().size());
    assertTrue(Files.size(folder.resolve("page.html")) > 0);
  }

  /** Whose folder was removed while it was measured. */
  @Test
  void nothingIsLostWithItsFolder() throws IOException {
    Path gone = folder.resolve("gone");
    ResultWriter writer = writer(gone.resolve("run.json"), gone.resolve("page.html"));
    Path saved = writer.write(results, List.of(), profiles()).orElseThrow();
    UserException e = assertThrows(UserException.class, writer::requireAllInPlace);
    elsewhere = ELSEWHERE.matcher(e.getMessage()).results().map(m -> Path.of(m.group())).toList();
    assertEquals(ExitCode.CANT_CREATE, e.exitCode());
    String reason = "no such file or folder";
    Matcher line =
        Pattern.compile(
                Pattern.quote(gone + "/run.json: can't be written: " + reason)
                    + "; the run is saved in (\\S+)"
                    + Pattern.quote("; can't write " + gone + "/page.html: " + reason)
                    + "; comparison and profiles are in (\\S+)")
            .matcher(e.getMessage());
    assertTrue(line.matches(), e.getMessage());
    assertEquals(saved, Path.of(line.group(1)));
    assertEquals(results.run().cases().size(), RunFile.read(saved).cases().size());
    assertTrue(Files.readString(Path.of(line.group(2))).contains("</html>"));
    // beside the run, wherever that is
    Path stacks = Path.of(saved.toString().replace(".json", "-kflame"));
    elsewhere = Stream.concat(elsewhere.stream(), Stream.of(stacks)).toList();
    assertEquals(
        "Folded stacks and flame graphs are in " + stacks,
        said.toString(StandardCharsets.UTF_8).strip());
    assertTrue(Files.exists(stacks.resolve("UdpPackets-64-none.folded")));
  }

  @Test
  void stacksAloneGoElsewhereTooWhereTheirFolderIsTaken() throws IOException {
    Path run = folder.resolve("run.json");
    Files.createDirectories(folder.resolve("run-kflame").resolve("others"));
    ResultWriter writer = writer(run, folder.resolve("page.html"));
    assertEquals(Optional.of(run), writer.write(results, List.of(), profiles()));
    UserException e = assertThrows(UserException.class, writer::requireAllInPlace);
    elsewhere = ELSEWHERE.matcher(e.getMessage()).results().map(m -> Path.of(m.group())).toList();
    assertTrue(
        e.getMessage().startsWith("can't write " + folder + "/run-kflame: "), e.getMessage());
    assertEquals(1, elsewhere.size());
    assertTrue(Files.exists(elsewhere.get(0).resolve("UdpPackets-64-none.folded")));
  }

  private ResultWriter writer(Path run, Path page) {
    return new ResultWriter(
        new ResultFiles(run, Optional.empty(), ResultFormatType.JSON, Optional.of(page)),
        new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  private List<CaseProfile> profiles() {
    CaseData c = results.run().cases().get(2);
    List<ArmProfile> arms =
        Sampled.arms().stream().map(s -> new ArmProfile(List.of(), s, null)).toList();
    return List.of(
        new CaseProfile(c.bench(), c.arms(), c.metric(), Map.of(KernelFlame.NAME, arms)));
  }
}
