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
import org.hookbench.testing.TargetFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run between namespaces that a user made by hand, with the commands of the manual. */
@KernelTest
@Tag(JarRun.NEEDED)
class ExistingDevicesIT {
  private static final String STATE =
      "for n in a b; do ip -n $n addr; ip -n $n route; nsenter --net=/run/netns/$n tc qdisc; done"
          + " | grep -v -e inet6 -e valid_lft";

  @TempDir(factory = TargetFolder.class)
  Path folder;

  @Test
  void theManualsCommandsMeasureAndLeaveAllAsItWas() throws Exception {
    List<String> commands = new ArrayList<>(ofTheManual());
    String run = commands.remove(commands.size() - 2);
    String clean = commands.remove(commands.size() - 1);
    int made = commands.size();
    String here = "HB -p link=netns:a/v0,b/v1 -f 1 -i 2 -p hook=";
    commands.addAll(
        List.of(
            // the carrier comes a moment after the device is up
            "sleep 1; " + STATE,
            run + " -f 1 -i 5 -wi 1",
            STATE,
            here + "lwt-out UdpPackets",
            here + "tc -p mtu=1400 UdpPackets",
            "HB -p link=netns:a/v0,c/v1 UdpPackets",
            "HB -p link=netns:a/v0,b/lo UdpPackets",
            clean));
    List<Step> steps = Steps.run(folder, commands);
    for (int i = 0; i < made; i++) {
      assertEquals(0, steps.get(i).exitCode(), steps.get(i).toString());
    }
    Step measured = steps.get(made + 1);
    assertEquals(0, measured.exitCode(), measured.toString());
    assertTrue(
        measured.out().replaceAll("\\s+", " ").contains("by turns on one lane"), measured.out());
    assertTrue(measured.out().contains("xdpdrv"), measured.out());
    assertEquals(steps.get(made).out(), steps.get(made + 2).out());
    assertTrue(steps.get(made).out().contains("10.9.0.1/24"), steps.get(made).out());
    for (int i = made + 3; i < made + 7; i++) {
      Step refused = steps.get(i);
      assertEquals(64, refused.exitCode(), refused.toString());
      assertEquals(1, refused.out().lines().count(), refused.toString());
    }
    assertEquals("nothing was left by killed runs\n", steps.get(made + 7).out());
  }

  /** The commands of the section, as {@link Steps} has them. */
  private static List<String> ofTheManual() throws Exception {
    String manual = Files.readString(Path.of("docs/running.md"));
    String section = manual.split("\n## Devices that are there\n")[1].split("\n## ")[0];
    return section
        .lines()
        .filter(l -> l.startsWith("    sudo "))
        .map(l -> l.strip().substring("sudo ".length()))
        .map(l -> l.replace("java -jar target/benchmarks.jar ", "HB "))
        .toList();
  }
}
