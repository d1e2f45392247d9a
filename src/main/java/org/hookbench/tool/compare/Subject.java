package org.hookbench.tool.compare;

/**
 * What is compared.
 *
 * @param workload with its parameters; of another tool as it wrote it, so it may hold HTML
 * @param arm the arm's id; empty for other tools' results
 * @param metric the metric's name
 * @param unit its unit
 * @param higherIsBetter its direction
 * @param delta the smallest effect of interest, a fraction
 */
public record Subject(
    String workload,
    String arm,
    String metric,
    String unit,
    boolean higherIsBetter,
    double delta) {}
