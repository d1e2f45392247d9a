package org.hookbench.tool.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.Suggest;
import org.hookbench.tool.cli.run.JmhOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One screen with the commands, or all of one command. */
@Command(
    name = "help",
    mixinStandardHelpOptions = true,
    description = "Lists the commands, or says all of one.")
final class HelpCommand implements Callable<Integer> {
  private static final String JMH = "jmh";

  /** The launcher prints this very file where nothing is built yet. */
  private static final String SCREEN = "help.txt";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..1",
      description = "The command; jmh for the options of JMH.")
  private @Nullable String topic;

  @Override
  public Integer call() {
    String wanted = topic;
    if (wanted == null) {
      System.out.print(screen());
    } else if (wanted.equals(JMH)) {
      JmhOptions.printHelp();
    } else {
      CommandLine command = spec.root().subcommands().get(wanted);
      if (command == null) {
        Set<String> known = new TreeSet<>(spec.root().subcommands().keySet());
        known.add(JMH);
        throw Suggest.unknown("command", wanted, known);
      }
      command.usage(System.out);
    }
    return ExitCode.OK;
  }

  /** The screen with the commands. */
  static String screen() {
    try (InputStream in =
        Objects.requireNonNull(HelpCommand.class.getResourceAsStream(SCREEN), SCREEN)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
