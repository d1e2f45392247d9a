package org.hookbench.tool.cli.error;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hookbench.kernel.sys.Reexec;

/**
 * Arguments that are lost before {@code main}: a JVM decodes them, and the names of files, by its
 * locale, which is ASCII where {@code LANG} is unset, as in a container or under cron. Such a name
 * can't be opened by Java, whatever the program does. Source: proc(5), cmdline.
 */
public final class UnreadableNames {
  private static final char LOST = '\uFFFD';
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
  private static final Path FOLDER = Path.of("/proc/self/cwd");
  private static final String SETTING = "-Dhookbench.";

  private UnreadableNames() {}

  /**
   * Looks at the command line that the kernel has, and at the working directory.
   *
   * @throws UserException naming the first argument that the locale can't express
   */
  public static void refuse(String[] args) {
    Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    Optional<String> problem = problem(args, names, read(COMMAND_LINE), folder());
    if (problem.isPresent()) {
      throw UserException.usage(problem.get());
    }
  }

  /**
   * What is wrong, in words.
   *
   * @param args as {@code main} got them
   * @param names how the JVM decodes names
   * @param commandLine the bytes of the whole command line, each argument ended by a 0; empty where
   *     they can't be read
   * @param folder the working directory as the JVM decodes it
   */
  static Optional<String> problem(String[] args, Charset names, byte[] commandLine, String folder) {
    List<byte[]> all = Reexec.strings(commandLine);
    int first = all.size() - args.length;
    for (int i = 0; i < all.size(); i++) {
      byte[] bytes = all.get(i);
      boolean ours = i >= first || new String(bytes, StandardCharsets.US_ASCII).startsWith(SETTING);
      if (ours && !isText(bytes, names)) {
        return Optional.of(words("the argument " + escaped(bytes), bytes, names));
      }
    }
    for (String a : args) {
      if (all.isEmpty() && a.indexOf(LOST) >= 0) {
        return Optional.of(words("the argument '" + a + "'", new byte[0], names));
      }
    }
    return folder.indexOf(LOST) >= 0 && args.length > 0 && needsFolder(args[0])
        ? Optional.of(words("the name of the working directory", new byte[0], names))
        : Optional.empty();
  }

  /** Whether results may be written there, or relative names be made absolute. */
  private static boolean needsFolder(String first) {
    return switch (first) {
      case "doctor", "hooks", "programs", "show", "detach", "completion", "help", "--help", "-h" ->
          false;
      case "version", "--version", "-V" -> false;
      default -> true;
    };
  }

  private static String words(String what, byte[] bytes, Charset names) {
    boolean readable =
        isText(bytes, StandardCharsets.UTF_8) && !names.equals(StandardCharsets.UTF_8);
    return what
        + " can't be read in this locale, whose encoding is "
        + names.name()
        + (readable ? "; set LC_ALL=C.UTF-8" : "; a file of another name, or a link, can be");
  }

  private static boolean isText(byte[] bytes, Charset names) {
    try {
      String text = names.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.indexOf(LOST) < 0 || names.equals(StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** In quotes, with each byte that is not printable ASCII as {@code \xc3}. */
  private static String escaped(byte[] bytes) {
    StringBuilder text = new StringBuilder("'");
    for (byte b : bytes) {
      if (b >= ' ' && b < 0x7f) {
        text.append((char) b);
      } else {
        text.append(String.format(Locale.ROOT, "\\x%02x", b & 0xff));
      }
    }
    return text.append('\'').toString();
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      return new byte[0]; // no /proc: the arguments alone must do
    }
  }

  private static String folder() {
    try {
      return Files.readSymbolicLink(FOLDER).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
