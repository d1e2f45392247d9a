package org.hookbench.framework.workload;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * A kind of traffic: it says what it measures and what it consists of, and opens sockets at both
 * ends of a {@link Wire}, over which a {@link Flow} moves a batch when told. It sees nothing of
 * namespaces or hooks.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface Workload {
  /** Of a workload that needs time to settle after a slice on another lane, ns. */
  long LONG_SLICE_NANOS = 5_000_000;

  /** Of a workload with a few batches in it, ns. */
  long MEDIUM_SLICE_NANOS = 2_000_000;

  /** Of a workload whose batches are much shorter than this and need no time to settle, ns. */
  long SHORT_SLICE_NANOS = 1_000_000;

  /** The ratio of variances where nothing is known of a workload. */
  double USUAL_CYCLE_VARIANCE_OVER_FORKS = 100;

  /** Its name in messages, e.g. {@code "UdpPackets"}; the class's simple name if not overridden. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** What is measured. */
  Metric metric();

  /** Whether each batch is one operation whose time is a latency to be kept in a histogram. */
  default boolean isLatency() {
    return false;
  }

  /**
   * What its traffic consists of for the kernel. It is measured with the hooks whose programs run
   * on one of these, and with no other.
   */
  default Set<Event> events() {
    return Set.of(Event.PACKET);
  }

  /**
   * The parameter with which it makes an event that it does not make as it is, as {@code -p} takes
   * it; empty where there is none.
   */
  default Optional<String> parameterFor(Event event) {
    return Optional.empty();
  }

  /**
   * Whether a batch is a whole run of a program in a process of its own: so long that a slice is
   * one batch, with nothing before it that is thrown away, and that one is enough to see what
   * crosses the hook.
   */
  default boolean isWholeRun() {
    return false;
  }

  /**
   * Why it can't be measured on such lanes, in words for a user; empty where it can.
   *
   * @param link as {@code -p link=} names it; {@code netns} for pairs of devices that are there,
   *     {@code dev} for a device with a peer
   * @param placement as {@code -p placement=} names it
   */
  default Optional<String> lackedBy(String link, String placement) {
    return Optional.empty();
  }

  /**
   * What it needs of another host at the other end of a device; empty where it can't be measured
   * against one, for both of its ends are in this process.
   */
  default Optional<FarService> farService() {
    return Optional.empty();
  }

  /** Whether it keeps to a rate, and so says nothing of how fast it could go. */
  default boolean isPaced() {
    return false;
  }

  /**
   * Whether it hands the kernel more than a packet at a time, so that offloads (TSO, GRO) matter to
   * it. A hook that changes offloads then gets a baseline with the same offloads.
   */
  default boolean sendsSegments() {
    return false;
  }

  /** Whether it is measured where the command line names no benchmark. */
  default boolean inDefaultSuite() {
    return false;
  }

  /**
   * Whether sockets must be opened anew when another arm comes to their lane: a connection whose
   * state outlives the arm that shaped it, such as a stream's congestion window, would be the next
   * arm's burden.
   */
  default boolean needsFreshSockets() {
    return false;
  }

  /**
   * The length of a slice that gives the narrowest intervals in the same time, ns. The machine's
   * speed wanders, so that what is measured sooner after each other is compared better; below a few
   * batches a slice's median is no longer robust, and the switch to another lane takes its part.
   */
  default long sliceNanos() {
    return LONG_SLICE_NANOS;
  }

  /**
   * The variance of a cycle's log ratio to the baseline over what varies between forks whatever
   * their length, as a run's table of variances shows both. With what a fork costs it makes the
   * number of cycles a fork that gives the narrowest interval in a given time: the larger, the
   * longer a fork. A guess does: within a factor of four of the truth an interval is at most 7 %
   * wider than it could be.
   */
  default double cycleVarianceOverForks() {
    return USUAL_CYCLE_VARIANCE_OVER_FORKS;
  }

  /**
   * Opens the sockets for one wire.
   *
   * @throws IOException where a socket can't be opened; those that were are closed again
   */
  Flow open(Wire wire) throws IOException;
}
