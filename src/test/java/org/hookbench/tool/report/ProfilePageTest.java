package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.experiment.CaseProfile;
import org.hookbench.framework.profile.ArmProfile;
import org.hookbench.framework.profile.Figure;
import org.hookbench.framework.profile.Series;
import org.hookbench.framework.profile.Stacks;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ProfilePageTest {
  private static final int MOST_BYTES = 5_000_000;

  @TestFactory
  Stream<DynamicTest> everyRunMakesAPageAndAText() {
    return Made.all().entrySet().stream()
        .map(
            e ->
                DynamicTest.dynamicTest(
                    e.getKey(),
                    () -> {
                      List<CaseProfile> profiles = MadeProfiles.of(e.getValue(), 50);
                      String page = ProfilePage.of(e.getValue(), profiles);
                      assertTrue(page.contains("Frames against effect"));
                      String ours = page.substring(0, page.indexOf("d3js.org"));
                      assertFalse(ours.contains("NaN"), "NaN");
                      String text = ProfileText.of(e.getValue(), profiles);
                      assertTrue(text.contains("Frames against effect"));
                      text.lines().forEach(l -> assertTrue(l.length() <= 80, l));
                    }));
  }

  @Test
  void tenHooksAreSmall() {
    RunResults results =
        Made.of(
            Runs.quick()
                .withHooks(List.of("tc", "xdpgeneric", "xdpdrv", "tcx", "cgroup"))
                .withPrograms(List.of("pass", "count")));
    String page = ProfilePage.of(results, MadeProfiles.of(results, 4000).subList(0, 1));
    int bytes = page.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes < MOST_BYTES, bytes + " bytes");
    // a difference and a plain one a hook, and the baseline's
    assertEquals(2 * 10 + 1, count(page, "class=\"graph\""));
    assertEquals(2 * 10 + 1, count(page, "<iframe data-graph"));
  }

  @Test
  void saysWhatGrewAndWhetherItIsTheEffect() {
    RunResults results = Made.of(Runs.standard());
    String page = ProfilePage.of(results, MadeProfiles.of(results, 0));
    assertTrue(page.contains("<th scope=\"row\">do_xdp_generic</th>"));
    assertTrue(page.contains("agree within 20 %"));
    assertTrue(page.contains("they do not agree"));
    assertTrue(page.contains("too small"));
  }

  @Test
  void textSaysTheSame() {
    RunResults results = Made.of(Runs.standard());
    String text = ProfileText.of(results, MadeProfiles.of(results, 0));
    assertTrue(text.contains("What grew, ns/packet: xdpgeneric, UdpPackets"), text);
    assertTrue(Pattern.compile("(?m)^ *do_xdp_generic +0\\.000 ").matcher(text).find(), text);
    assertTrue(Pattern.compile("(?m)^ *xdpgeneric .* agrees$").matcher(text).find(), text);
    assertTrue(Pattern.compile("(?m)^ *null .* too small$").matcher(text).find(), text);
  }

  @Test
  void loadsNothingAndKeepsScriptsOfNamesOut() {
    RunResults results = Made.hostile();
    Stacks stacks =
        new Stacks(
            new TreeMap<>(Map.of("a;" + Made.SCRIPT + "</script>", 100L)), 1e6, 1000, 0, 0, 0);
    List<CaseProfile> profiles =
        results.run().cases().stream()
            .map(
                c ->
                    new CaseProfile(
                        c.bench(),
                        c.arms(),
                        c.metric(),
                        Map.of(
                            Made.SCRIPT,
                            c.arms().stream()
                                .map(
                                    a ->
                                        new ArmProfile(
                                            List.of(new Figure(Made.SCRIPT, Made.SCRIPT, 1, 1)),
                                            stacks,
                                            new Series(
                                                List.of("s", Made.SCRIPT),
                                                List.of(new double[] {0, 1}))))
                                .toList())))
            .toList();
    String page = ProfilePage.of(results, profiles);
    assertFalse(page.contains(Made.SCRIPT));
    assertTrue(page.contains("default-src 'none'"));
    assertFalse(Pattern.compile("(src|href)=\"(?!#)|@import|url\\(").matcher(page).find());
  }

  @Test
  void aProfileWithoutSamplesHasItsFiguresOnly() throws IOException {
    RunResults results = Made.of(Runs.quick());
    List<CaseProfile> profiles =
        MadeProfiles.of(results, 0).stream()
            .map(
                p ->
                    new CaseProfile(
                        p.bench(),
                        p.arms(),
                        p.metric(),
                        Map.of("softirq", p.profiles().get("softirq"))))
            .toList();
    String page = ProfilePage.of(results, profiles);
    assertFalse(page.contains("<iframe"));
    assertTrue(page.contains("net_rx@0"));
    assertFalse(ProfileText.of(results, profiles).contains("Frames against effect"));
  }

  @Test
  void seriesAreThinnedAndForksKeptApart() throws IOException {
    RunResults results = Made.of(Runs.quick());
    String page = ProfilePage.of(results, MadeProfiles.of(results, 0));
    String start = "<script type=\"application/json\" id=\"data\">";
    int from = page.indexOf(start) + start.length();
    JsonNode series =
        new ObjectMapper()
            .readTree(page.substring(from, page.indexOf("</script>", from)))
            .get("series");
    assertEquals(3 * 2, series.size());
    JsonNode arm = series.get(0).get("arms").get(2);
    assertEquals(2, arm.get("forks").size());
    int points = arm.get("forks").get(0).size() + arm.get("forks").get(1).size();
    assertTrue(points > SeriesData.POINTS / 2 && points <= SeriesData.POINTS, points + " points");
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
