package org.hookbench.framework.testbed;

import java.util.OptionalLong;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.kernel.sys.Softnet;

/**
 * What an arm's devices and its program have counted up to a moment.
 *
 * <p>A program of the whole machine runs for others' packets too, such as an ssh session's. Where
 * it stands at the tracepoint netif_receive_skb the kernel counts the machine's packets beside it,
 * so that what did not cross the arm's devices is taken off its runs: a program that runs for each
 * packet then shows one run for each of the arm's, whatever else goes on, and one that misses
 * packets shows it. Counters that are read one after the other make that inexact by the others'
 * packets in between.
 *
 * @param packets taken in by the devices
 * @param bytes of these
 * @param machine packets of the whole machine, for a program that runs for each of them
 * @param hits runs of the program
 * @param nanos time in them, ns
 */
record Counters(long packets, long bytes, OptionalLong machine, long hits, long nanos) {
  /** What was counted from an earlier moment to this one. */
  ArmEvidence.Pass since(Counters earlier, long operations) {
    long crossed = packets - earlier.packets;
    long runs = hits - earlier.hits;
    long own = runs;
    if (machine.isPresent()) {
      long all = Softnet.between(earlier.machine.getAsLong(), machine.getAsLong());
      own = Math.max(0, runs - (all - crossed));
    }
    long time = nanos - earlier.nanos;
    return new ArmEvidence.Pass(
        operations,
        crossed,
        bytes - earlier.bytes,
        own,
        own == runs ? time : Math.round((double) time / runs * own));
  }
}
