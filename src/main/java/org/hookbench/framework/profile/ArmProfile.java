package org.hookbench.framework.profile;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * What one profiler saw of one arm.
 *
 * @param figures its numbers, each with a label of its own
 * @param stacks its stacks, or null where it takes none
 * @param series its course, or null where it takes none
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ArmProfile(List<Figure> figures, Stacks stacks, Series series)
    implements Serializable {
  /** Numbers alone. */
  public static ArmProfile of(List<Figure> figures) {
    return new ArmProfile(List.copyOf(figures), null, null);
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
