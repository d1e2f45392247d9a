package org.hookbench.tool.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.profile.Stacks;
import org.hookbench.testing.Chromium;
import org.hookbench.testing.Runs;
import org.hookbench.testing.Sampled;
import org.hookbench.tool.flame.FlameGraphs;

/**
 * Writes every made-up run's page, a calibration's, a profile's and a flame graph, with pictures of
 * it in light and dark at 1280 and 390 pixels, into a folder, for a person to look at.
 */
final class Pages {
  private Pages() {}

  /** The folder, then the runs wanted (all if none). */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Chromium chromium = new Chromium(folder);
    Map<String, String> pages = new LinkedHashMap<>();
    Made.all().forEach((name, results) -> pages.put(name, new HtmlReport().render(results)));
    pages.put("calibration", CalibrationPage.of(Made.calibration(1200)));
    RunResults profiled = Made.of(Runs.standard());
    pages.put("profile", ProfilePage.of(profiled, MadeProfiles.of(profiled, 100)));
    List<Stacks> arms = Sampled.arms();
    pages.put(
        "flame",
        FlameGraphs.difference("xdpgeneric", "UdpPackets", "packet", arms.get(0), arms.get(3))
            .html());
    for (var made : pages.entrySet()) {
      if (args.length > 1 && !List.of(args).contains(made.getKey())) {
        continue;
      }
      String name = made.getKey().replace(' ', '-');
      Path page = Files.writeString(folder.resolve(name + ".html"), made.getValue());
      for (boolean dark : new boolean[] {false, true}) {
        String kind = name + (dark ? "-dark" : "-light");
        chromium.photograph(page, 1280, 2600, dark, folder.resolve(kind + "-1280.png"));
        chromium.photograph(page, 390, 2600, dark, folder.resolve(kind + "-390.png"));
      }
    }
  }
}
