package org.hookbench.framework.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.hookbench.framework.evidence.PlaceEvidence;

/**
 * One lane for all arms, which come to it one after the other. Where two that follow each other are
 * at the same hook, the program of the second takes the place of that of the first without a
 * detach, which may reset a device's rings.
 */
final class Turns {
  private final OpenLane lane;
  private final List<ArmOnLane> arms;
  private final boolean freshSockets;
  private Optional<ArmOnLane> paused = Optional.empty();
  private long arrivals;
  private long exchanges;

  /**
   * @param arms all that take turns; may be filled later
   * @param freshSockets whether each arm needs sockets of its own
   */
  Turns(OpenLane lane, List<ArmOnLane> arms, boolean freshSockets) {
    this.lane = lane;
    this.arms = arms;
    this.freshSockets = freshSockets;
  }

  /**
   * An arm comes to the lane.
   *
   * @throws org.hookbench.kernel.sys.KernelException where the kernel refuses, or the arm before
   *     leaves the lane other than it was
   */
  void enter(ArmOnLane arm) {
    arrivals++;
    if (paused.isPresent()) {
      ArmOnLane before = paused.get();
      paused = Optional.empty();
      if (canFollow(arm, before) && arm.takeOver(before)) {
        exchanges++;
        return;
      }
      before.depart();
    }
    arm.enter(lane);
  }

  /** Its turn ends; its program stays where another may take its place. */
  void leave(ArmOnLane arm) {
    arm.pause();
    if (arms.stream().anyMatch(other -> other != arm && canFollow(other, arm))) {
      paused = Optional.of(arm);
    } else {
      arm.depart();
    }
    closeSockets();
  }

  /** Where each arm needs sockets of its own; the next one then opens them. */
  void closeSockets() {
    if (!freshSockets) {
      return;
    }
    try {
      lane.closeSockets();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The arms, in rows of those that can take each other's place. */
  List<int[]> rows() {
    Set<List<Integer>> rows = new LinkedHashSet<>();
    for (int arm = 0; arm < arms.size(); arm++) {
      rows.add(row(arm));
    }
    return rows.stream().map(r -> r.stream().mapToInt(Integer::intValue).toArray()).toList();
  }

  private List<Integer> row(int arm) {
    return IntStream.range(0, arms.size())
        .filter(other -> other == arm || canFollow(arms.get(other), arms.get(arm)))
        .boxed()
        .toList();
  }

  private static boolean canFollow(ArmOnLane arm, ArmOnLane before) {
    return arm.isAtTheHookOf(before) && arm.isExchangeable() && before.isExchangeable();
  }

  /** How the arms came to the lane so far. */
  PlaceEvidence.Turns evidence() {
    return new PlaceEvidence.Turns(arrivals, exchanges);
  }
}
