package org.hookbench.tool.cli.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Plan;
import org.hookbench.framework.experiment.PlannedCase;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.terminal.Terminal;

/** Says what a run will do to a device that has a peer, and goes on only where the user agrees. */
final class DeviceConsent {
  private DeviceConsent() {}

  /**
   * Asks, once for each such device.
   *
   * @param given whether the user has agreed beforehand
   * @throws UserException where she does not, or nobody can be asked
   */
  static void require(Plan plan, boolean given, PrintStream terminal) {
    List<String> lines = plan.planned().stream().flatMap(c -> line(c).stream()).distinct().toList();
    if (lines.isEmpty()) {
      return;
    }
    lines.forEach(terminal::println);
    if (given) {
      return;
    }
    if (!Terminal.canAsk()) {
      throw UserException.usage(
          "nobody can be asked whether that is right; with --yes or -Dhookbench.yes=true it is"
              + " done without asking");
    }
    terminal.print("Go on? [y/N] ");
    terminal.flush();
    if (!answer().strip().toLowerCase(java.util.Locale.ROOT).startsWith("y")) {
      throw UserException.usage("nothing was attached");
    }
  }

  private static String answer() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      return "";
    }
  }

  private static Optional<String> line(PlannedCase c) {
    return c.link()
        .peer()
        .map(
            peer -> {
              String hooks =
                  c.arms().stream()
                      .map(Arm::hook)
                      .map(Object::toString)
                      .filter(hook -> !hook.equals(Hooks.none().name()))
                      .distinct()
                      .collect(Collectors.joining(", "));
              String device = c.link().link().substring(c.link().link().indexOf(':') + 1);
              return "Attaches and detaches programs at "
                  + device
                  + " ("
                  + hooks
                  + "), by turns, and exchanges traffic with peer="
                  + peer
                  + (hooks.contains("xdpdrv")
                      ? "; native XDP may reset the device's queues, which interrupts all traffic"
                          + " of it."
                      : ".");
            });
  }
}
