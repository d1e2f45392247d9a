package org.hookbench.framework.experiment;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hookbench.ExtensionException;

/** Finds in what a failed fork printed the one line that says why. */
final class FailureText {
  private static final Pattern CAUSE =
      Pattern.compile(
          "^(?:Caused by: |Suppressed: )?(?:[a-z][\\w$]*\\.)+[A-Z][\\w$]*(?:Exception|Error): (.+)$",
          Pattern.MULTILINE);

  /** Names the class that failed, and why; its own cause is only that reason again. */
  private static final Pattern EXTENSION =
      Pattern.compile(
          "^(?:Caused by: |Suppressed: )?"
              + Pattern.quote(ExtensionException.class.getName())
              + ": (.+)$",
          Pattern.MULTILINE);

  private static final Pattern EXIT_CODE =
      Pattern.compile("<forked VM failed with exit code (\\d+)>");
  private static final Pattern STDERR =
      Pattern.compile("<stderr[^>]*>\\s*(\\S[^\\n]*)\\n", Pattern.DOTALL);
  // JMH's fork prints by a stream that it has only after the handshake
  private static final String NO_LINK =
      "\tat org.openjdk.jmh.runner.ForkedMain.hangup(ForkedMain.java";
  private static final int SIGNALLED = 128;

  private FailureText() {}

  static String cause(String output) {
    Matcher extension = EXTENSION.matcher(output);
    if (extension.find()) {
      return extension.group(1);
    }
    String last = null;
    Matcher causes = CAUSE.matcher(output);
    while (causes.find()) {
      last = causes.group(1);
    }
    if (last != null) {
      return last;
    }
    if (output.contains(NO_LINK)) {
      return "its JVM could not set up the link to JMH's host";
    }
    Matcher exit = EXIT_CODE.matcher(output);
    if (exit.find()) {
      int code = Integer.parseInt(exit.group(1));
      if (code > SIGNALLED) {
        return "its JVM was killed by signal " + (code - SIGNALLED);
      }
      Matcher stderr = STDERR.matcher(output);
      boolean said = stderr.find() && !stderr.group(1).startsWith("</");
      return "its JVM ended with exit code " + code + (said ? ": " + stderr.group(1) : "");
    }
    String text = output.strip();
    return text.isEmpty() ? "it printed nothing" : text.lines().reduce((a, b) -> b).orElse(text);
  }
}
