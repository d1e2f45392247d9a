package org.hookbench.tool.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.testing.Runs;
import org.hookbench.tool.cli.error.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GateCommandTest {
  @TempDir Path folder;
  private Path saved;
  private String out;

  @BeforeEach
  void save() throws IOException {
    saved = folder.resolve("run.json");
    RunFile.write(Runs.quick().data(), saved);
  }

  private int gate(String... arguments) {
    StringWriter written = new StringWriter();
    CommandLine line = Commands.line(false, List.of()).setOut(new PrintWriter(written));
    int code =
        line.execute(Stream.concat(Stream.of("gate"), Stream.of(arguments)).toArray(String[]::new));
    out = written.toString();
    return code;
  }

  @Test
  void theExitCodeSaysWhatCameOfTheRules() {
    assertEquals(0, gate(saved.toString(), "> 90%"), out);
    assertTrue(out.endsWith("Gate   passed\n"), out);
    assertEquals(1, gate(saved.toString(), "> 90%", "> 0.0001%"), out);
    assertTrue(out.endsWith("Gate   FAILED: a cost is over its limit\n"), out);
  }

  @Test
  void theFormatIsPicked() {
    assertEquals(0, gate(saved.toString(), "> 90%", "--format", "junit"), out);
    assertTrue(out.startsWith("<?xml"), out);
    assertEquals(0, gate(saved.toString(), "> 90%", "--format", "github"), out);
    assertTrue(out.startsWith("::notice "), out);
  }

  @Test
  void whatIsNoRuleOrForNothingIsAUsersMistake() {
    assertEquals(ExitCode.USAGE, gate(saved.toString(), "tc"));
    assertEquals(ExitCode.USAGE, gate(saved.toString()));
    assertEquals(ExitCode.USAGE, gate(saved.toString(), "netkit > 1%"));
    assertEquals(ExitCode.BAD_DATA, gate(folder.resolve("none.json").toString(), "worse"));
    assertEquals("", out);
  }
}
