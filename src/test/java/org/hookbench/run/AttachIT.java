package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.testbed.HookProbe;
import org.hookbench.run.Steps.Step;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.TargetFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * attach, detach and show as a user types them, each a process of its own, on a device of a named
 * namespace; beside tc, ip and bpftool, which must see the same.
 */
@KernelTest
class AttachIT {
  @TempDir(factory = TargetFolder.class)
  Path folder;

  @Test
  void whatStaysIsSeenAlikeByTcIpAndBpftoolAndIsTakenOff() throws Exception {
    List<String> hooks = new ArrayList<>(List.of("tc", "tc-egress", "xdpgeneric"));
    Stream.of("tcx", "tcx-egress")
        .filter(h -> HookProbe.refusal(Hooks.named(h).orElseThrow()).isEmpty())
        .forEach(hooks::add);
    List<String> commands = new ArrayList<>();
    hooks.forEach(h -> commands.add("HB attach --netns hbtest --dev veth0 --hook " + h));
    commands.addAll(
        List.of(
            "HB show --netns hbtest --dev veth0 --json",
            "tc -n hbtest filter show dev veth0 ingress",
            "tc -n hbtest filter show dev veth0 egress",
            "ip -n hbtest -d link show dev veth0",
            "in_ns bpftool -j net show",
            "bpftool -j link show",
            "bpftool -j prog show",
            "HB show --netns hbtest"));
    hooks.forEach(h -> commands.add("HB detach --netns hbtest --dev veth0 --hook " + h));
    commands.addAll(
        List.of(
            "HB show --netns hbtest",
            "tc -n hbtest qdisc show dev veth0 clsact",
            "ip -n hbtest -d link show dev veth0",
            "find /sys/fs/bpf -mindepth 1 ! -name '*.debug'"));
    List<Step> steps = run(commands);
    for (Step s : steps) {
      assertEquals(0, s.exitCode(), s.toString());
    }

    JsonNode shown = steps.get(hooks.size()).json().get("attached");
    assertEquals(Set.copyOf(hooks), values(shown, "/hook"));
    assertEquals(Set.of("hookbench"), values(shown, "/owner"));
    for (int i = 0; i < hooks.size(); i++) {
      String line = "program id " + program(shown, hooks.get(i)).get("id").asInt();
      assertTrue(steps.get(i).out().contains(line), steps.get(i) + " against " + shown);
    }
    Step ingress = steps.get(hooks.size() + 1);
    Step egress = steps.get(hooks.size() + 2);
    assertEquals(Set.of(program(shown, "tc").get("id").asInt()), ingress.ids());
    assertEquals(Set.of(program(shown, "tc-egress").get("id").asInt()), egress.ids());
    assertTrue(ingress.out().contains("pref 18498 bpf chain 0 handle 0x4842"), ingress.out());
    int xdp = program(shown, "xdpgeneric").get("id").asInt();
    Step ip = steps.get(hooks.size() + 3);
    assertTrue(
        ip.out().contains("xdpgeneric") && ip.out().contains("prog/xdp id " + xdp), ip.out());
    Step net = steps.get(hooks.size() + 4);
    assertTrue(
        net.ids()
            .containsAll(
                Set.of(
                    xdp,
                    program(shown, "tc").get("id").asInt(),
                    program(shown, "tc-egress").get("id").asInt())),
        net.out());
    linksAndProgramsAgree(shown, steps.get(hooks.size() + 5), steps.get(hooks.size() + 6));
    Step table = steps.get(hooks.size() + 7);
    assertTrue(table.out().lines().allMatch(l -> l.length() <= 80), table.out());
    assertEquals(1 + hooks.size(), table.out().lines().count(), table.out());

    List<Step> after = steps.subList(steps.size() - 4, steps.size());
    assertEquals("nothing is attached to any device of netns hbtest\n", after.get(0).out());
    assertEquals("", after.get(1).out());
    assertTrue(!after.get(2).out().contains("prog/xdp"), after.get(2).out());
    assertEquals("", after.get(3).out());
  }

  private static void linksAndProgramsAgree(JsonNode shown, Step links, Step programs)
      throws IOException {
    for (JsonNode ours : shown) {
      JsonNode program = ours.get("program");
      JsonNode theirs = byId(programs.json(), program.get("id").asInt());
      assertEquals(theirs.get("name"), program.get("name"));
      assertEquals(theirs.get("tag"), program.get("tag"));
      if (ours.get("by").asText().equals("link")) {
        JsonNode link = byId(links.json(), ours.get("linkId").asInt());
        assertEquals(program.get("id").asInt(), link.get("prog_id").asInt());
      }
    }
  }

  @Test
  void ofTwoProcessesAtOnceOneAttachesAndTheOtherSaysSo() throws Exception {
    String attach = "HB attach --netns hbtest --dev veth0 --hook tc";
    List<Step> steps =
        run(
            List.of(
                "(" + attach + " >a; echo $? >>a)& (" + attach + " >b; echo $? >>b)& wait; cat a b",
                "tc -n hbtest filter show dev veth0 ingress"));
    List<String> lines = steps.get(0).out().lines().sorted().toList();
    assertEquals(List.of("0", "0"), lines.subList(0, 2), lines.toString());
    assertTrue(lines.get(2).startsWith("already attached: tc (pass) to veth0"), lines.toString());
    assertTrue(lines.get(3).startsWith("attached tc (pass) to veth0"), lines.toString());
    assertEquals(1, steps.get(1).ids().size(), steps.toString());
  }

  @Test
  void anothersProgramIsNamedAndStays() throws Exception {
    String set = "ip -n hbtest link set dev veth0 xdpgeneric obj %s sec xdp".formatted(object());
    List<Step> steps =
        run(
            List.of(
                set,
                "ip -n hbtest -d link show dev veth0",
                "HB attach --netns hbtest --dev veth0 --hook xdpgeneric",
                "HB detach --netns hbtest --dev veth0 --hook xdpgeneric",
                "ip -n hbtest -d link show dev veth0",
                "HB show --netns hbtest --dev veth0"));
    Step before = steps.get(1);
    assertEquals(1, before.ids().size(), before.toString());
    int id = before.ids().iterator().next();
    for (Step refused : steps.subList(2, 4)) {
      assertEquals(69, refused.exitCode(), refused.toString());
      assertEquals(1, refused.out().lines().count(), refused.out());
      assertTrue(
          refused
              .out()
              .endsWith(
                  "program id " + id + " (on_xdp) is there, which hookbench did not attach\n"),
          refused.out());
    }
    assertEquals(before.ids(), steps.get(4).ids());
    assertTrue(steps.get(5).out().matches("(?s).*\\b" + id + "\\b.* - .*"), steps.get(5).out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attach --netns hbtest --dev veth9 --hook tc | 64 | there is no device 'veth9' in netns"
            + " hbtest; it has lo, veth1, veth0",
        "attach --netns nowhere --dev veth0 --hook tc | 64 | there is no network namespace"
            + " 'nowhere'; 'ip netns list' shows those there are",
        "show --netns ../hbtest | 64 | there is no network namespace '../hbtest';",
        "show --netns hbtest --dev veth9 | 64 | there is no device 'veth9'",
        "attach --netns hbtest --dev veth0 --hook tcc | 64 | unknown hook 'tcc'; did you mean tc?",
        "attach --netns hbtest --dev veth0 --hook none | 64 | hook none takes no program",
        "attach --netns hbtest --hook tc | 64 | hook tc is a device's: name it by --dev",
        "attach --netns hbtest --dev veth0 --hook connect4 | 64 | hook connect4 is a cgroup's",
        "attach --hook raw_tp | 64 | hook raw_tp is the whole machine's: its program would run for",
        "attach --netns hbtest --dev veth0 --hook fentry | 64 | hook fentry is the whole machine's",
        "detach --hook tp_btf | 64 | hook tp_btf is the whole machine's: its program would run for",
        "attach --hook connect4 --cgroup /nowhere | 69 | open /nowhere: ENOENT",
        "attach --netns hbtest --dev veth0 --hook tc --program pas | 64 | unknown program 'pas'",
        "attach --netns hbtest --dev veth0 --hook tc --program /x.o:f | 65 | read BPF object /x.o",
        "attach --netns hbtest --dev lo --hook xdpdrv | 69 | attach xdpdrv to lo: EOPNOTSUPP",
        "attach --netns hbtest --dev veth0 | 64 | Missing required option: '--hook=HOOK'",
      })
  void badInputIsOneLine(String arguments, int exitCode, String words) throws Exception {
    Step step = run(List.of("HB " + arguments)).get(0);
    assertEquals(exitCode, step.exitCode(), step.toString());
    assertTrue(step.out().startsWith("hookbench: " + words), step.out());
    assertEquals(1, step.out().lines().count(), step.out());
  }

  @Test
  void programOfAnotherSectionIsRefusedWithWhatWouldFit() throws Exception {
    Step step =
        run(List.of(
                "HB attach --netns hbtest --dev veth0 --hook tc --program " + object() + ":on_xdp"))
            .get(0);
    assertEquals(64, step.exitCode(), step.toString());
    assertTrue(step.out().contains("has section 'xdp', which hook=tc does not take"), step.out());
    assertTrue(step.out().contains("; it fits hook=xdpgeneric, xdpdrv"), step.out());
    assertEquals(1, step.out().lines().count(), step.out());
  }

  @Test
  void withoutPrivilegesTheCapabilitiesAreNamed() throws Exception {
    String user = "setpriv --reuid=65534 --regid=65534 --clear-groups --bounding-set=-all ";
    for (Step step :
        run(
            List.of(
                user + "HB attach --dev lo --hook tc",
                user + "HB detach --dev lo --hook tc",
                user + "HB show"))) {
      assertEquals(77, step.exitCode(), step.toString());
      assertEquals(
          "hookbench: not allowed: this process lacks CAP_NET_ADMIN, CAP_SYS_ADMIN, CAP_BPF; run it"
              + " as root (sudo)\n",
          step.out());
    }
  }

  /** Our own compiled programs, as a user's object. */
  private String object() throws IOException {
    try (var in = Hooks.class.getResourceAsStream("/org/hookbench/kernel/bpf/pass.bpf.o")) {
      Files.write(folder.resolve("mine.bpf.o"), in.readAllBytes());
    }
    return "./mine.bpf.o";
  }

  private List<Step> run(List<String> commands) throws Exception {
    return Steps.run(folder, commands);
  }

  private static JsonNode program(JsonNode shown, String hook) {
    for (JsonNode entry : shown) {
      if (entry.get("hook").asText().equals(hook)) {
        return entry.get("program");
      }
    }
    throw new AssertionError("no " + hook + " in " + shown);
  }

  private static JsonNode byId(JsonNode all, int id) {
    for (JsonNode entry : all) {
      if (entry.get("id").asInt() == id) {
        return entry;
      }
    }
    throw new AssertionError("no " + id + " in " + all);
  }

  private static Set<String> values(JsonNode entries, String pointer) {
    Set<String> values = new TreeSet<>();
    entries.forEach(e -> values.add(e.at(pointer).asText()));
    return values;
  }
}
