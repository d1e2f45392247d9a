package org.hookbench.tool.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A page that needs nothing beside itself: style, charts (d3, drawn by {@code report.js}) and data
 * are inside, and its content security policy lets it load nothing.
 *
 * <p>The templates escape whatever they are given, but for the page's own style and scripts and for
 * the charts' data, which {@link ChartData} makes safe inside a script element.
 */
final class HtmlPage {
  private static final Mustache.Compiler COMPILER =
      Mustache.compiler().withLoader(name -> new StringReader(resource(name + ".mustache")));

  private HtmlPage() {}

  /**
   * The page.
   *
   * @param template the name of its template
   * @param model what the template is filled with
   * @param data what its charts are drawn from, safe in a script element
   */
  static String of(String template, Map<String, Object> model, String data) {
    Map<String, Object> all = new HashMap<>(model);
    all.put("css", resource("report.css"));
    all.put("script", resource("report.js"));
    all.put("library", resource("d3/d3.min.js"));
    all.put("licence", resource("d3/LICENSE"));
    all.put("data", data);
    return COMPILER.compile(resource(template + ".mustache")).execute(all);
  }

  /** Facts of a machine, as the template of that name takes them. */
  static List<Map<String, String>> machine(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(e -> Map.of("name", Plain.text(e.getKey()), "value", Plain.text(e.getValue())))
        .toList();
  }

  private static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
