package org.hookbench.framework.iperf;

/**
 * What this end has counted of one flow. The server prints it beside its own count, and does
 * nothing else with it.
 *
 * @param bytes written or read
 * @param packets datagrams sent or received; 0 for TCP
 * @param lost datagrams; 0 where this end sends
 * @param jitterSeconds 0 where this end sends
 */
public record FlowTotals(long bytes, long packets, long lost, double jitterSeconds) {
  /** Nothing. */
  public static final FlowTotals NONE = new FlowTotals(0, 0, 0, 0);

  /** Of a stream. */
  public static FlowTotals ofBytes(long bytes) {
    return new FlowTotals(bytes, 0, 0, 0);
  }

  /** Of datagrams that were received. */
  public static FlowTotals of(UdpTally tally) {
    return new FlowTotals(tally.bytes(), tally.highest(), tally.lost(), tally.jitterSeconds());
  }

  FlowTotals plusBytes(long more) {
    return new FlowTotals(bytes + more, packets, lost, jitterSeconds);
  }
}
