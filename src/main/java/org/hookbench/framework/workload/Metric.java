package org.hookbench.framework.workload;

/**
 * What a workload measures, and how the time of a batch becomes it.
 *
 * @param name the field's term, e.g. {@code "goodput"}
 * @param unit its unit, e.g. {@code "Gbit/s"}
 * @param higherIsBetter true for a rate, false for a cost or a latency
 * @param delta the smallest effect of interest, as a fraction
 * @param operation what one operation is, e.g. {@code "packet"}
 * @param operationsPerBatch operations in a batch
 * @param ofOneNano the value of a batch that takes 1 ns: a rate is this divided by the batch's time
 *     in ns, anything else this times the batch's time
 */
public record Metric(
    String name,
    String unit,
    boolean higherIsBetter,
    double delta,
    String operation,
    int operationsPerBatch,
    double ofOneNano) {
  /**
   * The value of a batch.
   *
   * @param nanos the batch's time, ns
   */
  public double value(double nanos) {
    return higherIsBetter ? ofOneNano / nanos : ofOneNano * nanos;
  }

  /**
   * The time of an operation, ns.
   *
   * @param value of this metric
   */
  public double nanosPerOperation(double value) {
    double batch = higherIsBetter ? ofOneNano / value : value / ofOneNano;
    return batch / operationsPerBatch;
  }
}
