package org.hookbench.framework.lanes;

import java.util.BitSet;
import java.util.Optional;
import org.apiguardian.api.API;
import org.hookbench.UsageException;
import org.hookbench.kernel.sys.Affinity;

/** Which CPUs the two ends of a lane run on. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Placement {
  /** Both ends on one CPU: measures CPU cost, with the least noise. */
  SHARED,
  /** An end a CPU, with receive packet steering so that each end's packets stay on its own. */
  SPLIT,
  /** As the scheduler likes. */
  FREE;

  /**
   * The CPUs of this placement, taken from those that the calling thread may use: the last ones,
   * for interrupts mostly go to the first.
   *
   * @throws UsageException if there are too few
   */
  public Cpus choose() {
    return choose(Affinity.allowed());
  }

  /**
   * The CPUs of this placement out of a set that is not empty.
   *
   * @throws UsageException if there are too few
   */
  public Cpus choose(BitSet allowed) {
    int last = allowed.length() - 1;
    return switch (this) {
      case FREE -> new Cpus(Optional.empty(), Optional.empty());
      case SHARED -> new Cpus(Optional.of(last), Optional.of(last));
      case SPLIT -> {
        int before = allowed.previousSetBit(last - 1);
        if (before < 0) {
          throw new UsageException(
              "placement=split needs two CPUs, and this process may use one; use placement=shared");
        }
        yield new Cpus(Optional.of(last), Optional.of(before));
      }
    };
  }

  /**
   * A choice of CPUs.
   *
   * @param sender the sender's; empty where it is not pinned
   * @param receiver the receiver's
   */
  public record Cpus(Optional<Integer> sender, Optional<Integer> receiver) {
    /** Whether both ends are pinned to one CPU. */
    public boolean same() {
      return sender.isPresent() && sender.equals(receiver);
    }

    /** All CPUs of the choice. */
    public BitSet all() {
      BitSet all = new BitSet();
      sender.ifPresent(all::set);
      receiver.ifPresent(all::set);
      return all;
    }

    @Override
    public String toString() {
      return sender.isEmpty() ? "not pinned" : "CPU " + sender.get() + " -> CPU " + receiver.get();
    }
  }
}
