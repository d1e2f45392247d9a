package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.Test;

class ArmNamesTest {
  private static final String PATH = "a/long/path/to/filter.bpf.o";

  private static List<String> called(String... ids) {
    ArmNames names = ArmNames.ofIds(Stream.of(ids));
    return Stream.of(ids).map(names::ofId).toList();
  }

  @Test
  void anOwnProgramIsCalledByItsFunction() {
    assertEquals(
        List.of("none", "tc/pass", "tc/ingress", "xdpdrv*2/ingress@limit=16", "none+tc"),
        called(
            "none",
            "tc/pass",
            "tc/" + PATH + ":ingress",
            "xdpdrv*2/" + PATH + ":ingress@limit=16",
            "none+tc"));
  }

  /** A path may stand in a constant's place, too: that of a pinned map. */
  @Test
  void constantsStay() {
    assertEquals(
        List.of("tc/f@pin.flows=/sys/fs/bpf/flows", "tc/spin@ns=1000"),
        called("tc/x.o:f@pin.flows=/sys/fs/bpf/flows", "tc/spin@ns=1000"));
  }

  @Test
  void whatWouldBeCalledAlikeIsToldApart() {
    assertEquals(
        List.of("tc/old.o:f", "tc/new.o:f", "tc/g"),
        called("tc/x/old.o:f", "tc/x/new.o:f", "tc/x/new.o:g"));
    assertEquals(List.of("tc/x/a.o:f", "tc/y/a.o:f"), called("tc/x/a.o:f", "tc/y/a.o:f"));
    assertEquals(List.of("tc/count", "tc/my.o:count"), called("tc/count", "tc/x/my.o:count"));
  }

  @Test
  void theObjectsAreToldOnce() {
    ArmNames names =
        ArmNames.ofIds(
            Stream.of("tc/pass", "tc/x/a.o:f", "tc/x/a.o:f@n=1", "tc/x/a.o:g", "tc/b.o:h"));
    assertEquals(List.of("f, g are in x/a.o", "h is in b.o"), names.objects());
    assertEquals(List.of(), ArmNames.ofIds(Stream.of("tc/pass", "none")).objects());
  }

  @Test
  void sentencesHaveTheNamesToo() {
    ArmNames names = ArmNames.ofIds(Stream.of("tc/x/a.o:f", "tc/x/a.o:f@n=1"));
    assertEquals("tc/f@n=1 and tc/f ran", names.in("tc/x/a.o:f@n=1 and tc/x/a.o:f ran"));
  }

  /** In each format for people the path stands once, in the summary, and every name is short. */
  @Test
  void everyFormatHasThePathOnce() {
    RunResults results =
        Made.of(Runs.quick().withPrograms(List.of("pass", PATH + ":ingress")).against("pass"));
    for (ReportFormat format :
        List.of(new TextReport(false), new MarkdownReport(), new HtmlReport())) {
      String text = format.render(results).replaceAll("<wbr>", "");
      assertEquals(1, text.split("ingress is in " + PATH, -1).length - 1, format.name());
      assertEquals(1, text.split(PATH, -1).length - 1, format.name());
      assertTrue(text.contains("tc/ingress"), format.name());
    }
    assertFalse(LiveLines.of(results).stream().anyMatch(l -> l.contains(PATH)), "live");
  }
}
