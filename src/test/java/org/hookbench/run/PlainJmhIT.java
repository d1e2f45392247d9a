package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.hookbench.testing.Command;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.Leftovers;
import org.hookbench.testing.OutsideClasses;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark class of docs/plain-jmh.md, under JMH's own main class. */
@KernelTest
@Tag(JarRun.NEEDED)
class PlainJmhIT {
  private static final Path DOCUMENT = Path.of("docs/plain-jmh.md");
  private static final int PATIENCE_SECONDS = 120;

  @TempDir Path folder;

  @Test
  void classOfTheDocumentRunsUnderJmhAndLeavesNothing() throws Exception {
    Leftovers left = Leftovers.since();
    String output = run("-f", "1", "-wi", "1", "-i", "1", "-w", "100ms", "-r", "100ms");
    for (String hook : List.of("none", "tc")) {
      assertTrue(
          Pattern.compile("(?m)^Datagram\\.packet +" + hook + " +pass +avgt +[\\d.]+ +ns/op")
              .matcher(output)
              .find(),
          output);
    }
    assertEquals(
        List.of("runs of the program for a packet: 0", "runs of the program for a packet: 1"),
        Pattern.compile("runs of the program for a packet: \\d+")
            .matcher(output)
            .results()
            .map(MatchResult::group)
            .toList());
    left.awaitNone();
  }

  @Test
  void unknownHookIsToldInWords() throws Exception {
    Leftovers left = Leftovers.since();
    String output = run("-f", "1", "-wi", "0", "-i", "1", "-r", "100ms", "-p", "hook=xdpp");
    assertTrue(output.contains("UsageException: unknown hook 'xdpp'; there are none, tc"), output);
    left.awaitNone();
  }

  private String run(String... options) throws Exception {
    String jar = Path.of(System.getProperty("benchmarks.jar")).toAbsolutePath().toString();
    Path classes = folder.resolve("classes");
    OutsideClasses.compile(OutsideClasses.shownIn(DOCUMENT), jar, classes);
    Path out = folder.resolve("out");
    ProcessBuilder jmh =
        new ProcessBuilder(
                Command.JAVA,
                "-cp",
                jar + File.pathSeparator + classes,
                "org.openjdk.jmh.Main",
                "com.example.Datagram")
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    jmh.command().addAll(List.of(options));
    Process process = jmh.start();
    try {
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "does not end");
      return Files.readString(out);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
