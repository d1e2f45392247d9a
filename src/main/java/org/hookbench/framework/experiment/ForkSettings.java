package org.hookbench.framework.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.ParentDeath;

/**
 * What the host tells its forks beside JMH's own parameters, by system properties.
 *
 * @param seed what this fork's order and lanes are dealt from
 * @param stretches at most so many times the arms are dealt to lanes
 * @param hostPid the host's process id, empty where there is none of ours
 * @param observedBatches batches a lane in each pass with program statistics on
 */
public record ForkSettings(long seed, int stretches, OptionalLong hostPid, int observedBatches) {
  private static final String SEED = "hookbench.fork.seed";
  private static final String STRETCHES = "hookbench.fork.stretches";
  private static final String HOST = "hookbench.fork.host";
  private static final String OBSERVED = "hookbench.fork.observed";
  private static final int DEFAULT_OBSERVED = 32;

  /** The JVM arguments that carry these settings; the seed is the run's. */
  List<String> jvmArgs() {
    List<String> args = new ArrayList<>();
    args.add("-D" + SEED + "=" + seed);
    args.add("-D" + STRETCHES + "=" + stretches);
    hostPid.ifPresent(pid -> args.add("-D" + HOST + "=" + pid));
    args.add("-D" + OBSERVED + "=" + observedBatches);
    return args;
  }

  /** In a fork: its settings, with a seed of its own drawn from the run's. */
  public static ForkSettings ofThisFork() {
    Long host = Long.getLong(HOST);
    return new ForkSettings(
        forkSeed(Long.getLong(SEED, 1), ForkLink.forkNumber()),
        Integer.getInteger(STRETCHES, 1),
        host == null ? OptionalLong.empty() : OptionalLong.of(host),
        Integer.getInteger(OBSERVED, DEFAULT_OBSERVED));
  }

  /** The settings that a host gives its forks. */
  static ForkSettings ofHost(Design design) {
    return new ForkSettings(
        design.seed(),
        design.stretches(),
        OptionalLong.of(ProcessHandle.current().pid()),
        DEFAULT_OBSERVED);
  }

  /** In a fork: sees to it that this process ends when the host does, even by kill -9. */
  public void dieWithHost() {
    hostPid.ifPresent(ParentDeath::follow);
  }

  /**
   * In a fork: takes the calling thread from the namespace in which JMH's link is, with which it is
   * connected by now, to that of the command, whose devices, name server and ssh are meant.
   */
  public void joinNamespaceOfHost() {
    if (hostPid.isPresent()) {
      try (NetNs host = NetNs.at(Path.of("/proc/" + hostPid.getAsLong() + "/ns/net"))) {
        host.enter();
      }
    }
  }

  static long forkSeed(long runSeed, int fork) {
    // SplitMix64's increment keeps neighbouring forks' seeds far apart
    return runSeed + 0x9e3779b97f4a7c15L * (fork + 1);
  }
}
