package org.hookbench.tool.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
  private static final String EXIT_CODES = "exit-codes";

  /** Columns for words, beside those of the codes. */
  private static final int WORDS = 64;

  /** The launcher prints this very file where nothing is built yet. */
  private static final String SCREEN = "help.txt";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..1",
      description = "A command; jmh: the options of JMH; exit-codes: what they mean.")
  private @Nullable String topic;

  @Override
  public Integer call() {
    String wanted = topic;
    if (wanted == null) {
      System.out.print(screen());
    } else if (wanted.equals(JMH)) {
      JmhOptions.printHelp();
    } else if (wanted.equals(EXIT_CODES)) {
      exitCodes().forEach(System.out::println);
    } else {
      CommandLine command = spec.root().subcommands().get(wanted);
      if (command == null) {
        Set<String> known = new TreeSet<>(spec.root().subcommands().keySet());
        known.addAll(List.of(JMH, EXIT_CODES));
        throw Suggest.unknown("command", wanted, known);
      }
      command.usage(System.out);
    }
    return ExitCode.OK;
  }

  private static List<String> exitCodes() {
    List<String> lines = new ArrayList<>();
    for (ExitCode.Meaning m : ExitCode.all()) {
      String rest = m.when();
      String head = m.text();
      while (!rest.isEmpty()) {
        int cut = rest.length() <= WORDS ? rest.length() : rest.lastIndexOf(' ', WORDS);
        lines.add(String.format("%13s  %s", head, rest.substring(0, cut)));
        rest = rest.substring(cut).strip();
        head = "";
      }
    }
    return lines;
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
