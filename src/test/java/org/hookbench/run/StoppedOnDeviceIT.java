package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netlink.TrafficControl;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.NeedsCommands;
import org.hookbench.testing.TargetFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs at tc on devices that are not HookBench's, stopped while the filter is there, which does not
 * end with the process.
 */
@KernelTest
@NeedsCommands({"ip", "nsenter"})
@Tag(JarRun.NEEDED)
class StoppedOnDeviceIT {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final String RECEIVER = "v1";

  private static final String DEVICES =
      """
      set -e
      mount -t tmpfs none /run
      ip netns add a
      ip netns add b
      ip -n a link add v0 type veth peer name v1 netns b
      ip -n a addr add 198.18.3.1/24 dev v0
      ip -n b addr add 198.18.3.2/24 dev v1
      ip -n a link set v0 up
      ip -n b link set v1 up
      # the carrier comes a moment later
      until ip -n b link show v1 | grep -q LOWER_UP; do sleep 0.1; done
      exec "$@"
      """;

  @TempDir(factory = TargetFolder.class)
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"TERM host", "INT host", "KILL fork", "device down"})
  void nothingIsLeftAtTheDevice(String how) throws Exception {
    try (JarRun run = start()) {
      ProcessHandle fork = run.fork();
      try (NetNs sender = namespace(run, "a");
          NetNs receiver = namespace(run, "b")) {
        stopWithFilter(fork, receiver);
        switch (how) {
          case "device down" -> setDown(sender);
          case "KILL fork" -> signal("KILL", fork);
          default -> signal(how.split(" ")[0], run.host());
        }
        signal("CONT", fork);
        JarRun.Outcome outcome = run.await();
        assertTrue(outcome.exitCode() > 0, outcome.toString());
        requireNothingLeft(receiver, outcome);
      }
    }
  }

  /** Before the first fork the host itself tries out whether the hooks can be attached. */
  @Test
  void interruptedTrialLeavesNothing() throws Exception {
    try (JarRun run = start()) {
      ProcessHandle host = run.host();
      // the device goes when the namespace of its other end does
      try (NetNs sender = namespace(run, "a");
          NetNs receiver = namespace(run, "b")) {
        stopWithFilter(host, receiver);
        signal("INT", host);
        signal("CONT", host);
        JarRun.Outcome outcome = run.await();
        assertEquals(130, outcome.exitCode(), outcome.toString());
        assertEquals("", outcome.out());
        requireNothingLeft(receiver, outcome);
      }
    }
  }

  private JarRun start() throws Exception {
    String arguments = "UdpPackets -f 2 -i 500 -wi 1 -p hook=tc -p link=netns:a/v0,b/" + RECEIVER;
    return JarRun.startThrough(folder, List.of("sh", "-c", DEVICES, "sh"), arguments.split(" "));
  }

  private static NetNs namespace(JarRun run, String name) throws Exception {
    return NetNs.at(Path.of("/proc/" + run.host().pid() + "/root/run/netns/" + name));
  }

  private static void requireNothingLeft(NetNs receiver, JarRun.Outcome outcome) {
    assertEquals("", outcome.leftRunning());
    assertEquals(0, filters(receiver), outcome.toString());
    assertTrue(hasNoQdisc(receiver), outcome.toString());
  }

  /** Stops the process that attaches the filter while it is there. */
  private static void stopWithFilter(ProcessHandle process, NetNs receiver) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      while (filters(receiver) == 0) {
        assertTrue(System.nanoTime() - deadline < 0, "no filter came to the device");
        assertTrue(process.isAlive(), "the process has ended");
        Thread.sleep(1);
      }
      signal("STOP", process);
      // a call that has begun comes to its end
      Thread.sleep(100);
      if (filters(receiver) > 0) {
        return;
      }
      signal("CONT", process);
    }
  }

  private static int filters(NetNs namespace) {
    return atReceiver(namespace, (tc, ifindex) -> tc.filters(ifindex).size());
  }

  private static boolean hasNoQdisc(NetNs namespace) {
    return atReceiver(namespace, (tc, ifindex) -> tc.qdisc(ifindex).isEmpty());
  }

  private static <T> T atReceiver(NetNs namespace, BiFunction<TrafficControl, Integer, T> look) {
    return namespace.call(
        () -> {
          try (Rtnl rtnl = Rtnl.open();
              TrafficControl tc = TrafficControl.open()) {
            return look.apply(tc, rtnl.ifindex(RECEIVER));
          }
        });
  }

  private static void setDown(NetNs namespace) throws Exception {
    String file = "/proc/" + ProcessHandle.current().pid() + "/fd/" + namespace.fd();
    List<String> down = List.of("nsenter", "--net=" + file, "ip", "link", "set", "v0", "down");
    assertEquals(0, new ProcessBuilder(down).start().waitFor());
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    new ProcessBuilder("kill", "-s", name, Long.toString(process.pid())).start().waitFor();
  }
}
