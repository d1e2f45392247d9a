package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForkSettingsTest {
  /** What the host sets is what the fork reads, each under its own name. */
  @Test
  void aForkReadsWhatTheHostSays() {
    List<String> said = new ForkSettings(11, 12, OptionalLong.of(13), 14).jvmArgs();
    List<String[]> properties = said.stream().map(s -> s.substring(2).split("=", 2)).toList();
    try {
      properties.forEach(p -> System.setProperty(p[0], p[1]));
      System.setProperty(ForkLink.FORK_PROPERTY, "3");
      assertEquals(
          new ForkSettings(ForkSettings.forkSeed(11, 3), 12, OptionalLong.of(13), 14),
          ForkSettings.ofThisFork());
    } finally {
      properties.forEach(p -> System.clearProperty(p[0]));
      System.clearProperty(ForkLink.FORK_PROPERTY);
    }
  }

  @Test
  void theHostSaysWhatTheDesignHas() {
    ForkSettings settings = ForkSettings.ofHost(Design.of(6, 5, 77));
    assertEquals(77, settings.seed());
    assertEquals(5, settings.stretches());
    assertEquals(OptionalLong.of(ProcessHandle.current().pid()), settings.hostPid());
  }

  /** A run file notes the run's seed: the forks' follow from it, in every version alike. */
  @Test
  void theSeedsOfForksFollowFromTheRuns() {
    assertEquals(0x9e3779b97f4a7c15L + 1, ForkSettings.forkSeed(1, 0));
    assertEquals(3 * 0x9e3779b97f4a7c15L + 5, ForkSettings.forkSeed(5, 2));
    Set<Long> seeds = new HashSet<>();
    for (int fork = 0; fork < 100; fork++) {
      seeds.add(ForkSettings.forkSeed(1, fork));
    }
    assertEquals(100, seeds.size());
  }
}
