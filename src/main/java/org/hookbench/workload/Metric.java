package org.hookbench.workload;

/**
 * What a workload measures, and how the time of a batch becomes it.
 *
 * @param name the field's term, e.g. {@code "goodput"}
 * @param unit its unit, e.g. {@code "Gbit/s"}
 * @param higherIsBetter true for a rate, false for a cost or a latency
 * @param delta the smallest effect of interest, as a fraction
 */
public record Metric(String name, String unit, boolean higherIsBetter, double delta) {}
