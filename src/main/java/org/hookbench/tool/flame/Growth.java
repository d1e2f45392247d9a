package org.hookbench.tool.flame;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.hookbench.framework.profile.Stacks;

/**
 * Where the time that a hook adds is spent, frame by frame.
 *
 * <p>Of all samples that were taken those of a frame are taken for binomial: its growth has the
 * variance of its two counts, each plus one, since a frame with none may have had some. A CPU that
 * was busy with the workload all the time leaves nothing to chance in the sum of all frames. Its
 * interval is wide enough for all frames to be within theirs at once with at least 95 % (the normal
 * tail's Chernoff bound, {@code exp(-z²/2)}, times the number of frames), so that of hundreds of
 * frames the luckiest is not sold as a finding. What differs from fork to fork beyond that is not
 * in it.
 *
 * @param frames of either arm, the one that grew most first
 * @param baseline CPU time an operation without the hook, ns
 * @param hook the same with it
 * @param error half of their difference's 95 % interval, as far as sampling makes it uncertain
 */
public record Growth(List<FrameGrowth> frames, double baseline, double hook, double error) {
  private static final double ALPHA = 0.05;

  /** Standard errors in half of a 95 % interval. */
  private static final double NORMAL = 1.96;

  /** By the time in a function itself; the frames' growths add up to {@link #added}. */
  public static Growth self(Stacks baseline, Stacks hook) {
    return of(baseline, hook, frames -> Set.of(frames[frames.length - 1]));
  }

  /** By the time in a function and all that it calls, once where it calls itself. */
  public static Growth total(Stacks baseline, Stacks hook) {
    return of(baseline, hook, frames -> new HashSet<>(List.of(frames)));
  }

  /** What the hook adds in all, ns an operation. */
  public double added() {
    return hook - baseline;
  }

  /** Whether that is more than chance. */
  public boolean isBeyondNoise() {
    return Math.abs(added()) > error;
  }

  /** A frame's part of what is added; NaN where what is added is within the noise. */
  public double share(FrameGrowth of) {
    return isBeyondNoise() ? of.growth() / added() : Double.NaN;
  }

  /** The frames that grew most, at most so many, those within the noise among them. */
  public List<FrameGrowth> grown(int most) {
    return frames.stream().filter(f -> f.growth() > 0).limit(most).toList();
  }

  /** The frames that shrank most beyond the noise, at most so many. */
  public List<FrameGrowth> shrunk(int most) {
    return frames.stream()
        .filter(f -> f.growth() < 0 && f.isBeyondNoise())
        .sorted(Comparator.comparingDouble(FrameGrowth::growth))
        .limit(most)
        .toList();
  }

  /** The frames that at least doubled, beyond the noise, at most so many. */
  public List<FrameGrowth> doubled(int most) {
    Predicate<FrameGrowth> doubled = f -> f.growth() > 0 && f.isBeyondNoise() && f.isMostlyAdded();
    return frames.stream().filter(doubled).limit(most).toList();
  }

  private static Growth of(Stacks baseline, Stacks hook, Counted counted) {
    Map<Frame, Long> without = counts(baseline, counted);
    Map<Frame, Long> with = counts(hook, counted);
    Set<Frame> all = new LinkedHashSet<>(without.keySet());
    all.addAll(with.keySet());
    double z = allAtOnce(all.size());
    List<FrameGrowth> frames =
        all.stream()
            .map(
                f -> {
                  long n0 = without.getOrDefault(f, 0L);
                  long n1 = with.getOrDefault(f, 0L);
                  return new FrameGrowth(
                      f, n0 * nanos(baseline), n1 * nanos(hook), z * error(n0, baseline, n1, hook));
                })
            .sorted(
                Comparator.comparingDouble(FrameGrowth::growth)
                    .reversed()
                    .thenComparing(g -> g.frame().name()))
            .toList();
    return new Growth(
        frames,
        baseline.samples() * nanos(baseline),
        hook.samples() * nanos(hook),
        NORMAL * error(baseline.samples(), baseline, hook.samples(), hook));
  }

  /** Which of a stack's frames a sample counts for. */
  private interface Counted {
    Set<Frame> of(Frame[] stack);
  }

  private static Map<Frame, Long> counts(Stacks stacks, Counted counted) {
    Map<Frame, Long> counts = new HashMap<>();
    Map<String, Frame> known = new HashMap<>();
    stacks
        .folded()
        .forEach(
            (stack, samples) -> {
              String[] names = stack.split(String.valueOf(Stacks.SEPARATOR));
              Frame[] frames = new Frame[names.length];
              for (int i = 0; i < names.length; i++) {
                frames[i] = known.computeIfAbsent(names[i], Frame::of);
              }
              counted.of(frames).forEach(f -> counts.merge(f, samples, Long::sum));
            });
    return counts;
  }

  private static double allAtOnce(int frames) {
    return Math.sqrt(2 * Math.log(Math.max(1, frames) / ALPHA));
  }

  private static double error(long n0, Stacks baseline, long n1, Stacks hook) {
    return Math.hypot(deviation(n0, baseline) * nanos(baseline), deviation(n1, hook) * nanos(hook));
  }

  /** Of so many samples out of all that were taken. */
  private static double deviation(long samples, Stacks of) {
    return Math.sqrt(samples * (1 - (double) samples / Math.max(1, of.taken())) + 1);
  }

  /** What a sample stands for, ns an operation. */
  private static double nanos(Stacks of) {
    return of.periodNanos() / Math.max(1, of.operations());
  }
}
