package org.hookbench.tool.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hookbench.framework.experiment.BenchCase;

/** What is said of cases where those of several runs are looked at together. */
public final class CaseNames {
  private CaseNames() {}

  /** {@code workload (parameters)}. */
  public static String title(BenchCase bench) {
    StringBuilder text = new StringBuilder(bench.workload()).append(" (");
    bench
        .params()
        .forEach((name, value) -> text.append(name).append('=').append(value).append(' '));
    return text.toString().stripTrailing() + ")";
  }

  /** The parameters in which two cases differ, e.g. {@code payload=1 and payload=64}. */
  public static String unlike(BenchCase a, BenchCase b) {
    Set<String> names = new TreeSet<>(a.params().keySet());
    names.addAll(b.params().keySet());
    List<String> unlike = new ArrayList<>();
    for (String name : names) {
      String one = shown(name, a.params());
      String two = shown(name, b.params());
      if (!one.equals(two)) {
        unlike.add(one + " and " + two);
      }
    }
    return String.join(", ", unlike);
  }

  private static String shown(String name, Map<String, String> params) {
    return params.containsKey(name) ? name + "=" + params.get(name) : "no " + name;
  }
}
