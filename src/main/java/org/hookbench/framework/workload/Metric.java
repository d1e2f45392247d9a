package org.hookbench.framework.workload;

import org.apiguardian.api.API;

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
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Metric(
    String name,
    String unit,
    boolean higherIsBetter,
    double delta,
    String operation,
    int operationsPerBatch,
    double ofOneNano) {
  /** The smallest effects of interest where nothing else is said: docs/statistics.md. */
  private static final double DELTA = 0.01;

  private static final double LATENCY_DELTA = 0.02;

  private static final double NANOS_PER_MICRO = 1e3;

  /**
   * What one operation costs, in ns: {@code "ns/packet"}. Its smallest effect of interest is 1 %.
   *
   * @param operation what one operation is, e.g. {@code "packet"}
   * @param operationsPerBatch operations that {@link Flow#batch()} does
   */
  public static Metric cost(String operation, int operationsPerBatch) {
    return new Metric(
        "cost",
        "ns/" + operation,
        false,
        DELTA,
        operation,
        operationsPerBatch,
        1.0 / operationsPerBatch);
  }

  /**
   * CPU time at a fixed rate, in ns for so many operations. Its smallest effect of interest is 1 %.
   *
   * @param unit e.g. {@code "ns/packet"}
   * @param operation what one operation is, e.g. {@code "packet"}
   * @param operationsPerBatch operations that {@link Flow#batch()} does
   * @param operationsPerUnit of how many operations the value is
   */
  public static Metric cpuTime(
      String unit, String operation, int operationsPerBatch, int operationsPerUnit) {
    return new Metric(
        "CPU time",
        unit,
        false,
        DELTA,
        operation,
        operationsPerBatch,
        (double) operationsPerUnit / operationsPerBatch);
  }

  /**
   * How long one operation takes, in us. Its smallest effect of interest is 2 %.
   *
   * @param name e.g. {@code "round trip"}
   * @param operation what one operation is, e.g. {@code "transaction"}
   * @param operationsPerBatch operations that {@link Flow#batch()} does, one after the other; 1
   *     where {@link Workload#isLatency()}
   */
  public static Metric latency(String name, String operation, int operationsPerBatch) {
    return new Metric(
        name,
        "us",
        false,
        LATENCY_DELTA,
        operation,
        operationsPerBatch,
        1 / NANOS_PER_MICRO / operationsPerBatch);
  }

  /**
   * How much is done in a second, where more is better. Its smallest effect of interest is 1 %.
   *
   * @param name e.g. {@code "goodput"}
   * @param unit e.g. {@code "Gbit/s"}
   * @param operation what one operation is, e.g. {@code "byte"}
   * @param operationsPerBatch operations that {@link Flow#batch()} does
   * @param unitsPerOperation of how many units the rate is where one operation takes 1 ns: 8 for
   *     bytes in Gbit/s, 1e9 for requests in requests/s
   */
  public static Metric rate(
      String name,
      String unit,
      String operation,
      int operationsPerBatch,
      double unitsPerOperation) {
    return new Metric(
        name,
        unit,
        true,
        DELTA,
        operation,
        operationsPerBatch,
        unitsPerOperation * operationsPerBatch);
  }

  /**
   * The same with another smallest effect of interest.
   *
   * @param fraction e.g. 0.05 for 5 %
   */
  public Metric withDelta(double fraction) {
    return new Metric(
        name, unit, higherIsBetter, fraction, operation, operationsPerBatch, ofOneNano);
  }

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
