package org.hookbench.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hookbench.analysis.RunResults;
import org.hookbench.testing.Chromium;

/**
 * Writes every made-up run's page, with pictures of it in light and dark at 1280 and 390 pixels,
 * into a folder, for a person to look at.
 */
final class Pages {
  private Pages() {}

  /** The folder, then the runs wanted (all if none). */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Chromium chromium = new Chromium(folder);
    for (var made : Made.all().entrySet()) {
      if (args.length > 1 && !List.of(args).contains(made.getKey())) {
        continue;
      }
      RunResults results = made.getValue();
      String name = made.getKey().replace(' ', '-');
      Path page = folder.resolve(name + ".html");
      Files.writeString(page, new HtmlReport().render(results));
      for (boolean dark : new boolean[] {false, true}) {
        String kind = name + (dark ? "-dark" : "-light");
        chromium.photograph(page, 1280, 2600, dark, folder.resolve(kind + "-1280.png"));
        chromium.photograph(page, 390, 2600, dark, folder.resolve(kind + "-390.png"));
      }
    }
  }
}
