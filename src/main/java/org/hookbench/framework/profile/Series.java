package org.hookbench.framework.profile;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;

/**
 * What a profiler saw of one arm over time.
 *
 * @param columns names with their units, e.g. {@code "cwnd, segments"}; the first is the time since
 *     the fork's first slice, in s
 * @param rows a value a column
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Series(List<String> columns, List<double[]> rows) implements Serializable {
  /** Of two forks, one after the other; the time begins anew with each. */
  public Series plus(Series other) {
    List<double[]> all = new ArrayList<>(rows);
    all.addAll(other.rows);
    return new Series(columns, all);
  }
}
