package org.hookbench.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.hookbench.analysis.RunResults;

/**
 * A run as one HTML page that needs nothing beside itself: style, charts (d3, drawn by {@code
 * report.js}) and data are inside, and its content security policy lets it load nothing.
 *
 * <p>The template escapes whatever it is given, but for the page's own style and scripts and for
 * the charts' data, which {@link ChartData} makes safe inside a script element.
 */
final class HtmlReport implements ReportFormat {
  @Override
  public String name() {
    return "html";
  }

  @Override
  public String render(RunResults results) {
    Map<String, Object> model = HtmlModel.of(results);
    model.put("css", resource("report.css"));
    model.put("script", resource("report.js"));
    model.put("library", resource("d3/d3.min.js"));
    model.put("licence", resource("d3/LICENSE"));
    model.put("data", ChartData.of(results));
    return Page.TEMPLATE.execute(model);
  }

  private static final class Page {
    static final Template TEMPLATE =
        Mustache.compiler()
            .withLoader(name -> new StringReader(resource(name + ".mustache")))
            .compile(resource("report.mustache"));
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
