package org.hookbench.tool.cli.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hookbench.framework.attachment.Found;
import org.hookbench.framework.attachment.OwnerMark;
import org.hookbench.kernel.bpf.KernelProgram;
import org.junit.jupiter.api.Test;

/** What {@code show} prints of what was found. */
class ShowTest {
  private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05.678Z");

  private static final Found OURS =
      found("veth0", "tc", filter("bpf", 0x4842, 18498), program(12, "on_tc", 0), "pass");
  private static final Found XDP =
      new Found(
          "a-long-device-0",
          2147483647,
          "xdpgeneric",
          Found.By.LINK,
          OptionalInt.of(123456),
          Optional.empty(),
          program(1234567, "a_program_of_15", 4),
          Optional.empty());
  private static final Found FLOWER =
      found("veth0", "tc-egress", filter("flower", 0x80000800, 49152), Optional.empty(), null);

  @Test
  void tableHasAtMost80ColumnsAndOneRowEach() {
    List<String> lines = ShowTable.lines(shown(OURS, XDP, FLOWER));
    lines.forEach(l -> assertTrue(l.length() <= 80, l));
    assertEquals(
        List.of("device", "hook", "id", "name", "owner", "by", "loaded"), words(lines.get(0)));
    List<String> row = words(lines.get(1));
    assertEquals(
        List.of("veth0", "tc", "12", "on_tc", "hookbench", "0x4842/18498"), row.subList(0, 6));
  }

  @Test
  void filterWithoutAProgramIsCalledByItsKind() {
    List<String> lines = ShowTable.lines(shown(FLOWER));
    assertEquals(
        List.of("veth0", "tc-egress", "-", "(flower)", "-", "0x80000800/4", "-"),
        words(lines.get(1)));
    assertEquals(List.of("9152"), words(lines.get(2)));
  }

  @Test
  void terminalIsNotToldWhatToDoByADevicesName() {
    Found hostile = found("\u001b[2J", "tc", filter("bpf", 1, 1), program(12, "on_tc", 0), null);
    assertEquals("?[2J", words(ShowTable.lines(shown(hostile)).get(1)).get(0));
  }

  @Test
  void runsAreShownOfWhatHasBeenCounted() {
    assertFalse(String.join("\n", ShowTable.lines(shown(OURS))).contains("Runs"));
    List<String> lines = ShowTable.lines(shown(OURS, XDP));
    assertEquals(
        List.of("a-long-device-0", "xdpgeneric", "1234567", "4", "25"),
        words(lines.get(lines.size() - 1)));
    assertEquals("Runs while the kernel's statistics were on:", lines.get(lines.size() - 3));
  }

  @Test
  void jsonHasEachFieldInEachEntry() throws IOException {
    JsonNode document = new ObjectMapper().readTree(ShowJson.of(shown(OURS, XDP, FLOWER)));
    assertEquals("hookbench-show", document.get("format").asText());
    assertEquals(4026531840L, document.get("netns").asLong());
    JsonNode ours = document.get("attached").get(0);
    JsonNode xdp = document.get("attached").get(1);
    JsonNode flower = document.get("attached").get(2);
    assertEquals(fields(ours), fields(xdp));
    assertEquals(fields(ours), fields(flower));
    assertEquals("hookbench", ours.get("owner").asText());
    assertEquals("pass", ours.get("attachedAs").asText());
    assertEquals(0x4842, ours.get("filter").get("handle").asInt());
    assertEquals("2026-01-02T03:04:07Z", ours.get("program").get("loaded").asText());
    assertTrue(xdp.get("owner").isNull() && xdp.get("filter").isNull());
    assertEquals("link", xdp.get("by").asText());
    assertEquals(123456, xdp.get("linkId").asInt());
    assertEquals(0x80000800L, flower.get("filter").get("handle").asLong());
    assertTrue(flower.get("program").isNull());
  }

  @Test
  void eachFieldOfTheJsonIsDocumented() throws IOException {
    String documentation = Files.readString(Path.of("docs", "show.md"));
    JsonNode document = new ObjectMapper().readTree(ShowJson.of(shown(OURS)));
    List<String> names = new ArrayList<>(fields(document));
    JsonNode entry = document.get("attached").get(0);
    names.addAll(fields(entry));
    names.addAll(fields(entry.get("filter")));
    names.addAll(fields(entry.get("program")));
    for (String name : names) {
      assertTrue(documentation.contains("| `" + name + "` |"), name);
    }
  }

  private static Shown shown(Found... found) {
    return new Shown(4026531840L, List.of(found), new BootClock(STARTED));
  }

  private static Found found(
      String device,
      String hook,
      Optional<Found.FilterKey> filter,
      Optional<KernelProgram> program,
      String ours) {
    return new Found(
        device,
        3,
        hook,
        Found.By.NETLINK,
        OptionalInt.empty(),
        filter,
        program,
        Optional.ofNullable(ours).map(p -> new OwnerMark("4026531840-3-" + hook, p, false)));
  }

  private static Optional<Found.FilterKey> filter(String kind, int handle, int priority) {
    return Optional.of(new Found.FilterKey(kind, handle, priority, 3, 0, OptionalInt.empty()));
  }

  private static Optional<KernelProgram> program(int id, String name, long runs) {
    return Optional.of(
        new KernelProgram(
            id, 3, name, "0011223344556677", 2_000_000_000L, List.of(1), runs, 25 * runs));
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split("\\s+"));
  }

  private static List<String> fields(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
