package org.hookbench.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands that the README and the manual show, each in an indented line of its own. */
public final class DocumentedCommands {
  private static final Path PROJECT = Path.of("").toAbsolutePath();

  /** A line of code that is a command; what stands behind a comment's mark is none of it. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "^ {4,}(?:\\$ |- run: )?((?:sudo )?(?:\\./hookbench|hookbench|java|mvn|podman|ip|ssh|apt|clang"
              + "|src/test/\\S+|ansible-playbook|kubectl|cp|sed)(?: .*?)?)(?: {2,}.*)?$");

  private static final Pattern OURS =
      Pattern.compile(
          "(?:sudo )?(?:ip netns exec \\S+ |ssh \\S+ )?"
              + "(?:(?:\\./)?hookbench|java -jar (?:target/)?benchmarks\\.jar)(?: (.*?))?(?: &)?");

  /** What shortens the commands, other than a run, that measure. */
  private static final Map<String, String> SHORT =
      Map.of("profile", " --quick -f 1", "calibrate", " --forks 6");

  /** The launcher's own, which runs all tests, and what OwnBenchmarkIT runs where that class is. */
  private static final Set<String> ELSEWHERE = Set.of("test", "OwnBench");

  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  private DocumentedCommands() {}

  /**
   * One of them.
   *
   * @param document where it stands, such as {@code docs/gate.md}
   * @param text as a user types it, in one line
   */
  public record Shown(String document, String text) {
    /** Whether it is HookBench that is called. */
    public boolean isOurs() {
      return OURS.matcher(text).matches();
    }

    /** Whether it can be run in a folder with the jar, by a test of all commands. */
    public boolean isOneOfMany() {
      return isOurs() && arguments().stream().noneMatch(ELSEWHERE::contains);
    }

    /** The same where it measures, but for as short as it can; nothing else is changed. */
    public Shown shortened() {
      List<String> words = arguments();
      String first = words.isEmpty() ? "" : words.get(0);
      if (!isOurs() || first.matches("[a-z].*") && !SHORT.containsKey(first)) {
        return this;
      }
      String less = text.replaceAll(" --quick| --time \\S+| -(?:f|i|wi) \\d+", "");
      // a run that is saved is of all workloads
      String one = words.contains("--save") && !words.contains("UdpPackets") ? " UdpPackets" : "";
      return new Shown(document, less + SHORT.getOrDefault(first, " -f 1 -i 3 -wi 1") + one);
    }

    /** What follows the program's name, as the shell hands it on. */
    public List<String> arguments() {
      Matcher m = OURS.matcher(text);
      List<String> words = new ArrayList<>();
      if (m.matches() && m.group(1) != null) {
        Matcher word = WORD.matcher(m.group(1));
        while (word.find()) {
          words.add(
              Stream.of(1, 2, 3).map(word::group).filter(Objects::nonNull).findFirst().orElse(""));
        }
      }
      return words;
    }

    @Override
    public String toString() {
      return document + ": " + text;
    }
  }

  /** All of them, in the order of documents and lines. */
  public static List<Shown> all() throws IOException {
    List<Path> documents = new ArrayList<>(List.of(PROJECT.resolve("README.md")));
    try (Stream<Path> docs = Files.list(PROJECT.resolve("docs"))) {
      docs.filter(p -> p.toString().endsWith(".md")).sorted().forEach(documents::add);
    }
    List<Shown> all = new ArrayList<>();
    for (Path document : documents) {
      all.addAll(of(document));
    }
    return all;
  }

  /** Those of one document. */
  public static List<Shown> of(Path document) throws IOException {
    List<Shown> commands = new ArrayList<>();
    String text = Files.readString(document).replaceAll(" *\\\\\n +", " ");
    for (String line : text.lines().toList()) {
      Matcher m = COMMAND.matcher(line);
      if (m.matches()) {
        commands.add(
            new Shown(
                PROJECT.relativize(document.toAbsolutePath()).toString(),
                m.group(1).replaceFirst(" #.*", "").strip()));
      }
    }
    return commands;
  }
}
