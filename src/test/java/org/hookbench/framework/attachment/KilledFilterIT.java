package org.hookbench.framework.attachment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.ProgramChoice;
import org.hookbench.framework.hook.Target;
import org.hookbench.kernel.bpf.LoadedProgram;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.netlink.IngressQdisc;
import org.hookbench.kernel.netlink.TrafficControl;
import org.hookbench.kernel.netlink.VethOptions;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.testing.Command;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.VethPair;
import org.junit.jupiter.api.Test;

/**
 * A process that is killed while it attaches and detaches filters of tc leaves a filter that is
 * known to be its own, or nothing: never clsact without a filter. The process does nothing else, so
 * that a kill mostly falls into one of both.
 */
@KernelTest
class KilledFilterIT {
  private static final int KILLS = 4;
  private static final int LONGEST_MILLIS = 50;
  private static final int PATIENCE_SECONDS = 20;

  @Test
  void leavesNoClsactThatNobodyOwns() throws Exception {
    Random random = new Random();
    try (VethPair pair = new VethPair(VethOptions.DEFAULT)) {
      for (int i = 0; i < KILLS; i++) {
        Process attacher = start(pair);
        try (BufferedReader out = attacher.inputReader()) {
          assertEquals("begins", out.readLine());
          Thread.sleep(random.nextInt(LONGEST_MILLIS));
          assertTrue(attacher.isAlive(), "attaches until it is killed");
          attacher.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } finally {
          attacher.destroyForcibly();
        }
        boolean left = qdisc(pair).isPresent();
        List<String> takenOff = RunAttachments.sweep(pair.right());
        assertEquals(left ? 1 : 0, takenOff.size(), takenOff::toString);
        assertEquals(Optional.empty(), qdisc(pair));
      }
    }
  }

  private static Optional<IngressQdisc> qdisc(VethPair pair) {
    return pair.right()
        .call(
            () -> {
              try (TrafficControl tc = TrafficControl.open()) {
                return tc.qdisc(pair.rightIndex());
              }
            });
  }

  private static Process start(VethPair pair) throws Exception {
    String namespace = "/proc/" + ProcessHandle.current().pid() + "/fd/" + pair.right().fd();
    return new ProcessBuilder(
            Command.JAVA,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Attacher.class.getName(),
            namespace,
            Integer.toString(pair.rightIndex()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Attaches and detaches until it is killed. */
  static final class Attacher {
    private Attacher() {}

    public static void main(String[] place) {
      Hook hook = Hooks.required("tc");
      try (NetNs namespace = NetNs.at(Path.of(place[0]));
          LoadedProgram program = ProgramChoice.load(ProgramSpec.parse("pass"), hook)) {
        Target target = new Target(namespace, VethPair.RIGHT_NAME, Integer.parseInt(place[1]));
        namespace.run(
            () -> {
              RunAttachments.attach(hook, target, program.program()).close();
              System.out.println("begins");
              while (true) {
                RunAttachments.attach(hook, target, program.program()).close();
              }
            });
      }
    }
  }
}
