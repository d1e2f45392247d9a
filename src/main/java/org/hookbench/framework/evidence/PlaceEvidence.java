package org.hookbench.framework.evidence;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a fork saw of a lane on which its arms took turns, and of the host at its other end. It
 * travels from fork to host by Java serialization.
 *
 * @param settleNanos how long traffic needed, on average, until it was level after an arm had come,
 *     ns: slices are discarded until then
 * @param discardedSlices slices that were discarded and measured again, for nothing came for a
 *     while in them
 * @param turns how the arms came to the lane
 * @param peer what the host at the other end has counted over the fork, by name; empty where it
 *     says nothing
 * @param devices how the devices at both ends are set
 * @param saturation what limited the traffic without a program, or null where that was not looked
 *     at
 */
public record PlaceEvidence(
    long settleNanos,
    int discardedSlices,
    Turns turns,
    TreeMap<String, Long> peer,
    Devices devices,
    @Nullable Saturation saturation)
    implements Serializable {
  /** Copies the map. */
  public PlaceEvidence {
    peer = new TreeMap<>(peer);
  }

  /** The same for any map. */
  public static PlaceEvidence of(
      long settleNanos,
      int discardedSlices,
      Turns turns,
      Map<String, Long> peer,
      Devices devices,
      Optional<Saturation> saturation) {
    return new PlaceEvidence(
        settleNanos, discardedSlices, turns, new TreeMap<>(peer), devices, saturation.orElse(null));
  }

  /** What limited the traffic, where that was looked at. */
  public Optional<Saturation> limit() {
    return Optional.ofNullable(saturation);
  }

  /**
   * How the devices are set, by name: the driver, rings, channels, interrupts.
   *
   * @param here of this host's
   * @param far of the one at the other end; empty where nobody there says so
   */
  public record Devices(TreeMap<String, String> here, TreeMap<String, String> far)
      implements Serializable {
    /** Copies the maps. */
    public Devices {
      here = new TreeMap<>(here);
      far = new TreeMap<>(far);
    }

    /** The same for any maps. */
    public static Devices of(Map<String, String> here, Map<String, String> far) {
      return new Devices(new TreeMap<>(here), new TreeMap<>(far));
    }
  }

  /**
   * How the arms came to the lane.
   *
   * @param arrivals how often an arm came to it
   * @param exchanges how often it did so by putting its program in the place of that of the arm
   *     before, without a detach
   */
  public record Turns(long arrivals, long exchanges) implements Serializable {
    /** Where nobody counted. */
    public static final Turns UNKNOWN = new Turns(0, 0);
  }

  /**
   * Traffic as fast as it goes, without a program.
   *
   * @param busiestCpu the share of the time in which the busiest CPU of this host was not idle
   * @param bitsPerSecond through the device, link-layer headers included, in the direction in which
   *     more went
   * @param linkBitsPerSecond the device's own speed; 0 where it does not say
   */
  public record Saturation(double busiestCpu, long bitsPerSecond, long linkBitsPerSecond)
      implements Serializable {
    /** From here on a CPU counts as busy all the time, for clocks and the rest of the world. */
    private static final double FULL = 0.9;

    /** Headers between packets and framing take the rest. */
    private static final double FULL_LINK = 0.85;

    /** Whether a CPU of this host was the limit, so that what a hook costs shows in the rate. */
    public boolean isByCpu() {
      return busiestCpu >= FULL;
    }

    /** Whether the device's speed was the limit. */
    public boolean isByLink() {
      return !isByCpu() && linkBitsPerSecond > 0 && bitsPerSecond >= FULL_LINK * linkBitsPerSecond;
    }
  }
}
