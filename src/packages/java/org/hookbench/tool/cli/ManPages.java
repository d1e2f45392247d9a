package org.hookbench.tool.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hookbench.framework.calibration.CalibrationFile;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.run.RunHelp;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.IOptionRenderer;
import picocli.CommandLine.Help.IParameterRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes a manual page in AsciiDoc for each command, from the model that the command line is parsed
 * by: picocli's generator writes what it knows, and what help says beside it is added. Runs while
 * packages are built, and is in none of them.
 */
final class ManPages {
  private static final String SAVED = RunFile.DEFAULT_FOLDER + "/";
  private static final String LITERAL = "....";

  /** What a command does, without what follows of its objects. */
  private static final Pattern PURPOSE =
      Pattern.compile("(.+?)(?:[.:;](?:\\s.*)?|,? (?:\\(|such as ).*)?");

  /** The generator puts a comma between a short option and its value. */
  private static final Pattern SHORT_OPTION = Pattern.compile("(?m)^(\\*-\\w\\*), (_|::)");

  private static final Pattern COMMAND = Pattern.compile("xref:(\\S+)\\.adoc\\[[^]]*]::");

  /** Where the description is in a row of what picocli's renderers give. */
  private static final int DESCRIPTION = 4;

  private static final List<String> SAVES = List.of("run", "profile");
  private static final List<String> READS = List.of("report", "gate", "compare", "profile");
  private static final List<String> ATTACHES = List.of("attach", "detach", "show", "clean");

  private final CommandSpec command;

  private ManPages(CommandSpec command) {
    this.command = command;
  }

  /**
   * Writes the pages.
   *
   * @param args the folder that they go to, and the time of the build, such as {@code
   *     2026-11-26T00:00:00Z}
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    String day = args[1].substring(0, args[1].indexOf('T'));
    CommandSpec root = Commands.line(false, List.of()).getCommandSpec();
    CommandSpec run = root.subcommands().get(Commands.RUN).getCommandSpec();
    root.version(run.version());
    root.usageMessage()
        .customSynopsis(
            run.usageMessage().customSynopsis()[0], "hookbench COMMAND [OPTION...] [ARGUMENT...]");
    withSubcommands(root).forEach(ManPages::adapt);
    for (CommandSpec command : withSubcommands(root).toList()) {
      Files.writeString(
          folder.resolve(command.qualifiedName("-") + ".adoc"),
          ":docdate: " + day + "\n" + new ManPages(command).page());
    }
  }

  private static Stream<CommandSpec> withSubcommands(CommandSpec of) {
    return Stream.concat(
        Stream.of(of),
        of.subcommands().values().stream().flatMap(c -> withSubcommands(c.getCommandSpec())));
  }

  /** Makes the generator write words as they are, whatever they would mean in AsciiDoc. */
  private static void adapt(CommandSpec command) {
    command.commandLine().setHelpFactory(LiteralHelp::new);
    UsageMessageSpec usage = command.usageMessage();
    String words = String.format(String.join(" ", usage.description())).strip();
    Matcher purpose = PURPOSE.matcher(words);
    usage.header((purpose.matches() ? purpose.group(1) : words).replace("%", "%%"));
    usage.description(
        Arrays.stream(usage.description()).map(ManPages::literal).toArray(String[]::new));
    usage.exitCodeListHeading("Exit status");
    Map<String, String> codes = new LinkedHashMap<>();
    ExitCode.all().forEach(m -> codes.put(m.text(), literal(m.when())));
    usage.exitCodeList(codes);
  }

  private static String literal(String words) {
    return words.isBlank() ? words : "pass:c[" + words.replace("]", "\\]") + "]";
  }

  private String page() {
    boolean isRoot = command.parent() == null;
    boolean isRun = command.name().equals(Commands.RUN);
    String generated = generated(command);
    StringBuilder page = new StringBuilder();
    for (String part : List.of("header", "name", "synopsis", "description")) {
      page.append(section(generated, part));
    }
    if (isRoot) {
      page.append(block("Overview", HelpCommand.screen()));
    }
    page.append(COMMAND.matcher(section(generated, "commands")).replaceAll("*$1*(1)::"));
    page.append(section(generated, "arguments")).append(options(generated));
    if (isRun) {
      CommandSpec ofJmh = RunHelp.ofJmh().setHelpFactory(LiteralHelp::new).getCommandSpec();
      page.append(options(generated(ofJmh)).replaceFirst("== Options", "== Options of JMH"));
      page.append(block("Parameters", RunHelp.parameters()));
    }
    String footer = String.format(String.join("%n", command.usageMessage().footer()));
    if (!footer.isBlank()) {
      page.append(block("Notes", footer));
    }
    page.append(section(generated, "exit-status"));
    if (isRoot) {
      page.append("== Environment\n\n*JAVA_HOME*::\n").append("  ");
      page.append(
          literal(
              "The Java that runs HookBench, where it is 17 or newer. Else the one on PATH is taken,"
                  + " else the newest in /usr/lib/jvm."));
      page.append("\n\n");
    }
    page.append("== Files\n\n");
    files(command)
        .forEach((file, words) -> page.append(literal(file) + "::\n  " + literal(words) + "\n\n"));
    return page.append("== See also\n\n").append(seeAlso()).append('\n').toString();
  }

  private static String generated(CommandSpec command) {
    StringWriter text = new StringWriter();
    ManPageGenerator.writeSingleManPage(new PrintWriter(text), command);
    return text.toString().replace(":manmanual: Hookbench", ":manmanual: HookBench");
  }

  /** What the generator wrote between the tags of a section. */
  private static String section(String generated, String name) {
    String tag = "::picocli-generated-man-section-" + name + "[]\n";
    int from = generated.indexOf("// tag" + tag) + ("// tag" + tag).length();
    return generated.substring(from, generated.indexOf("// end" + tag, from));
  }

  private static String options(String generated) {
    return SHORT_OPTION
        .matcher(section(generated, "options"))
        .replaceAll("$1 $2")
        .replace("* ::", "*::");
  }

  /** Lines that stay as they are. */
  private static String block(String heading, String lines) {
    return String.join("\n", "== " + heading, "", LITERAL, lines.strip(), LITERAL, "", "");
  }

  /** What a command reads and writes where no option says otherwise. */
  private static Map<String, String> files(CommandSpec command) {
    Map<String, String> files = new LinkedHashMap<>();
    String name = command.name();
    boolean any = command.parent() == null;
    if (any || SAVES.contains(name)) {
      files.put(SAVED, "In the working directory: where a run is saved, a new file each.");
    }
    if (READS.contains(name)) {
      files.put(
          SAVED + "*.json",
          "Of these, in the working directory, the newest is read where no file is named.");
    }
    if (any || name.equals("calibrate")) {
      files.put(
          CalibrationFile.PATH.toString(), "What calibrate found of this machine; a run reads it.");
    }
    if (any || ATTACHES.contains(name)) {
      files.put(
          "/sys/fs/bpf/hookbench/",
          "Links that keep a program attached, a file each. It is there while it holds one.");
    }
    files.put("/usr/share/hookbench/benchmarks.jar", "The program, as its packages install it.");
    files.put("/usr/share/doc/hookbench/", "The manual, and the licences.");
    return files;
  }

  private String seeAlso() {
    List<String> others =
        withSubcommands(command.root())
            .map(c -> c.qualifiedName("-"))
            .filter(n -> !n.equals(command.qualifiedName("-")))
            .sorted()
            .map(n -> n + "(1)")
            .collect(Collectors.toList());
    others.addAll(List.of("bpftool(8)", "ip-link(8)", "tc-bpf(8)", "bpf(2)"));
    return others.stream()
        .map(n -> n.replaceFirst("(.*)(\\(.\\))", "*$1*$2"))
        .collect(Collectors.joining(",\n"));
  }

  /** picocli's help, with descriptions in one piece each and without a meaning in AsciiDoc. */
  private static final class LiteralHelp extends Help {
    LiteralHelp(CommandSpec command, ColorScheme colors) {
      super(command, colors);
    }

    @Override
    public String synopsis(int headingLength) {
      String[] own = commandSpec().usageMessage().customSynopsis();
      if (own.length == 0) {
        return super.synopsis(headingLength);
      }
      String program = commandSpec().root().name();
      return Arrays.stream(own)
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .map(line -> line.startsWith(program) ? line : program + " " + line)
          .map(ManPages::literal)
          .collect(Collectors.joining(" +\n", "", "\n"));
    }

    @Override
    public IOptionRenderer createDefaultOptionRenderer() {
      IOptionRenderer rows = super.createDefaultOptionRenderer();
      return (option, label, scheme) -> inOne(rows.render(option, label, scheme), scheme);
    }

    @Override
    public IParameterRenderer createDefaultParameterRenderer() {
      IParameterRenderer rows = super.createDefaultParameterRenderer();
      return (parameter, label, scheme) -> inOne(rows.render(parameter, label, scheme), scheme);
    }

    private static Text[][] inOne(Text[][] rows, ColorScheme scheme) {
      String all =
          Arrays.stream(rows).map(r -> r[DESCRIPTION].toString()).collect(Collectors.joining(" "));
      Text[] first = rows[0].clone();
      first[DESCRIPTION] = scheme.text(literal(all.strip()));
      return new Text[][] {first};
    }
  }
}
