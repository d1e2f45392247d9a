package org.hookbench.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.hookbench.experiment.CaseProfile;
import org.hookbench.flame.FlameGraphs;
import org.hookbench.flame.FoldedFile;
import org.hookbench.profile.ArmProfile;
import org.hookbench.profile.KernelFlame;
import org.hookbench.profile.Stacks;
import org.hookbench.runfile.AtomicFile;

/**
 * A profile's stacks as files for other tools: of each case and arm the folded stacks and a flame
 * graph, and of each arm but the baseline both against the baseline.
 */
final class ProfileFiles {
  private final Path folder;

  /**
   * @param folder made when there is something to put into it
   */
  ProfileFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes all of them.
   *
   * @return whether there were any
   */
  boolean write(List<CaseProfile> profiles) throws IOException {
    boolean any = false;
    for (CaseProfile p : profiles) {
      List<ArmProfile> arms = p.profiles().getOrDefault(KernelFlame.NAME, List.of());
      if (!arms.isEmpty() && !any) {
        AtomicFile.makeFolder(folder);
        any = true;
      }
      for (int i = 0; i < arms.size(); i++) {
        arm(p, arms.get(0).stacks(), i, arms.get(i).stacks());
      }
    }
    return any;
  }

  private void arm(CaseProfile p, Stacks baseline, int index, Stacks stacks) throws IOException {
    String workload = p.bench().workload();
    String operation = p.bench().makeWorkload().operation();
    String arm = p.arms().get(index).id();
    String name = fileName(p, arm);
    text(name + ".folded", FoldedFile.text(stacks));
    text(name + ".html", FlameGraphs.of(arm, workload, operation, stacks).html());
    if (index > 0) {
      text(name + "-against-none.folded", FoldedFile.text(baseline, stacks));
      text(
          name + "-against-none.html",
          FlameGraphs.difference(arm, workload, operation, baseline, stacks).html());
    }
  }

  /** Arms are named for hooks and programs, which may be paths. */
  private static String fileName(CaseProfile p, String arm) {
    String payload = p.bench().params().get("payload");
    return (p.bench().workload() + "-" + payload + "-" + arm).replaceAll("[^A-Za-z0-9_.+-]+", "-");
  }

  private void text(String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(folder.resolve(name), out -> out.write(bytes));
  }
}
