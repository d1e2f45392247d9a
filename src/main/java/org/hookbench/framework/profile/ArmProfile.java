package org.hookbench.framework.profile;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * What one profiler saw of one arm; it travels from fork to host by Java serialization, which an
 * Optional does not.
 *
 * @param figures its numbers, each with a label of its own
 * @param stacks its stacks, or null where it takes none
 * @param series its course, or null where it takes none
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ArmProfile(List<Figure> figures, @Nullable Stacks stacks, @Nullable Series series)
    implements Serializable {
  /** Numbers alone. */
  public static ArmProfile of(List<Figure> figures) {
    return new ArmProfile(List.copyOf(figures), null, null);
  }

  /** Numbers and stacks. */
  public static ArmProfile of(List<Figure> figures, Stacks stacks) {
    return new ArmProfile(List.copyOf(figures), stacks, null);
  }

  /** Numbers and a course. */
  public static ArmProfile of(List<Figure> figures, Series series) {
    return new ArmProfile(List.copyOf(figures), null, series);
  }

  /** Of two forks together. */
  public ArmProfile plus(ArmProfile other) {
    Map<String, Figure> sum = new LinkedHashMap<>();
    figures.forEach(f -> sum.put(f.label(), f));
    other.figures.forEach(f -> sum.merge(f.label(), f, Figure::plus));
    return new ArmProfile(
        List.copyOf(sum.values()),
        stacks == null ? other.stacks : other.stacks == null ? stacks : stacks.plus(other.stacks),
        series == null ? other.series : other.series == null ? series : series.plus(other.series));
  }
}
