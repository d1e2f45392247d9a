package org.hookbench.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.commons.text.StringEscapeUtils;

/** A headless Chromium that looks at one page and ends. */
public final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final int SECONDS = 60;

  private final Path folder;

  /**
   * @param folder for its profile and what it writes; it may hold nothing
   */
  public Chromium(Path folder) {
    this.folder = folder;
  }

  /** Why there is none here. */
  public static Optional<String> obstacle() {
    return program().isPresent()
        ? Optional.empty()
        : Optional.of("there is no " + String.join(", ", NAMES) + " (apt-get install chromium)");
  }

  private static Optional<Path> program() {
    return NAMES.stream()
        .flatMap(name -> Arrays.stream(System.getenv("PATH").split(":")).map(f -> Path.of(f, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * What became of a page.
   *
   * @param dom the document after its scripts ran
   * @param found what the probe found
   * @param console what the page wrote to the console, errors included
   */
  public record Seen(String dom, String found, List<String> console) {}

  /**
   * Loads a page in a frame of that size, lets its scripts run, and probes it.
   *
   * @param probe a JavaScript expression, evaluated in the page, whose value is a string
   */
  public Seen look(String html, int width, int height, String probe)
      throws IOException, InterruptedException {
    return look(html, width, height, false, probe);
  }

  /** The same in the colours for light or for dark rooms. */
  public Seen look(String html, int width, int height, boolean dark, String probe)
      throws IOException, InterruptedException {
    String script =
        "<script>setTimeout(() => parent.postMessage("
            + "{dom: document.documentElement.outerHTML, found: String("
            + probe
            + ")}, '*'), 2000);</script></body>";
    Path page = Files.writeString(folder.resolve("page.html"), html.replace("</body>", script));
    Path log = folder.resolve("log");
    List<String> options = new ArrayList<>(List.of(size(width, height), "--dump-dom"));
    options.addAll(colours(dark));
    String outer = run(frame(page, width, height), log, options);
    List<String> console =
        Files.readAllLines(log).stream().filter(l -> l.contains("CONSOLE")).toList();
    return new Seen(text(outer, "dom"), text(outer, "found"), console);
  }

  /** Takes a page's picture, in the colours for light or for dark rooms. */
  public void photograph(Path page, int width, int height, boolean dark, Path png)
      throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(List.of(size(width, height), "--screenshot=" + png));
    options.addAll(colours(dark));
    run(frame(page, width, height), folder.resolve("log"), options);
  }

  /** A page around the page: Chromium's own window is never narrower than 500 pixels. */
  private Path frame(Path page, int width, int height) throws IOException {
    return Files.writeString(
        folder.resolve("frame.html"),
        """
        <!DOCTYPE html>
        <body style="margin:0">
        <script>
        onmessage = m => {
          for (const key of ['dom', 'found']) document.getElementById(key).textContent = m.data[key];
        };
        </script>
        <iframe src="%s" width="%d" height="%d" style="border:0;display:block"></iframe>
        <pre id="dom" hidden></pre><pre id="found" hidden></pre>
        """
            .formatted(page.toUri(), width, height));
  }

  private static String text(String dom, String id) {
    String start = "<pre id=\"" + id + "\" hidden=\"\">";
    int from = dom.indexOf(start) + start.length();
    return StringEscapeUtils.unescapeHtml4(dom.substring(from, dom.indexOf("</pre>", from)));
  }

  private static List<String> colours(boolean dark) {
    return dark ? List.of("--blink-settings=preferredColorScheme=0") : List.of();
  }

  private static String size(int width, int height) {
    return "--window-size=" + width + "," + height;
  }

  private String run(Path page, Path log, List<String> options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                program().orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--enable-logging=stderr",
                "--virtual-time-budget=5000",
                // virtual time does not wait for a frame in another process
                "--disable-features=IsolateSandboxedIframes",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile")));
    command.addAll(options);
    command.add(page.toUri().toString());
    Path out = folder.resolve("dom");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(log.toFile())
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new IOException("chromium did not end in " + SECONDS + " s");
    }
    if (process.exitValue() != 0) {
      throw new IOException("chromium: exit " + process.exitValue() + "\n" + Files.readString(log));
    }
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
