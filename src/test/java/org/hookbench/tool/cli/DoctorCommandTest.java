package org.hookbench.tool.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.machine.DoctorCommand;
import org.hookbench.tool.doctor.Machine;
import org.hookbench.tool.doctor.RecordedMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DoctorCommandTest {
  private final StringWriter out = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "vm, 0, 'HookBench can measure here: blocked 0, warnings 2'",
    "hpet-vm, 0, 'HookBench can measure here: blocked 0, '",
    "server, 69, 'HookBench can''t measure here: blocked 2, '"
  })
  void exitCodeSaysWhetherSomethingIsBlocked(String name, int code, String summary) {
    assertEquals(code, run(RecordedMachine.named(name).machine()));
    assertTrue(out.toString().contains("\n" + summary), out.toString());
  }

  @Test
  void jsonIsTheSameFindings() {
    assertEquals(ExitCode.UNAVAILABLE, run(RecordedMachine.named("server").machine(), "--json"));
    assertTrue(out.toString().startsWith("{\n  \"format\" : \"hookbench-doctor\""), out.toString());
    assertTrue(out.toString().contains("\"blocked\" : 2"), out.toString());
  }

  @Test
  void isASubcommand() {
    assertTrue(Commands.NAMES.contains("doctor"));
    assertTrue(HelpCommand.screen().contains("doctor"));
  }

  private int run(Machine machine, String... arguments) {
    return new CommandLine(new DoctorCommand(machine))
        .setOut(new PrintWriter(out))
        .execute(arguments);
  }
}
