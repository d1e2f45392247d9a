package org.hookbench.framework.profile;

import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apiguardian.api.API;

/**
 * Sampled call stacks of one arm.
 *
 * @param folded samples a stack; a stack is its frames from the root to the leaf, joined by
 *     semicolons, as flamegraph.pl reads it
 * @param periodNanos CPU time that a sample stands for, ns: the time that was sampled over the
 *     samples that were taken
 * @param operations the workload's operations while samples were taken
 * @param lost samples that could not be kept
 * @param idle samples of an idle CPU, which are in no stack
 * @param others samples of other processes and of the kernel's threads at other work than the
 *     network's, which are in no stack
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Stacks(
    SortedMap<String, Long> folded,
    double periodNanos,
    long operations,
    long lost,
    long idle,
    long others)
    implements Serializable {
  /** What separates two frames. */
  public static final char SEPARATOR = ';';

  /** Samples in all stacks. */
  public long samples() {
    return folded.values().stream().mapToLong(Long::longValue).sum();
  }

  /** All samples that were kept. */
  public long taken() {
    return samples() + idle + others;
  }

  /** CPU time an operation, ns. */
  public double nanosPerOperation() {
    return samples() * periodNanos / operations;
  }

  /** Of two forks together. */
  public Stacks plus(Stacks other) {
    SortedMap<String, Long> sum = new TreeMap<>(folded);
    other.folded.forEach((stack, samples) -> sum.merge(stack, samples, Long::sum));
    long both = taken() + other.taken();
    double nanos = periodNanos * taken() + other.periodNanos * other.taken();
    return new Stacks(
        sum,
        both == 0 ? periodNanos : nanos / both,
        operations + other.operations,
        lost + other.lost,
        idle + other.idle,
        others + other.others);
  }
}
