package org.hookbench.framework.experiment;

import java.io.Serializable;
import java.util.List;
import org.hookbench.framework.evidence.ArmEvidence;

/**
 * What a fork says once, after its last slice.
 *
 * @param seed what its order and lanes were dealt from
 * @param deals which lane each arm was on in each stretch
 * @param evidence an entry an arm
 * @param histograms an entry an arm: every measured operation's time in ns, as a compressed
 *     HdrHistogram; empty for workloads whose batches are no latencies
 * @param heapBytes the heap that the fork's JVM had taken by its end
 */
public record ForkReport(
    long seed, Deals deals, List<ArmEvidence> evidence, List<byte[]> histograms, long heapBytes)
    implements Serializable {}
