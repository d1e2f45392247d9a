package org.hookbench.framework.analysis;

import java.util.List;
import java.util.OptionalDouble;
import org.apiguardian.api.API;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.stats.Samples;

/**
 * What crossed an arm's device, over all forks.
 *
 * @param hits runs of the program while the kernel counted them
 * @param packets packets that crossed meanwhile
 * @param bytesPerHit bytes a run, which shows what GSO and GRO put together; empty without hits
 * @param nanosPerHit the kernel's own account of a run, ns, with its floor: that of the median
 *     pass, for a mean would carry every interrupt that fell into a run; empty without hits
 * @param testRunNanos a run by BPF_PROG_TEST_RUN, ns, the median of the forks; empty where there is
 *     none
 * @param rxPackets packets over the whole of all forks
 * @param rxBytes bytes of these
 * @param tcp how the connections fared; empty without TCP
 * @param code what the kernel made of the program, in the first fork that knows; empty without one
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Traffic(
    long hits,
    long packets,
    OptionalDouble bytesPerHit,
    OptionalDouble nanosPerHit,
    OptionalDouble testRunNanos,
    long rxPackets,
    long rxBytes,
    java.util.Optional<Tcp> tcp,
    java.util.Optional<Code> code) {

  /**
   * The TCP connections of an arm, one a fork.
   *
   * @param congestion the congestion control's name
   * @param transferBytes acknowledged, over all forks
   * @param retransmits segments sent again, over all forks
   * @param cwndBytes congestion window at a fork's end, mean of the forks
   */
  public record Tcp(String congestion, long transferBytes, long retransmits, double cwndBytes) {}

  /**
   * What the kernel made of an arm's program.
   *
   * @param jitedBytes of machine code; 0 where it is interpreted
   * @param verifiedInstructions that the verifier looked at, on all paths; 0 before Linux 5.16
   * @param tag the kernel's hash of its instructions, 16 hexadecimal digits; empty where it is not
   *     known, as in runs of HookBench 0.1.0
   */
  public record Code(int jitedBytes, long verifiedInstructions, String tag) {}

  /** How often the program ran for a packet; empty where no packet crossed the device. */
  public OptionalDouble runsPerPacket() {
    return packets == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) hits / packets);
  }

  static Traffic of(List<ArmEvidence> perFork) {
    long hits = perFork.stream().mapToLong(ArmEvidence::hits).sum();
    long bytes = perFork.stream().mapToLong(ArmEvidence::bytes).sum();
    List<ArmEvidence.Tcp> tcp = perFork.stream().flatMap(e -> e.connection().stream()).toList();
    return new Traffic(
        hits,
        perFork.stream().mapToLong(ArmEvidence::packets).sum(),
        hits == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) bytes / hits),
        nanosPerHit(perFork),
        testRun(perFork),
        perFork.stream().mapToLong(ArmEvidence::rxPackets).sum(),
        perFork.stream().mapToLong(ArmEvidence::rxBytes).sum(),
        tcp.isEmpty()
            ? java.util.Optional.empty()
            : java.util.Optional.of(
                new Tcp(
                    String.join(
                        "/", tcp.stream().map(ArmEvidence.Tcp::congestion).distinct().toList()),
                    tcp.stream().mapToLong(ArmEvidence.Tcp::bytesAcked).sum(),
                    tcp.stream().mapToLong(ArmEvidence.Tcp::retransmits).sum(),
                    tcp.stream()
                        .mapToDouble(t -> (double) t.cwnd() * t.mss())
                        .average()
                        .orElse(0))),
        perFork.stream()
            .flatMap(e -> e.programCode().stream())
            .findFirst()
            .map(c -> new Code(c.jitedBytes(), c.verifiedInstructions(), c.tag())));
  }

  /**
   * The kernel's own account of a run of a program, ns, in the median pass of all forks; empty
   * where it did not run.
   */
  @API(status = API.Status.INTERNAL)
  public static OptionalDouble nanosPerHit(List<ArmEvidence> perFork) {
    double[] nanos =
        perFork.stream()
            .flatMap(e -> e.passes().stream())
            .filter(p -> p.hits() > 0)
            .mapToDouble(p -> (double) p.hitNanos() / p.hits())
            .toArray();
    return nanos.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Samples.median(nanos));
  }

  private static OptionalDouble testRun(List<ArmEvidence> perFork) {
    double[] nanos = perFork.stream().flatMapToDouble(e -> e.testRun().stream()).toArray();
    return nanos.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Samples.median(nanos));
  }
}
