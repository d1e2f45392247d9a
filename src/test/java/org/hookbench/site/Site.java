package org.hookbench.site;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * The manual as a site: a page of HTML for each document of {@code docs} and for those of the top
 * folder that they link to. {@code docs/index.md} is its start, and its lists are the navigation.
 * Run by {@code mvn -Psite}; in no package's jar.
 */
public final class Site {
  /** Documents of the top folder, and the names of their pages. */
  private static final Map<String, String> OF_THE_TOP =
      Map.of(
          "CONTRIBUTING.md", "contributing",
          "SECURITY.md", "security-policy",
          "CHANGELOG.md", "changelog");

  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer HTML = HtmlRenderer.builder().extensions(EXTENSIONS).build();
  private static final TextContentRenderer TEXT =
      TextContentRenderer.builder().extensions(EXTENSIONS).build();

  private final Path project;
  private final Map<String, Path> sources = new TreeMap<>();

  /** A list of the navigation. */
  private record Group(String name, List<Entry> links) {}

  /** An entry of it. */
  private record Entry(String href, String text, boolean current) {}

  private Site(Path project) throws IOException {
    this.project = project;
    try (Stream<Path> documents = Files.list(project.resolve("docs"))) {
      documents
          .filter(p -> p.toString().endsWith(".md"))
          .forEach(p -> sources.put(p.getFileName().toString().replaceFirst("\\.md$", ""), p));
    }
    OF_THE_TOP.forEach((file, page) -> sources.put(page, project.resolve(file)));
  }

  /** The project's folder, and where the site is to be. */
  public static void main(String[] args) throws IOException {
    Path target = Path.of(args[1]);
    int pages = write(Path.of(args[0]), target);
    System.out.println(pages + " pages in " + target);
  }

  /**
   * Writes it.
   *
   * @return how many pages it has
   */
  static int write(Path project, Path target) throws IOException {
    Map<String, String> pages = new Site(project).pages();
    Files.createDirectories(target);
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(target.resolve(page.getKey()), page.getValue());
    }
    try (Stream<Path> pictures = Files.list(project.resolve("docs"))) {
      for (Path picture : pictures.filter(p -> p.toString().endsWith(".svg")).toList()) {
        Files.write(target.resolve(picture.getFileName()), Files.readAllBytes(picture));
      }
    }
    return pages.size();
  }

  /** Each page's HTML by its file's name. */
  static Map<String, String> of(Path project) throws IOException {
    return new Site(project).pages();
  }

  private Map<String, String> pages() throws IOException {
    Template template;
    try (Reader in =
        new InputStreamReader(
            Objects.requireNonNull(Site.class.getResourceAsStream("/site/page.mustache")),
            StandardCharsets.UTF_8)) {
      template = Mustache.compiler().compile(in);
    }
    Map<String, String> pages = new LinkedHashMap<>();
    for (Map.Entry<String, Path> source : sources.entrySet()) {
      String name = source.getKey() + ".html";
      Node document = PARSER.parse(Files.readString(source.getValue()));
      String title = title(document).orElse(source.getKey());
      redirect(document, source.getValue());
      String content =
          HTML.render(document)
              .replace("<table>", "<div class=\"wide\"><table>")
              .replace("</table>", "</table></div>");
      pages.put(
          name,
          template.execute(Map.of("title", title, "groups", groups(name), "content", content)));
    }
    return pages;
  }

  /** The lists of the start page, each below its heading. */
  private List<Group> groups(String current) throws IOException {
    Path index = sources.get("index");
    Node document = PARSER.parse(Files.readString(index));
    redirect(document, index);
    List<Group> groups = new ArrayList<>();
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Heading heading) {
            if (heading.getLevel() == 2) {
              groups.add(new Group(TEXT.render(heading).strip(), new ArrayList<>()));
            }
          }

          @Override
          public void visit(Link link) {
            String href = link.getDestination();
            if (!groups.isEmpty() && !href.contains("#")) {
              String text = TEXT.render(link).replaceAll(" \\(.*|[\"`]", "").strip();
              groups
                  .get(groups.size() - 1)
                  .links()
                  .add(new Entry(href, text, href.equals(current)));
            }
          }
        });
    return groups;
  }

  private static Optional<String> title(Node document) {
    Node first = document.getFirstChild();
    return first instanceof Heading ? Optional.of(TEXT.render(first).strip()) : Optional.empty();
  }

  /** Links between documents become links between pages. */
  private void redirect(Node document, Path source) {
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            String destination = link.getDestination();
            String path = destination.replaceFirst("#.*", "");
            String anchor = destination.substring(path.length());
            if (path.endsWith(".md") && !path.contains("://")) {
              Path to = source.resolveSibling(path).normalize();
              sources.entrySet().stream()
                  .filter(s -> s.getValue().normalize().equals(to))
                  .findFirst()
                  .ifPresent(s -> link.setDestination(s.getKey() + ".html" + anchor));
            }
            visitChildren(link);
          }
        });
  }
}
