package org.hookbench.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The manual: that its pages are all there, that a reader finds each, and that no link is broken.
 */
class SiteTest {
  private static final Path PROJECT = Path.of("").toAbsolutePath();
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
  private static final Pattern MARKDOWN_LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");

  @Test
  void noLinkOfASiteLeadsNowhere() throws IOException {
    Map<String, String> pages = Site.of(PROJECT);
    List<String> broken = new ArrayList<>();
    pages.forEach(
        (name, html) -> {
          Matcher links = LINK.matcher(html);
          while (links.find()) {
            String link = links.group(1);
            if (link.matches("https?:.*") || link.equals("#text")) {
              continue;
            }
            String path = link.replaceFirst("#.*", "");
            String page = path.isEmpty() ? html : pages.get(path);
            boolean there =
                page == null
                    ? path.endsWith(".svg") && Files.exists(PROJECT.resolve("docs").resolve(path))
                    : !link.contains("#")
                        || page.contains("id=\"" + link.substring(link.indexOf('#') + 1) + "\"");
            if (!there) {
              broken.add(name + ": " + link);
            }
          }
        });
    assertEquals(List.of(), broken);
  }

  /** In the Markdown itself, whose readers have no site. */
  @Test
  void noLinkOfADocumentLeadsToAFileThatIsNotThere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      Matcher links =
          MARKDOWN_LINK.matcher(CODE.matcher(Files.readString(document)).replaceAll(""));
      while (links.find()) {
        String path = links.group(1).replaceFirst("#.*", "");
        if (!path.contains("://")
            && !path.isEmpty()
            && !Files.exists(document.resolveSibling(path).normalize())) {
          broken.add(PROJECT.relativize(document) + ": " + path);
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void theStartPageLeadsToEveryDocument() throws IOException {
    Map<String, String> pages = Site.of(PROJECT);
    String index = pages.get("index.html");
    List<String> missing =
        pages.keySet().stream()
            .filter(
                name ->
                    !name.equals("index.html")
                        && !name.matches("(security-policy|changelog)\\.html"))
            .filter(name -> !index.contains("href=\"" + name))
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void theNavigationSaysWhereOneIs() throws IOException {
    String page = Site.of(PROJECT).get("gate.html");
    assertTrue(page.contains("<title>One run as a gate - HookBench</title>"));
    assertEquals(1, page.split("aria-current=\"page\"", -1).length - 1);
    assertTrue(
        page.contains("<a href=\"gate.html\" aria-current=\"page\">One run as a gate</a>"), page);
  }

  private static List<Path> documents() throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> top = Files.list(PROJECT);
        Stream<Path> docs = Files.list(PROJECT.resolve("docs"))) {
      Stream.concat(top, docs).filter(p -> p.toString().endsWith(".md")).forEach(all::add);
    }
    return all;
  }
}
