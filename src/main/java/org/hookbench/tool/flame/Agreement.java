package org.hookbench.tool.flame;

/**
 * Whether the frames' growth is the effect that was measured. The one is CPU time in sampled forks,
 * the other the time that passed in forks without a profiler: where both ends of a lane work at the
 * same time, on two CPUs, CPU time may grow by more.
 *
 * @param measured the effect
 * @param growth of all frames, ns an operation
 * @param error half of the growth's 95 % interval by its samples, or the null arm's growth where
 *     that is more
 */
public record Agreement(MeasuredEffect measured, double growth, double error) {
  /** Two that differ by less than this part of the effect agree. */
  public static final double TOLERANCE = 0.2;

  /** A growth less certain than this part of the effect neither agrees nor disagrees with it. */
  private static final double COARSEST = 0.5;

  /** What comes of comparing. */
  public enum Finding {
    WITHIN_TOLERANCE("agrees", "they agree within 20 %"),
    WITHIN_INTERVAL("agrees", "they agree within the interval"),
    APART("apart", "they do not agree"),
    TOO_FEW_SAMPLES("few samples", "there are too few samples to compare them"),
    TOO_SMALL("too small", "the effect is too small to compare");

    private final String word;
    private final String words;

    Finding(String word, String words) {
      this.word = word;
      this.words = words;
    }

    /** For a table. */
    public String word() {
      return word;
    }
  }

  /**
   * Of an arm's growth.
   *
   * @param noise by how much an arm without a hook grew in the same forks, either way: no growth is
   *     known better, ns an operation
   */
  public static Agreement of(MeasuredEffect measured, Growth growth, double noise) {
    return new Agreement(measured, growth.added(), Math.max(growth.error(), Math.abs(noise)));
  }

  /** Growth less effect, ns an operation. */
  public double difference() {
    return growth - measured.nanos();
  }

  /** Growth over effect; 1 where both are the same. */
  public double ratio() {
    return growth / measured.nanos();
  }

  /** What comes of comparing. */
  public Finding finding() {
    double size = Math.abs(measured.nanos());
    if (!measured.isShown()) {
      return Finding.TOO_SMALL;
    }
    if (!(error <= COARSEST * size)) {
      return Finding.TOO_FEW_SAMPLES;
    }
    if (Math.abs(difference()) <= TOLERANCE * size && error <= TOLERANCE * size) {
      return Finding.WITHIN_TOLERANCE;
    }
    return measured.low() <= growth + error && growth - error <= measured.high()
        ? Finding.WITHIN_INTERVAL
        : Finding.APART;
  }

  /** For a reader. */
  public String words() {
    return finding().words;
  }
}
