package org.hookbench.tool.cli.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.CaseProfile;
import org.hookbench.framework.profile.ArmProfile;
import org.hookbench.framework.profile.KernelFlame;
import org.hookbench.framework.profile.Stacks;
import org.hookbench.framework.runfile.AtomicFile;
import org.hookbench.tool.flame.FlameGraphs;
import org.hookbench.tool.flame.FoldedFile;

/**
 * A profile's stacks as files for other tools: of each case and arm the folded stacks and a flame
 * graph, and of each arm but the baseline both against the baseline.
 */
final class ProfileFiles {
  // 255 bytes at most (NAME_MAX), with the longest ending and the name that it is written under
  private static final int LONGEST_NAME = 200;
  private static final int HASH_CHARACTERS = 9;

  private final Path folder;

  /**
   * @param folder made when they are written
   */
  ProfileFiles(Path folder) {
    this.folder = folder;
  }

  /** Whether there is anything to put into the folder. */
  static boolean hasAny(List<CaseProfile> profiles) {
    return profiles.stream().anyMatch(p -> !sampled(p).isEmpty());
  }

  /** Makes the folder and writes all of them. */
  void write(List<CaseProfile> profiles) throws IOException {
    AtomicFile.makeFolder(folder);
    for (CaseProfile p : profiles) {
      List<ArmProfile> arms = sampled(p);
      String prefix = name(p.bench(), profiles);
      for (int i = 0; i < arms.size(); i++) {
        Stacks baseline = arms.get(0).stacks();
        Stacks stacks = arms.get(i).stacks();
        if (baseline != null && stacks != null) {
          arm(p, prefix, baseline, i, stacks);
        }
      }
    }
  }

  private static List<ArmProfile> sampled(CaseProfile profile) {
    return profile.profiles().getOrDefault(KernelFlame.NAME, List.of());
  }

  /** Workload and payload, and whatever else tells a case from the run's others. */
  private static String name(BenchCase bench, List<CaseProfile> all) {
    Stream<String> values =
        bench.params().entrySet().stream()
            .filter(param -> param.getKey().equals("payload") || differs(param, bench, all))
            .map(Map.Entry::getValue);
    return Stream.concat(Stream.of(bench.workload()), values).collect(Collectors.joining("-"));
  }

  private static boolean differs(
      Map.Entry<String, String> param, BenchCase bench, List<CaseProfile> all) {
    return all.stream()
        .map(CaseProfile::bench)
        .filter(b -> b.workload().equals(bench.workload()))
        .anyMatch(b -> !param.getValue().equals(b.params().get(param.getKey())));
  }

  private void arm(CaseProfile p, String prefix, Stacks baseline, int index, Stacks stacks)
      throws IOException {
    String workload = p.bench().workload();
    String operation = p.metric().operation();
    String arm = p.arms().get(index).id();
    // arms are named for hooks and programs, which may be paths
    String name = fitting((prefix + "-" + arm).replaceAll("[^A-Za-z0-9_.+-]+", "-"));
    text(name + ".folded", FoldedFile.text(stacks));
    text(name + ".html", FlameGraphs.of(arm, workload, operation, stacks).html());
    if (index > 0) {
      text(name + "-against-none.folded", FoldedFile.text(baseline, stacks));
      text(
          name + "-against-none.html",
          FlameGraphs.difference(arm, workload, operation, baseline, stacks).html());
    }
  }

  /** A name that a file system takes; what is cut off still tells names apart. */
  static String fitting(String name) {
    return name.length() <= LONGEST_NAME
        ? name
        : name.substring(0, LONGEST_NAME - HASH_CHARACTERS)
            + String.format("-%08x", name.hashCode());
  }

  private void text(String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(folder.resolve(name), out -> out.write(bytes));
  }
}
