package org.hookbench.tool.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish, which picocli has no generator for. Source: fish's complete(1). */
final class FishCompletion {
  private static final String COMPLETE = "complete -c hookbench ";

  private FishCompletion() {}

  /** The script, of a command line whose root has the options of a run. */
  static String of(CommandLine commands) {
    List<String> lines = new ArrayList<>();
    String words = String.join(" ", commands.getSubcommands().keySet());
    String none = "not __fish_seen_subcommand_from " + words;
    commands
        .getSubcommands()
        .forEach((name, command) -> lines.add(word(none, name, command.getCommandSpec())));
    options(lines, none, commands.getCommandSpec());
    commands
        .getSubcommands()
        .forEach(
            (name, command) -> {
              String within = "__fish_seen_subcommand_from " + name;
              options(lines, within, command.getCommandSpec());
              command
                  .getSubcommands()
                  .forEach(
                      (own, nested) -> {
                        lines.add(word(within, own, nested.getCommandSpec()));
                        options(lines, within, nested.getCommandSpec());
                      });
            });
    return String.join("\n", lines) + "\n";
  }

  private static String word(String where, String name, CommandSpec command) {
    return COMPLETE
        + "-f -n "
        + quoted(where)
        + " -a "
        + name
        + description(command.usageMessage().description());
  }

  private static void options(List<String> lines, String where, CommandSpec command) {
    for (OptionSpec option : command.options()) {
      StringBuilder line = new StringBuilder(COMPLETE).append("-n ").append(quoted(where));
      for (String name : option.names()) {
        line.append(' ').append(kind(name)).append(' ').append(name.replaceFirst("^-+", ""));
      }
      if (option.arity().min() > 0) {
        line.append(" -r");
      }
      if (option.completionCandidates() != null) {
        line.append(" -f -a ").append(quoted(String.join(" ", option.completionCandidates())));
      }
      lines.add(line.append(description(option.description())).toString());
    }
  }

  private static String kind(String name) {
    if (name.startsWith("--")) {
      return "-l";
    }
    return name.length() == 2 ? "-s" : "-o";
  }

  private static String description(String[] words) {
    String all = String.join(" ", words).replace("%%", "%").strip();
    return all.isEmpty() ? "" : " -d " + quoted(all);
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
