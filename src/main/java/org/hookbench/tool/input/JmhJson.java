package org.hookbench.tool.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * JMH's own JSON ({@code -rf json}): one sample an iteration, its run being the fork.
 *
 * <p>Mode {@code sample} has a histogram for each iteration; its mean is the sample. Only {@code
 * rawData} is read, so JMH's {@code "NaN"} for an error it can't estimate does no harm, whereas a
 * NaN among the data is refused. Source: JMH 1.37 {@code JSONResultFormat}.
 */
final class JmhJson implements InputFormat {
  @Override
  public String name() {
    return "JMH JSON";
  }

  @Override
  public boolean recognises(InputText in) throws IOException {
    if (!in.isJson() || in.documents().isEmpty() || !in.documents().get(0).isArray()) {
      return false;
    }
    JsonNode records = in.documents().get(0);
    return records.isEmpty()
        || (records.get(0).has("benchmark") && records.get(0).has("primaryMetric"));
  }

  @Override
  public InputResult read(InputText in) throws IOException {
    if (in.documents().size() > 1) {
      throw in.refuse("several JSON documents, expected one array of JMH's");
    }
    Samples out = new Samples("jmh", in);
    Set<String> seen = new HashSet<>();
    for (JsonAt benchmark : new JsonAt(in, "$", in.documents().get(0)).elements()) {
      String workload = workload(benchmark);
      String mode = benchmark.get("mode").text();
      if (!seen.add(mode + " " + workload)) {
        throw benchmark.refuse("expected " + Excerpt.quoted(workload) + " once in mode " + mode);
      }
      read(benchmark, workload, mode, out);
    }
    return out.result();
  }

  private static void read(JsonAt benchmark, String workload, String mode, Samples out)
      throws InputFormatException {
    boolean higherIsBetter = higherIsBetter(benchmark, mode);
    JsonAt metric = benchmark.get("primaryMetric");
    String unit = metric.get("scoreUnit").text();
    boolean histogram = metric.find("rawDataHistogram").isPresent();
    JsonAt raw = metric.get(histogram ? "rawDataHistogram" : "rawData");
    List<JsonAt> forks = raw.elements();
    Map<Condition, String> conditions = JmhConditions.of(benchmark);
    int samples = 0;
    for (int fork = 0; fork < forks.size(); fork++) {
      for (JsonAt iteration : forks.get(fork).elements()) {
        double value = histogram ? mean(iteration) : iteration.measure();
        out.add(
            new InputSample(
                workload, mode, unit, higherIsBetter, value, iteration.source(), fork, conditions));
        samples++;
      }
    }
    if (samples == 0) {
      throw raw.refuse("no data, expected JMH's default -Djmh.json.rawData=true");
    }
    notes(benchmark, workload, forks.size(), out);
  }

  private static void notes(JsonAt benchmark, String workload, int forks, Samples out)
      throws InputFormatException {
    double planned = benchmark.get("forks").measure();
    if (planned == 0) {
      out.note(workload + ": not forked, measured inside JMH's own JVM");
    } else if (planned > forks) {
      out.note(workload + ": data of " + forks + " forks of " + (long) planned + " planned");
    }
    if (benchmark.find("secondaryMetrics").filter(s -> !s.node().isEmpty()).isPresent()) {
      out.note("secondary metrics are not read");
    }
  }

  private static boolean higherIsBetter(JsonAt benchmark, String mode) throws InputFormatException {
    return switch (mode) {
      case "thrpt" -> true;
      case "avgt", "sample", "ss" -> false;
      default -> throw benchmark.get("mode").refuse("expected thrpt, avgt, sample or ss");
    };
  }

  /**
   * {@code class.method[param=value, ...]}, and the threads where there are several; the parameters
   * by name, for JMH's order may be another one in another version.
   */
  private static String workload(JsonAt benchmark) throws InputFormatException {
    List<String> facts = new ArrayList<>();
    if (benchmark.find("params").isPresent()) {
      JsonAt params = benchmark.get("params");
      Set<String> names = new TreeSet<>();
      params.node().fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        facts.add(Excerpt.plain(name) + "=" + params.get(name).text());
      }
    }
    double threads = benchmark.get("threads").measure();
    if (threads != 1) {
      facts.add("threads=" + (long) threads);
    }
    return benchmark.get("benchmark").text() + (facts.isEmpty() ? "" : facts.toString());
  }

  /** The mean of a histogram of {@code [value, count]} pairs. */
  private static double mean(JsonAt histogram) throws InputFormatException {
    double sum = 0;
    double count = 0;
    for (JsonAt bucket : histogram.elements()) {
      List<JsonAt> pair = bucket.elements();
      if (pair.size() != 2) {
        throw bucket.refuse("expected [value, count]");
      }
      double n = pair.get(1).measure();
      sum += pair.get(0).measure() * n;
      count += n;
    }
    if (count == 0 || !Double.isFinite(sum / count)) {
      throw histogram.refuse("expected at least one value, and a mean within range");
    }
    return sum / count;
  }
}
