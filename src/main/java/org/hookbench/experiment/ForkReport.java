package org.hookbench.experiment;

import java.io.Serializable;
import java.util.List;
import org.hookbench.evidence.ArmEvidence;

/**
 * What a fork says once, after its last slice.
 *
 * @param seed what its order and lanes were dealt from
 * @param laneOfArm which lane each arm was dealt
 * @param evidence an entry an arm
 * @param histograms an entry an arm: every measured operation's time in ns, as a compressed
 *     HdrHistogram; empty for workloads whose batches are no latencies
 * @param peakHeapBytes the most that the fork's heap held
 */
public record ForkReport(
    long seed,
    int[] laneOfArm,
    List<ArmEvidence> evidence,
    List<byte[]> histograms,
    long peakHeapBytes)
    implements Serializable {}
