package org.hookbench.profile;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one profiler saw of one arm.
 *
 * @param figures its numbers; no two have both label and unit in common
 * @param stacks its stacks, or null where it takes none
 * @param series its course, or null where it takes none
 */
public record ArmProfile(List<Figure> figures, Stacks stacks, Series series)
    implements Serializable {
  /** Numbers alone. */
  public static ArmProfile of(List<Figure> figures) {
    return new ArmProfile(List.copyOf(figures), null, null);
  }

  /** Of two forks together. */
  public ArmProfile plus(ArmProfile other) {
    Map<List<String>, Figure> sum = new LinkedHashMap<>();
    figures.forEach(f -> sum.put(key(f), f));
    other.figures.forEach(f -> sum.merge(key(f), f, Figure::plus));
    return new ArmProfile(
        List.copyOf(sum.values()),
        stacks == null ? other.stacks : other.stacks == null ? stacks : stacks.plus(other.stacks),
        series == null ? other.series : other.series == null ? series : series.plus(other.series));
  }

  private static List<String> key(Figure figure) {
    return List.of(figure.label(), figure.unit());
  }
}
