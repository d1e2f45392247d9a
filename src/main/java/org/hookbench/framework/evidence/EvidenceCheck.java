package org.hookbench.framework.evidence;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Whether what was seen beside the slices bears out that they mean what they say.
 *
 * @param failures what makes the run untrusted: a program that did not run, or was not there
 * @param notes what a reader should know
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record EvidenceCheck(List<String> failures, List<String> notes) {
  private static final double HITS_A_PACKET_LOW = 0.9;
  private static final double HITS_A_PACKET_HIGH = 1.1;

  /** Where most operations are lost, what is measured is the loss. */
  private static final double LOST_TOO_MUCH = 0.5;

  /**
   * Judges one arm.
   *
   * @param hasProgram whether the arm has a program attached
   * @param perFork the arm's evidence, an entry a fork
   * @param lost operations lost in its slices
   * @param operations all operations of these
   */
  @API(status = API.Status.INTERNAL)
  public static EvidenceCheck of(
      boolean hasProgram, List<ArmEvidence> perFork, long lost, long operations) {
    List<String> failures = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    int fork = 0;
    for (ArmEvidence e : perFork) {
      fork++;
      if (!e.attached()) {
        failures.add(
            hasProgram
                ? "fork " + fork + ": the program was not attached throughout"
                : "fork " + fork + ": a program was attached to an arm that has none");
      }
      if (e.packets() == 0) {
        failures.add("fork " + fork + ": no packet crossed the device");
      }
      if (hasProgram && e.hits() == 0) {
        failures.add("fork " + fork + ": the program is attached and never ran");
      }
      if (!hasProgram && e.hits() != 0) {
        failures.add("fork " + fork + ": a program ran on an arm that has none");
      }
    }
    long packets = perFork.stream().mapToLong(ArmEvidence::packets).sum();
    long hits = perFork.stream().mapToLong(ArmEvidence::hits).sum();
    if (hasProgram && packets > 0 && hits > 0) {
      double ratio = (double) hits / packets;
      if (ratio < HITS_A_PACKET_LOW || ratio > HITS_A_PACKET_HIGH) {
        notes.add(String.format(java.util.Locale.ROOT, "ran %.2f times a packet", ratio));
      }
    }
    long dropped = perFork.stream().mapToLong(ArmEvidence::droppedPackets).sum();
    if (lost > 0) {
      // files of earlier versions count what was lost before a slice began as well
      double share = Math.min(1, (double) lost / Math.max(1, operations));
      String much = String.format(java.util.Locale.ROOT, "lost %.3g %% (%d)", 100 * share, lost);
      if (share > LOST_TOO_MUCH) {
        failures.add(
            much
                + ": its values are not those of packets that arrive; does a program drop too much?");
      }
      notes.add(much + ": a value is per packet sent, without the wait for what was lost");
    }
    if (dropped > 0) {
      notes.add("dropped " + dropped + " packets");
    }
    long retransmits =
        perFork.stream()
            .flatMap(e -> e.connection().stream())
            .mapToLong(ArmEvidence.Tcp::retransmits)
            .sum();
    if (retransmits > 0) {
      notes.add(retransmits + " retransmits");
    }
    perFork.stream().flatMap(e -> e.offloadsChanged().stream()).distinct().forEach(notes::add);
    return new EvidenceCheck(List.copyOf(failures), List.copyOf(notes));
  }
}
