package org.hookbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Properties;
import org.hookbench.experiment.Arm;
import org.hookbench.experiment.Design;
import org.hookbench.experiment.Plan;
import org.junit.jupiter.api.Test;

class DesignReaderTest {
  @Test
  void jmhsOptionsSetTheDesign() {
    Plan plan = read("UdpPackets -p hook=tc -f 3 -i 7 -wi 2 -r 2ms");
    assertEquals(3, plan.design().forks());
    assertEquals(7, plan.design().cycles());
    assertEquals(2, plan.design().warmupCycles());
    assertEquals(2_000_000, plan.design().sliceNanos());
    assertEquals(List.of("none", "null", "tc"), plan.mostArms().stream().map(Arm::id).toList());
  }

  @Test
  void quickProfileIsShorter() {
    Properties quick = new Properties();
    quick.setProperty("hookbench.profile", "quick");
    Plan plan = read("", Settings.of(quick));
    assertEquals(6, plan.design().forks());
    assertTrue(plan.design().cycles() < read("").design().cycles());
  }

  /** A fork of few arms takes some 3 s, of which 1.5 are measured. */
  @Test
  void timeDecidesTheNumberOfForks() {
    Design minute = inTime("UdpPackets", "60s");
    Design two = inTime("UdpPackets", "2m");
    assertEquals(read("UdpPackets").design().cycles(), minute.cycles());
    assertTrue(minute.forks() >= 12 && minute.forks() <= 30, minute.toString());
    assertEquals(2, (double) two.forks() / minute.forks(), 0.3);
    assertEquals(minute.forks(), inTime("", "180s").forks(), 3);
  }

  @Test
  void forksAreShorterWhereTimeWouldNotDoForSix() {
    Design design = inTime("", "40s");
    assertEquals(Design.FEWEST_FORKS, design.forks());
    assertTrue(design.cycles() < read("").design().cycles(), design.toString());
    String refused =
        assertThrows(UserException.class, () -> inTime("UdpPackets", "5s")).getMessage();
    assertTrue(refused.startsWith("hookbench.time=5s is too short: 6 forks"), refused);
    assertTrue(refused.contains("of 1 case with 5 arms take about"), refused);
  }

  @Test
  void timeCantGoWithANumberOfForks() {
    assertEquals(
        "hookbench.time= is for as many forks as fit into it; it can't go with -f",
        assertThrows(UserException.class, () -> inTime("-f 8", "60s")).getMessage());
  }

  private static Design inTime(String arguments, String time) {
    Properties p = new Properties();
    p.setProperty("hookbench.time", time);
    return read(arguments, Settings.of(p)).design();
  }

  @Test
  void sameSeedSettingSameSeed() {
    Properties p = new Properties();
    p.setProperty("hookbench.seed", "99");
    assertEquals(99, read("", Settings.of(p)).design().seed());
  }

  private static Plan read(String arguments) {
    return read(arguments, Settings.of(new Properties()));
  }

  private static Plan read(String arguments, Settings settings) {
    return PlanReaderTest.read(arguments, settings);
  }
}
