package org.hookbench.tool.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.UsageException;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.tool.compare.CostRule.Decision;
import org.hookbench.tool.compare.CostRule.Unit;
import org.hookbench.tool.report.GateReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a base of 1000 ns a packet tc costs about 10 %, and with spin@ns=500 the same. */
class CostRuleTest {
  private static RunResults run(SyntheticRun made) {
    return Analysis.of(made.data(), OptionalDouble.empty());
  }

  private static RunResults tenPercent() {
    return run(SyntheticRun.of(1, "tc", Math.log(1.10)));
  }

  private static Gate.Outcome outcome(RunResults run, String... rules) {
    return CostGate.of(run, List.of(rules).stream().map(CostRule::parse).toList()).outcome();
  }

  @Test
  void readsWhoseCostAndItsLimit() {
    assertEquals(
        new CostRule(
            "tc/UdpPackets > 100ns",
            Optional.of("tc"),
            Optional.of("UdpPackets"),
            Optional.of(100.0),
            Unit.NANOS),
        CostRule.parse(" tc/UdpPackets > 100ns "));
    CostRule arm = CostRule.parse("tc/spin@ns=500>2.5%");
    assertEquals(Optional.of("tc/spin@ns=500"), arm.subject());
    assertEquals(Optional.empty(), arm.workload());
    assertEquals(Optional.empty(), CostRule.parse("> 1us").subject());
    assertEquals(Optional.empty(), CostRule.parse("worse").limit());
    CostRule own = CostRule.parse("tc/dir/my.bpf.o:f/TcpStream > 5Gbit/s");
    assertEquals(Optional.of("tc/dir/my.bpf.o:f"), own.subject());
    assertEquals(Optional.of("TcpStream"), own.workload());
    assertEquals(Unit.GBITS, own.unit());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "tc", "tc > 5", "tc > ns", "tc < 5ns", "tc > -1ns", "worse>2", "tc > 1e3ns"})
  void refusesWhatIsNoRule(String text) {
    UsageException e = assertThrows(UsageException.class, () -> CostRule.parse(text));
    assertTrue(e.getMessage().startsWith("'" + text + "' is not a rule, such as worse"));
  }

  @ParameterizedTest
  @CsvSource({
    "tc > 20%, PASS",
    "tc > 5%, REGRESSION",
    "tc > 200ns, PASS",
    "tc > 50ns, REGRESSION",
    "tc > 0.05us, REGRESSION",
    "tc > 100ns, UNDECIDED",
    "> 50ns, REGRESSION",
    "tc/UdpPackets > 50ns, REGRESSION",
    "worse, REGRESSION",
  })
  void theIntervalDecides(String rule, Gate.Outcome expected) {
    assertEquals(expected, outcome(tenPercent(), rule), rule);
  }

  @Test
  void ofARateWhatIsLostIsTheCost() {
    SyntheticRun made = SyntheticRun.of(1, "xdpdrv", Math.log(4));
    made.workload = "TcpStream";
    made.level = 40;
    RunResults run = run(made);
    Decision lost = CostRule.parse("xdpdrv > 20Gbit/s").check(run).get(0);
    assertEquals(Gate.Outcome.REGRESSION, lost.outcome());
    assertTrue(Math.abs(lost.cost().orElseThrow() - 30) < 1, lost.words());
    Decision share = CostRule.parse("xdpdrv > 80%").check(run).get(0);
    assertEquals(Gate.Outcome.PASS, share.outcome());
    assertTrue(Math.abs(share.cost().orElseThrow() - 75) < 1, share.words());
    UsageException e =
        assertThrows(UsageException.class, () -> CostRule.parse("xdpdrv > 1us").check(run));
    assertTrue(e.getMessage().contains("is measured in Gbit/s; give the limit in that or in %"));
  }

  @Test
  void aProgramIsHeldAgainstTheEmptyOne() {
    SyntheticRun made = SyntheticRun.of(1, "tc", Math.log(1.10));
    made.programs = List.of("pass", "count");
    Decision program = CostRule.parse("program > 100ns").check(run(made)).get(0);
    assertEquals("tc/count", program.arm());
    assertEquals("tc/pass", program.less());
    assertEquals(Gate.Outcome.PASS, program.outcome());
    assertEquals(List.of("tc/count"), arms(CostRule.parse("tc > 1ns").check(run(made))));
    assertEquals(List.of("tc/pass"), arms(CostRule.parse("tc/pass > 1ns").check(run(made))));
  }

  private static List<String> arms(List<Decision> decisions) {
    return decisions.stream().map(Decision::arm).toList();
  }

  @Test
  void aRuleForNothingIsRefused() {
    for (String rule : List.of("xdpdrv > 1ns", "tc/TcpStream > 1%", "program > 1ns")) {
      UsageException e =
          assertThrows(UsageException.class, () -> CostRule.parse(rule).check(tenPercent()));
      assertEquals("the run has nothing that the rule '" + rule + "' is for", e.getMessage());
    }
  }

  @Test
  void theWorstOfAllRulesIsTheOutcome() {
    RunResults run = tenPercent();
    assertEquals(Gate.Outcome.PASS, outcome(run, "tc > 20%", "tc > 200ns"));
    assertEquals(Gate.Outcome.UNDECIDED, outcome(run, "tc > 20%", "tc > 100ns"));
    assertEquals(Gate.Outcome.REGRESSION, outcome(run, "tc > 100ns", "tc > 5%"));
    SyntheticRun few = SyntheticRun.of(1, "tc", Math.log(1.10));
    few.forks = 5;
    assertEquals(Gate.Outcome.UNDECIDED, outcome(run(few), "tc > 5%"));
    SyntheticRun partial = SyntheticRun.of(1, "tc", Math.log(1.10));
    partial.status = RunData.Status.PARTIAL;
    assertEquals(Gate.Outcome.UNTRUSTED, outcome(run(partial), "tc > 5%"));
  }

  @Test
  void everyFormatSaysWhatCameOfEachCost() {
    CostGate gate =
        CostGate.of(tenPercent(), List.of(CostRule.parse("tc > 5%"), CostRule.parse("tc > 20%")));
    String text = GateReport.TEXT.of(gate);
    assertTrue(text.contains("Rule   tc > 5%\n  tc with UdpPackets costs +"), text);
    assertTrue(text.endsWith("Gate   FAILED: a cost is over its limit\n"), text);
    assertTrue(text.lines().allMatch(l -> l.length() <= 80), text);
    String junit = GateReport.JUNIT.of(gate);
    assertTrue(junit.contains("tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\""), junit);
    assertTrue(
        junit.contains("<testcase classname=\"tc &gt; 5%\" name=\"tc with UdpPackets\">"), junit);
    String github = GateReport.GITHUB.of(gate);
    assertTrue(github.startsWith("::error title=hookbench::tc with UdpPackets costs +"), github);
    assertTrue(github.lines().skip(1).findFirst().orElseThrow().startsWith("::notice "), github);
    assertTrue(github.contains(" %25 ["), "GitHub reads % as the beginning of an escape");
  }
}
