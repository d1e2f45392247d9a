package org.hookbench.tool.cli.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.Design;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.Plan;
import org.hookbench.tool.cli.error.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesignReaderTest {
  @Test
  void jmhsOptionsSetTheDesign() {
    Plan plan = read("UdpPackets -p hook=tc -f 3 -i 7 -wi 2 -r 2ms");
    assertEquals(3, plan.design().forks());
    assertEquals(new Measurement(7, 2, 2_000_000), first(plan));
    assertEquals(List.of("none", "null", "tc"), plan.mostArms().stream().map(Arm::id).toList());
  }

  @Test
  void quickProfileIsShorter() {
    Properties quick = new Properties();
    quick.setProperty("hookbench.profile", "quick");
    Plan plan = read("", Settings.of(quick));
    assertEquals(6, plan.design().forks());
    assertTrue(first(plan).cycles() < first(read("")).cycles());
  }

  /** A fork of few arms takes some 3 s, of which 1.5 are measured. */
  @Test
  void timeDecidesTheNumberOfForks() {
    Plan planned = inTime("UdpPackets", "60s");
    Design minute = planned.design();
    Design two = inTime("UdpPackets", "2m").design();
    assertEquals(first(read("UdpPackets")), first(planned));
    assertTrue(minute.forks() >= 12 && minute.forks() <= 30, minute.toString());
    assertEquals(2, (double) two.forks() / minute.forks(), 0.3);
    assertEquals(minute.forks(), inTime("", "180s").design().forks(), 3);
  }

  @Test
  void forksAreShorterWhereTimeWouldNotDoForSix() {
    Plan plan = inTime("", "40s");
    assertEquals(Design.FEWEST_FORKS, plan.design().forks());
    assertTrue(first(plan).cycles() < first(read("")).cycles(), plan.toString());
    String refused =
        assertThrows(UserException.class, () -> inTime("UdpPackets", "5s")).getMessage();
    assertTrue(refused.startsWith("--time=5s is too short: 6 forks"), refused);
    assertTrue(refused.contains("of 1 case with 5 arms take about"), refused);
  }

  @Test
  void timeCantGoWithANumberOfForks() {
    assertEquals(
        "--time is for as many forks as fit into it; it can't go with -f",
        assertThrows(UserException.class, () -> inTime("-f 8", "60s")).getMessage());
  }

  /** The less forks differ beside what their cycles explain, the more cycles are worth a fork. */
  @Test
  void eachWorkloadHasTheSliceThatItIsMeasuredBestWith() {
    Plan plan = read("-p hook=tc,xdpgeneric,xdpdrv");
    Map<String, Measurement> byWorkload =
        plan.cases().stream().collect(Collectors.toMap(BenchCase::workload, plan::measurement));
    assertEquals(new Measurement(190, 60, 1_000_000), byWorkload.get("UdpPackets"));
    assertEquals(new Measurement(330, 60, 1_000_000), byWorkload.get("TcpRoundTrip"));
    assertEquals(new Measurement(120, 30, 2_000_000), byWorkload.get("TcpStream"));
  }

  /** There are several batches in a slice, and a batch has them all. */
  @ParameterizedTest
  @CsvSource({
    "TcpRoundTrip, 16, 1_000_000",
    "TcpRoundTrip, 17, 2_000_000",
    "UdpRoundTrip, 64, 2_000_000",
    "TcpRoundTrip, 65, 5_000_000",
    "TcpStream, 4, 2_000_000",
    "TcpStream, 5, 5_000_000",
  })
  void moreFlowsHaveLongerSlices(String workload, int flows, String nanos) {
    assertEquals(
        Long.parseLong(nanos.replace("_", "")),
        first(read(workload + " -p hook=tc -p flows=" + flows)).sliceNanos());
  }

  /**
   * It is attached for its own slices alone, which takes so little that nothing is other for it.
   */
  @Test
  void aHookOfTheWholeMachineIsPlannedAsAnyOther() {
    assertEquals(
        first(read("UdpPackets -p hook=tc,tcx")), first(read("UdpPackets -p hook=tc,raw_tp")));
  }

  /** An arm's coming and going takes longer than its slice, and is counted. */
  @Test
  void oneCycleWarmsUpWhereArmsTakeTurns() {
    String onePair = "UdpPackets -p link=netns:a/v0,b/v1";
    assertEquals(new Measurement(20, 1, 10_000_000), first(read(onePair)));
    Plan planned = inTime(onePair, "30s");
    assertEquals(Design.FEWEST_FORKS, planned.design().forks());
    assertTrue(first(planned).cycles() >= 10, planned.toString());
    Properties quick = new Properties();
    quick.setProperty("hookbench.profile", "quick");
    assertEquals(new Measurement(5, 1, 10_000_000), first(read(onePair, Settings.of(quick))));
  }

  private static Measurement first(Plan plan) {
    return plan.measurement(plan.cases().get(0));
  }

  private static Plan inTime(String arguments, String time) {
    Properties p = new Properties();
    p.setProperty("hookbench.time", time);
    return read(arguments, Settings.of(p));
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
