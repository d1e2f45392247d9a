package org.hookbench.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Deals;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.ForkReport;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.experiment.Slices;

/** A run whose arm tc leaves something behind: what comes to its lane after it is 2 % slower. */
public final class CarriedOver {
  private CarriedOver() {}

  /** The run, of a benchmark and a metric that another one has. */
  public static RunData run(RunData like, int forkCount) {
    List<Arm> arms = Arms.parse("tc,xdpdrv,xdpgeneric", "pass");
    List<ForkData> forks = new ArrayList<>();
    for (int f = 0; f < forkCount; f++) {
      Deals deals = Deals.draw(5, 5, f);
      Slices slices = new Slices(5, 0);
      for (int cycle = 0; cycle < 15; cycle++) {
        int stretch = deals.stretchOf(cycle, 15);
        for (int arm = 0; arm < 5; arm++) {
          boolean after =
              stretch > 0 && deals.armOfLane(stretch - 1)[deals.laneOfArm(stretch)[arm]] == 2;
          double noise = 1 + 1e-4 * ((7 * f + 3 * cycle + 5 * arm) % 11);
          slices.add(arm, slices.size(), 100 * noise * (after ? 1.02 : 1), 1, 0);
        }
      }
      ArmEvidence evidence = new ArmEvidence(true, List.of(), 1, 1, 0, List.of(), null, null, null);
      ForkReport report =
          new ForkReport(f, deals, Collections.nCopies(5, evidence), List.of(), 0, null);
      forks.add(new ForkData(f, 0, slices, Optional.of(report)));
    }
    CaseData moved =
        new CaseData(
            like.cases().get(0).bench(),
            arms,
            like.cases().get(0).metric(),
            new Measurement(15, 0, 1),
            forks);
    return new RunData(
        like.version(),
        like.status(),
        0,
        0,
        List.of(),
        like.design(),
        Map.of(),
        List.of(moved),
        List.of());
  }
}
