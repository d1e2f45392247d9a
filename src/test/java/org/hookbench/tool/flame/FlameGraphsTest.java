package org.hookbench.tool.flame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.hookbench.framework.profile.Stacks;
import org.hookbench.testing.Sampled;
import org.junit.jupiter.api.Test;

class FlameGraphsTest {
  private static final Stacks NONE = Sampled.arms().get(0);
  private static final Stacks GENERIC = Sampled.arms().get(3);

  @Test
  void titleSaysWhatIsSeen() {
    String html = FlameGraphs.of("xdpgeneric", "UdpPackets", "packet", GENERIC).html();
    assertTrue(
        Pattern.compile("<h1>xdpgeneric, UdpPackets: \\d{4} ns/packet, \\d\\d,\\d{3} samples</h1>")
            .matcher(html)
            .find());
    assertTrue(html.contains("const maxdiff = -1"));
  }

  @Test
  void differenceIsColouredByWhatGrew() {
    FlameGraph graph = FlameGraphs.difference("xdpgeneric", "UdpPackets", "packet", NONE, GENERIC);
    long most =
        FoldedFile.pairs(NONE, GENERIC).values().stream()
            .mapToLong(p -> Math.abs(p.hook() - p.baseline()))
            .max()
            .orElseThrow();
    assertTrue(graph.html().contains("const maxdiff = " + most + ";"));
    assertTrue(Pattern.compile("\nd=\\d+\n").matcher(graph.html()).find(), "red");
    assertTrue(Pattern.compile("\nd=0\n").matcher(graph.html()).find(), "grey");
    assertFalse(graph.html().contains("\nd=U\n"), "a new frame is red as one that grew");
    assertTrue(graph.html().contains("\"operation\":\"packet\""));
    assertTrue(graph.html().contains("\"nanos\":0.001"), "the widths are for 1000 packets");
  }

  @Test
  void ofTheSameThereIsNoDifference() {
    String html = FlameGraphs.difference("null", "UdpPackets", "packet", NONE, NONE).html();
    assertTrue(html.contains("const maxdiff = 0;"));
    assertFalse(Pattern.compile("\nd=").matcher(html).find());
  }

  @Test
  void whatShrinksIsBlue() {
    Stacks none = new Stacks(new TreeMap<>(Map.of("a;b", 9000L, "a;c", 9000L)), 1, 1, 0, 0, 0);
    Stacks hook = new Stacks(new TreeMap<>(Map.of("a;b", 5000L, "a;c", 9000L)), 1, 1, 0, 0, 0);
    String html = FlameGraphs.difference("tc", "UdpPackets", "packet", none, hook).html();
    assertTrue(Pattern.compile("\nd=-\\d+\n").matcher(html).find());
  }

  /** Of few samples nothing is certain, and nothing is red. */
  @Test
  void whatMayBeChanceHasNoColour() {
    Stacks few = fewOf(GENERIC);
    String html = FlameGraphs.difference("tc", "UdpPackets", "packet", fewOf(NONE), few).html();
    assertTrue(html.contains("const maxdiff = 0;"), "no frame differs for certain");
    assertTrue(html.contains("\"marks\":[]"));
  }

  /** A sample in a thousand. */
  private static Stacks fewOf(Stacks s) {
    TreeMap<String, Long> folded = new TreeMap<>();
    s.folded().forEach((stack, n) -> folded.put(stack, n / 1000));
    folded.values().removeIf(n -> n == 0);
    return new Stacks(folded, s.periodNanos(), s.operations() / 1000, 0, 0, 0);
  }

  @Test
  void theHooksFramesAreMarked() {
    String html =
        FlameGraphs.difference("xdpgeneric", "UdpPackets", "packet", NONE, GENERIC).html();
    String marks = html.substring(html.indexOf("\"marks\":["));
    marks = marks.substring(0, marks.indexOf(']'));
    assertTrue(marks.contains("\"do_xdp_generic\""), marks);
    assertTrue(marks.contains("\"bpf_prog_run_generic_xdp\""), marks);
    assertFalse(marks.contains("\"udp_sendmsg\""), marks);
  }

  @Test
  void loadsNothing() {
    String html =
        FlameGraphs.difference("xdpgeneric", "UdpPackets", "packet", NONE, GENERIC).html();
    assertFalse(Pattern.compile("src=|@import|url\\(|<link").matcher(html).find());
  }

  @Test
  void namesStayText() {
    String name = "'\\</script><!--<script>alert(1)</script>";
    Stacks hostile = new Stacks(new TreeMap<>(Map.of("a\nb;" + name, 5L, "a", 3L)), 1, 1, 0, 0, 0);
    for (String html :
        new String[] {
          FlameGraphs.of(name, name, name, hostile).html(),
          FlameGraphs.difference(name, name, name, hostile, hostile).html()
        }) {
      assertEquals(3, html.split("<script>", -1).length - 2, "scripts of its own");
      assertEquals(3, html.split("</script>", -1).length - 1);
      assertFalse(html.contains("<!--"));
    }
  }

  @Test
  void rareFramesAreLeftOut() {
    String few = FlameGraphs.of("none", "UdpPackets", "packet", NONE).html();
    String many =
        FlameGraphs.of("none", "UdpPackets", "packet", Sampled.manyOf("none", 1, 3000)).html();
    Pattern frames = Pattern.compile("\n[fun]\\(");
    assertTrue(frames.matcher(many).results().count() < 2 * frames.matcher(few).results().count());
    assertFalse(many.contains("hrtimer"));
  }

  @Test
  void whatIsLeftOutCountsToItsCaller() {
    Stacks many = Sampled.manyOf("none", 1, 3000);
    String html = FlameGraphs.of("none", "UdpPackets", "packet", many).html();
    assertTrue(html.contains("\nn(3," + many.samples() + ")\n"), "the root has all samples");
  }
}
