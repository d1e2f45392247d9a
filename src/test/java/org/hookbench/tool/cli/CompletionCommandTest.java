package org.hookbench.tool.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hookbench.tool.cli.CompletionCommand.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
  @TempDir Path folder;

  @Test
  void bashCompletesCommandsOptionsAndValues() throws Exception {
    Path script = Files.writeString(folder.resolve("bash"), CompletionCommand.script(Shell.BASH));
    assertEquals(List.of("report"), completed(script, "rep"));
    assertTrue(completed(script, "").containsAll(Commands.NAMES), "commands");
    assertEquals(List.of("--precision"), completed(script, "--prec"));
    assertEquals(List.of("--precision"), completed(script, "run", "--prec"));
    assertEquals(List.of("--fail-on"), completed(script, "compare", "--fa"));
    assertTrue(completed(script, "report", "--format", "").contains("html"), "formats");
    assertEquals(List.of("report"), completed(script, "fleet", "rep"));
    assertEquals(List.of("--fail-on-change"), completed(script, "history", "--fa"));
    assertTrue(completed(script, "fleet", "report", "--tau", "").contains("REML"), "methods");
    assertTrue(completed(script, "profile", "--hook", "xdp").contains("xdpgeneric"), "hooks");
    assertTrue(completed(script, "-p", "hook=xdp").contains("hook=xdpdrv"), "parameters");
    assertTrue(completed(script, "run", "Udp").contains("UdpPackets"), "workloads");
    assertFalse(completed(script, "doctor", "").contains("--time"), "options of others");
  }

  /** What zsh reads is bash's script behind what makes zsh read it. */
  @Test
  void zshIsToldToReadBashs() {
    String script = CompletionCommand.script(Shell.ZSH);
    assertTrue(script.startsWith("autoload -U +X compinit"), script);
    assertTrue(script.endsWith(CompletionCommand.script(Shell.BASH)), "bash's script");
  }

  @Test
  void fishHasEveryCommandAndOption() {
    List<String> lines = CompletionCommand.script(Shell.FISH).lines().toList();
    for (String command : Commands.NAMES) {
      assertTrue(lines.stream().anyMatch(l -> l.contains(" -a " + command + " -d '")), command);
    }
    assertTrue(
        lines.stream()
            .anyMatch(
                l ->
                    l.startsWith(
                        "complete -c hookbench -n '__fish_seen_subcommand_from compare'"
                            + " -l fail-on -r -d 'Gate: worse,")),
        "compare --fail-on");
    assertTrue(
        lines.stream()
            .anyMatch(
                l ->
                    l.startsWith(
                        "complete -c hookbench -n '__fish_seen_subcommand_from fleet' -l tau")),
        "fleet report --tau");
    assertTrue(lines.stream().anyMatch(l -> l.contains(" -o wi -r ")), "-wi, old style");
    // an odd number of quotes would swallow what follows
    for (String line : lines) {
      assertEquals(0, line.replace("\\'", "").chars().filter(c -> c == '\'').count() % 2, line);
    }
  }

  private static List<String> completed(Path script, String... words)
      throws IOException, InterruptedException {
    StringBuilder all = new StringBuilder("COMP_WORDS=(hookbench");
    for (String word : words) {
      all.append(" '").append(word).append('\'');
    }
    String asked =
        "source "
            + script
            + "; "
            + all
            + "); COMP_CWORD="
            + words.length
            + "; COMP_LINE=\"${COMP_WORDS[*]}\"; COMP_POINT=${#COMP_LINE};"
            + " $(complete -p hookbench | sed 's/.*-F \\([^ ]*\\) .*/\\1/');"
            + " printf '%s\\n' \"${COMPREPLY[@]}\"";
    Process bash =
        new ProcessBuilder("bash", "--norc", "-c", asked)
            .redirectError(ProcessBuilder.Redirect.DISCARD) // compopt is for interactive shells
            .start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    bash.waitFor();
    return out.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
  }
}
