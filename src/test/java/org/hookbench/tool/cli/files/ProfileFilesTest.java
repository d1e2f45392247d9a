package org.hookbench.tool.cli.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.CaseProfile;
import org.hookbench.framework.profile.ArmProfile;
import org.hookbench.framework.profile.KernelFlame;
import org.hookbench.framework.profile.Stacks;
import org.hookbench.framework.workload.Workloads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileFilesTest {
  @TempDir private Path folder;

  @Test
  void filesAreNamedForWorkloadPayloadAndArm() throws IOException {
    assertEquals(
        Set.of("UdpPackets-64-none", "UdpPackets-64-null", "UdpPackets-64-null-against-none"),
        folded(profile("UdpPackets", Map.of("payload", "64", "link", "veth"))));
  }

  @Test
  void whatHasNoPayloadIsNamedWithoutOne() throws IOException {
    assertEquals(
        Set.of("TcpConnect-none", "TcpConnect-null", "TcpConnect-null-against-none"),
        folded(profile("TcpConnect", Map.of("link", "veth"))));
  }

  @Test
  void casesThatDifferByAnythingHaveFilesOfTheirOwn() throws IOException {
    Set<String> names =
        folded(
            profile("UdpPackets", Map.of("payload", "64", "link", "veth")),
            profile("UdpPackets", Map.of("payload", "64", "link", "lo")));
    assertEquals(6, names.size(), names.toString());
  }

  @Test
  void onlyStacksMakeFiles() {
    CaseProfile stacks = profile("UdpPackets", Map.of("payload", "64"));
    CaseProfile figures =
        new CaseProfile(stacks.bench(), stacks.arms(), stacks.metric(), Map.of("bpf", List.of()));
    assertTrue(ProfileFiles.hasAny(List.of(figures, stacks)));
    assertFalse(ProfileFiles.hasAny(List.of(figures)));
  }

  private Set<String> folded(CaseProfile... profiles) throws IOException {
    Path written = folder.resolve("written");
    new ProfileFiles(written).write(List.of(profiles));
    try (Stream<Path> files = Files.list(written)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".folded"))
          .map(f -> f.replace(".folded", ""))
          .collect(Collectors.toSet());
    }
  }

  private static CaseProfile profile(String workload, Map<String, String> params) {
    Stacks stacks = new Stacks(new TreeMap<>(Map.of("java;a_[k]", 5L)), 1e6, 1000, 0, 0, 0);
    ArmProfile arm = new ArmProfile(List.of(), stacks, null);
    return new CaseProfile(
        BenchCase.of("org.hookbench.bench." + workload + ".cost", new TreeMap<>(params)),
        Arms.parse("", "pass"),
        Workloads.create(workload, "64").metric(),
        Map.of(KernelFlame.NAME, List.of(arm, arm)));
  }

  @Test
  void longNamesFitAndStayDifferent() {
    String path = "UdpPackets-64-tc-" + "a".repeat(300);
    assertEquals("short", ProfileFiles.fitting("short"));
    assertEquals(200, ProfileFiles.fitting(path + "b").length());
    assertNotEquals(ProfileFiles.fitting(path + "b"), ProfileFiles.fitting(path + "c"));
  }
}
