package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hookbench.run.Steps.Step;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.NeedsCommands;
import org.hookbench.testing.TargetFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run against a peer in another namespace, with the commands of the manual. */
@KernelTest
@NeedsCommands({"iperf3", "timeout"})
@Tag(JarRun.NEEDED)
class TwoHostsIT {
  private static final String STATE =
      "{ ip -n a addr | grep -v -e inet6 -e valid_lft; ip -n a route; nsenter --net=/run/netns/a tc qdisc; }";

  @TempDir(factory = TargetFolder.class)
  Path folder;

  @Test
  void theManualsCommandsMeasureAndLeaveAllAsItWas() throws Exception {
    List<String> commands = new ArrayList<>(ofTheManual());
    String run = commands.remove(commands.size() - 1);
    String peer = commands.remove(commands.size() - 1);
    int made = commands.size();
    String few = " -f 1 -i 2 -wi 1";
    commands.addAll(
        List.of(
            "{ "
                + peer.replace(" &", " >peer.log 2>&1 &")
                + " echo $! >peer.pid; sleep 2; "
                + STATE
                + "; }",
            run + few,
            STATE,
            run + few + " -p rate=20k UdpPackets",
            run.replace(" --yes", "") + few,
            run.replace("--peer-key peer.key ", "") + few,
            run.replace("4711", "4712") + few,
            "{ ip netns exec b timeout 25 iperf3 -s >iperf3.log 2>&1 & sleep 0.5; "
                + "HB -p link=dev:a/v0 -p peer=iperf3:10.9.0.2 -p hook=xdpdrv,tc --yes TcpStream"
                + few
                + "; }",
            "{ (sleep 5; kill -9 $(cat peer.pid)) & " + run + " -f 1 -i 5000 TcpRoundTrip; }"));
    List<Step> steps = Steps.run(folder, commands);
    for (int i = 0; i < made; i++) {
      assertEquals(0, steps.get(i).exitCode(), steps.get(i).toString());
    }
    Step measured = steps.get(made + 1);
    assertEquals(0, measured.exitCode(), measured.toString());
    for (String workload : List.of("TcpRoundTrip", "TcpStream", "UdpPackets")) {
      assertTrue(measured.out().contains(workload), measured.out());
    }
    assertTrue(
        measured.out().contains("Attaches and detaches programs at a/v0 (tc)"), measured.out());
    assertTrue(
        measured.out().replaceAll("\\s+", " ").contains("by turns on one lane"), measured.out());
    assertEquals(steps.get(made).out(), steps.get(made + 2).out());
    Step rate = steps.get(made + 3);
    assertEquals(0, rate.exitCode(), rate.toString());
    assertTrue(rate.out().contains("UdpPackets"), rate.out());

    requireRefused(steps.get(made + 4), 64, "nobody can be asked");
    requireRefused(steps.get(made + 5), 64, "needs the key");
    requireRefused(steps.get(made + 6), 69, "Connection refused");
    Step iperf3 = steps.get(made + 7);
    assertEquals(0, iperf3.exitCode(), iperf3.toString());
    Step killed = steps.get(made + 8);
    assertEquals(1, killed.exitCode(), killed.toString());
    assertTrue(killed.out().contains("FAILED: TcpRoundTrip"), killed.out());
  }

  private static void requireRefused(Step step, int code, String words) {
    assertEquals(code, step.exitCode(), step.toString());
    String last = step.out().lines().reduce("", (a, b) -> b);
    assertTrue(last.startsWith("hookbench: ") && last.contains(words), step.toString());
  }

  /** The commands of the section, as {@link Steps} has them. */
  private static List<String> ofTheManual() throws Exception {
    String manual = Files.readString(Path.of("docs/two-hosts.md"));
    String section = manual.split("\n## In two namespaces\n")[1].split("\n## ")[0];
    return section
        .lines()
        .filter(l -> l.startsWith("    sudo "))
        .map(l -> l.strip().substring("sudo ".length()))
        .map(l -> l.replace("java -jar target/benchmarks.jar ", "HB "))
        .toList();
  }
}
