package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.TargetFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Profiles as a user takes them. */
@KernelTest
@Tag(JarRun.NEEDED)
class ProfileIT {
  private static final String SHORT = "-f 1 -i 40 -wi 2";

  @TempDir(factory = TargetFolder.class)
  Path folder;

  @Test
  void foldedStacksAndGraphsAreOfTheirArmsAndFiguresAreInJmhsFile() throws Exception {
    JarRun.Outcome run =
        run(
            "UdpPackets -p hook=xdpgeneric -prof kflame -prof bpf -prof softirq -rf json -rff j.json"
                + " -Dhookbench.save=r.json "
                + SHORT);
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().contains("Frames against effect, ns/packet"), run.toString());
    assertTrue(run.out().contains("Sampling changed UdpPackets by "), run.toString());

    Path graphs = folder.resolve("r-kflame");
    String hook = Files.readString(graphs.resolve("UdpPackets-64-xdpgeneric.folded"));
    String none = Files.readString(graphs.resolve("UdpPackets-64-none.folded"));
    // do_xdp_generic itself runs for every device, as soon as one has a program; what it calls, not
    String called = "do_xdp_generic_[k];";
    assertTrue(hook.contains(called), hook);
    assertFalse(none.contains(called), none);
    assertTrue(none.lines().allMatch(l -> l.matches(".+ \\d+")), none);
    String difference =
        Files.readString(graphs.resolve("UdpPackets-64-xdpgeneric-against-none.folded"));
    assertTrue(
        difference.lines().anyMatch(l -> l.contains(called) && l.matches(".* 0 \\d+")), difference);
    for (String graph :
        List.of("UdpPackets-64-none.html", "UdpPackets-64-null-against-none.html")) {
      assertTrue(Files.readString(graphs.resolve(graph)).contains("</html>"), graph);
    }

    JsonNode json = new ObjectMapper().readTree(folder.resolve("j.json").toFile());
    JsonNode figures = json.get(2).get("secondaryMetrics");
    assertEquals("xdpgeneric", json.get(2).get("params").get("hook").asText());
    assertEquals(1, figures.get("bpf.runs/packet").get("score").asDouble(), 0.01);
    for (String label : List.of("kflame.samples", "softirq.NET_RX")) {
      assertTrue(figures.get(label).get("score").asDouble() > 0, label);
    }
    assertEquals("", run.leftInTmp());
    assertEquals("", run.leftRunning());
  }

  @Test
  void commandWritesOnePageWithAllOfIt() throws Exception {
    JarRun.Outcome run =
        run("profile --hook tc --html p.html TcpRoundTrip " + "-Dhookbench.profile=quick -f 1");
    assertEquals(0, run.exitCode(), run.toString());
    String page = Files.readString(folder.resolve("p.html"));
    for (String part : List.of("srtt", "NET_RX", "Frames against effect", "data-graph")) {
      assertTrue(page.contains(part), part);
    }
    assertEquals("", run.leftInTmp());
  }

  @ParameterizedTest
  @CsvSource({
    "-prof kflame:freq=0, -prof kflame: freq is a whole number",
    "-prof tcpinfo:every=x, every",
    "-prof softirq:x=1, option",
    "-prof nosuch, no such profiler"
  })
  void wrongOptionIsOneLine(String arguments, String words) throws Exception {
    JarRun.Outcome run = run("UdpPackets -p hook=tc " + arguments);
    assertEquals(64, run.exitCode(), run.toString());
    assertEquals(1, run.err().lines().count(), run.toString());
    assertTrue(run.err().contains(words), run.toString());
  }

  @Test
  void withoutThePrivilegeItIsListedWithTheReason() throws Exception {
    List<String> through = List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all");
    try (JarRun run = JarRun.startThrough(folder, through, "-lprof")) {
      JarRun.Outcome outcome = run.await();
      assertEquals(0, outcome.exitCode(), outcome.toString());
      assertTrue(outcome.out().contains("kflame can't run here"), outcome.toString());
      assertTrue(outcome.out().contains("CAP_PERFMON"), outcome.toString());
    }
  }

  private JarRun.Outcome run(String arguments) throws Exception {
    return JarRun.of(folder, arguments.split(" "));
  }
}
