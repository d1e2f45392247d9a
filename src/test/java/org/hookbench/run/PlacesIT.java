package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hookbench.run.Steps.Step;
import org.hookbench.testing.BpfCompiler;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.TargetFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hooks whose place depends on what stands there, and how places are named. */
@KernelTest
class PlacesIT {
  private static final String AT_VETH0 = " --netns hbtest --dev veth0 --hook ";
  private static final String TC = "tc -n hbtest ";
  private static final String IN_CGROUP = "--hook cgroup-ingress --cgroup ";
  private static final String IN_BELOW = IN_CGROUP + "t/below";

  @TempDir(factory = TargetFolder.class)
  Path folder;

  /** Which has no egress side: the kernel would run the program at ingress. */
  @Test
  void qdiscIngressHasAnIngressSideOnly() throws Exception {
    List<Step> steps =
        run(
            TC + "qdisc add dev veth0 ingress",
            TC + "qdisc add dev veth0 root prio",
            "HB attach" + AT_VETH0 + "tc-egress",
            "HB attach" + AT_VETH0 + "tc",
            "HB attach" + AT_VETH0 + "tc",
            "HB show --netns hbtest --json",
            "HB detach" + AT_VETH0 + "tc-egress",
            "HB detach" + AT_VETH0 + "tc",
            TC + "qdisc show dev veth0 ingress",
            TC + "filter show dev veth0 ingress");
    refused(steps.get(2), "attach tc-egress to veth0: failed; veth0 has the qdisc ingress, which");
    assertTrue(steps.get(3).out().startsWith("attached tc (pass) to veth0"), steps.toString());
    assertTrue(!steps.get(3).out().contains("made clsact"), steps.toString());
    assertTrue(steps.get(4).out().startsWith("already attached: tc "), steps.toString());
    JsonNode shown = steps.get(5).json().get("attached");
    assertEquals(1, shown.size(), shown.toString());
    assertEquals("tc", shown.get(0).get("hook").asText());
    assertEquals("hookbench", shown.get(0).get("owner").asText());
    assertTrue(steps.get(6).out().startsWith("nothing to detach: "), steps.toString());
    assertTrue(steps.get(7).out().startsWith("detached tc (pass) from veth0"), steps.toString());
    assertTrue(steps.get(8).out().startsWith("qdisc ingress ffff:"), steps.toString());
    assertEquals("", steps.get(9).out());
  }

  /** Its filters run for every device that shares it. */
  @Test
  void sharedBlockIsRefusedAndItsFiltersAreListedAsItsOwn() throws Exception {
    List<Step> steps =
        run(
            TC + "qdisc add dev veth0 ingress_block 10 clsact",
            TC + "qdisc add dev veth1 ingress_block 10 egress_block 11 clsact",
            TC + "filter add block 10 pref 7 bpf bytecode '1,6 0 0 0,'",
            "HB attach" + AT_VETH0 + "tc",
            "HB attach" + AT_VETH0.replace("veth0", "veth1") + "tc-egress",
            "HB attach" + AT_VETH0 + "tc-egress",
            "HB show --netns hbtest --json",
            "HB detach" + AT_VETH0 + "tc-egress",
            TC + "qdisc show dev veth0 clsact");
    refused(
        steps.get(3),
        "attach tc to veth0: failed; the filters of veth0 on this side are those of the shared"
            + " block 10,");
    refused(steps.get(4), "attach tc-egress to veth1: failed; the filters of veth1");
    assertTrue(steps.get(5).out().startsWith("attached tc-egress (pass)"), steps.toString());
    List<String> blocks = new ArrayList<>();
    for (JsonNode entry : steps.get(6).json().get("attached")) {
      JsonNode filter = entry.get("filter");
      blocks.add(entry.get("device").asText() + " " + filter.get("block"));
    }
    assertEquals(List.of("veth0 10", "veth0 null", "veth1 10"), blocks.stream().sorted().toList());
    assertTrue(steps.get(7).out().startsWith("detached tc-egress"), steps.toString());
    assertTrue(steps.get(8).out().contains("ingress_block 10"), steps.toString());
  }

  /** One that decides ends the classification for those behind it. */
  @Test
  void attachSaysWhatRunsBeforeAndAfter() throws Exception {
    String classic = " bpf bytecode '1,6 0 0 0,'";
    List<Step> steps =
        run(
            TC + "qdisc add dev veth0 clsact",
            TC + "filter add dev veth0 ingress pref 11" + classic,
            TC + "filter add dev veth0 ingress pref 12 chain 5" + classic,
            TC + "filter add dev veth0 ingress pref 30000" + classic,
            TC + "filter add dev veth0 egress pref 30000" + classic,
            "HB attach" + AT_VETH0 + "tc",
            "HB attach" + AT_VETH0 + "tc-egress",
            "HB detach" + AT_VETH0 + "tc",
            "HB detach" + AT_VETH0 + "tc-egress");
    assertTrue(
        steps
            .get(5)
            .out()
            .contains(
                "; it runs after tc filter bpf pref 11: a packet that is decided on there does not"
                    + " reach it; it runs before tc filter bpf pref 30000: "),
        steps.toString());
    assertTrue(!steps.get(6).out().contains("it runs after"), steps.toString());
    assertTrue(
        steps.get(6).out().contains("; it runs before tc-egress filter bpf pref 30000: "),
        steps.toString());
  }

  /** libxdp's own program, under which its users' run. */
  @Test
  @Tag(BpfCompiler.NEEDED)
  void dispatcherOfLibxdpIsNamedWithTheWayOut() throws Exception {
    compile("SEC(\"xdp\") int xdp_dispatcher(struct xdp_md *c) { return XDP_PASS; }");
    List<Step> steps =
        run(
            "ip -n hbtest link set dev veth0 xdpdrv obj own.bpf.o sec xdp",
            "HB attach" + AT_VETH0 + "xdpdrv",
            "HB attach" + AT_VETH0 + "xdpgeneric",
            "HB detach" + AT_VETH0 + "xdpdrv",
            "HB show --netns hbtest --json");
    for (Step refused : steps.subList(1, 4)) {
      assertEquals(69, refused.exitCode(), steps.toString());
      assertTrue(refused.out().contains(" (xdp_dispatcher) is there"), steps.toString());
      assertTrue(refused.out().contains("xdp-loader unload veth0 --all"), steps.toString());
    }
    assertTrue(steps.get(2).out().contains("native XDP program id "), steps.toString());
    assertEquals(
        "xdp_dispatcher",
        steps.get(4).json().at("/attached/0/program/name").asText(),
        steps.toString());
  }

  /** The kernel answers EPERM, to root too. */
  @Test
  @Tag(BpfCompiler.NEEDED)
  void programThatIsAloneInACgroupIsNamed() throws Exception {
    List<Step> steps = inCgroup("", "HB attach " + IN_CGROUP + "t", "HB attach " + IN_BELOW);
    for (Step refused : steps) {
      assertEquals(69, refused.exitCode(), steps.toString());
      assertTrue(refused.out().contains("failed; program id "), steps.toString());
      assertTrue(refused.out().contains(" (alone) is attached "), steps.toString());
      assertTrue(!refused.out().contains("run it as root"), steps.toString());
    }
    assertTrue(steps.get(0).out().contains("there alone"), steps.toString());
    assertTrue(steps.get(1).out().contains("the cgroup above, "), steps.toString());
  }

  /** The kernel would let ours in below, and run the other no more for that cgroup. */
  @Test
  @Tag(BpfCompiler.NEEDED)
  void programThatWouldBeOverriddenIsNamed() throws Exception {
    Step step = inCgroup("override", "HB attach " + IN_BELOW).get(0);
    assertEquals(69, step.exitCode(), step.toString());
    assertTrue(step.out().contains(" (alone) is attached to the cgroup above, "), step.toString());
    assertTrue(step.out().contains("with BPF_F_ALLOW_OVERRIDE"), step.toString());
  }

  @Test
  @Tag(BpfCompiler.NEEDED)
  void programThatLetsOthersInIsNoObstacle() throws Exception {
    List<Step> steps = inCgroup("multi", "HB attach " + IN_BELOW, "HB detach " + IN_BELOW);
    assertTrue(steps.get(0).out().startsWith("attached cgroup-ingress"), steps.toString());
    assertTrue(steps.get(1).out().startsWith("detached cgroup-ingress"), steps.toString());
  }

  /**
   * Runs commands where the cgroup t has another's program and t/below has none. The cgroups go
   * when the commands have ended, however they do; by a command that JarRun, which waits for those
   * that remove HookBench's own cgroups, does not take for one.
   *
   * @param flag of bpftool: override, multi, or nothing for a program that is alone
   */
  private List<Step> inCgroup(String flag, String... commands) throws Exception {
    compile("SEC(\"cgroup_skb/ingress\") int alone(struct __sk_buff *s) { return 1; }");
    List<String> all =
        new ArrayList<>(
            List.of(
                "c=$(mktemp -d) && mount -t cgroup2 none $c && ln -s $(mktemp -d $c/hbt.XXXX) t"
                    + " && mkdir t/below && trap 'rm\"\"dir t/below $(readlink t)' EXIT",
                "bpftool prog load own.bpf.o /sys/fs/bpf/c",
                "bpftool cgroup attach t ingress pinned /sys/fs/bpf/c " + flag));
    all.addAll(List.of(commands));
    List<Step> steps = Steps.run(folder, all);
    for (Step step : steps.subList(0, 3)) {
      assertEquals(0, step.exitCode(), step.toString());
    }
    return steps.subList(3, steps.size());
  }

  @Test
  void folderThatIsNoCgroupIsToldSo() throws Exception {
    Step step = run("HB attach --hook connect4 --cgroup .").get(0);
    assertEquals(64, step.exitCode(), step.toString());
    assertTrue(
        step.out().startsWith("hookbench: --cgroup . is no folder of a cgroup2 file system; "),
        step.out());
  }

  /** As ip and tc take them; the device's own name is in the answer. */
  @Test
  void alternativeNameOfADeviceIsAName() throws Exception {
    String alt = " --netns hbtest --dev uplink-to-the-second-rack";
    List<Step> steps =
        run(
            "ip -n hbtest link property add dev veth0 altname uplink-to-the-second-rack"
                + " altname other",
            "HB attach" + alt + " --hook tc",
            "HB show" + alt,
            "HB detach --netns hbtest --dev other --hook tc",
            "HB show" + alt);
    assertTrue(steps.get(1).out().startsWith("attached tc (pass) to veth0 of"), steps.toString());
    assertTrue(steps.get(2).out().contains(" veth0 "), steps.toString());
    assertTrue(steps.get(3).out().startsWith("detached tc (pass) from veth0"), steps.toString());
    assertTrue(steps.get(4).out().startsWith("nothing is attached to "), steps.toString());
  }

  /** The kernel takes all but slashes, colons and blanks. */
  @ParameterizedTest
  @ValueSource(strings = {"a;$(id)", "'*?", "\u001b[31m", "-n"})
  void deviceOfAnyNameIsFoundAndNoTerminalObeysIt(String name) throws Exception {
    String quoted = "'" + name.replace("'", "'\\''") + "'";
    List<Step> steps =
        run(
            "ip -n hbtest link set dev veth0 name " + quoted,
            "HB attach --netns hbtest --hook tc --dev=" + quoted,
            "HB detach --netns hbtest --hook tc --dev=" + quoted,
            "HB show --netns hbtest --dev nosuch");
    String shown = name.replace('\u001b', '?');
    assertTrue(
        steps.get(1).out().startsWith("attached tc (pass) to " + shown + " of "), steps.toString());
    assertTrue(steps.get(2).out().startsWith("detached tc (pass) from " + shown), steps.toString());
    assertTrue(steps.get(3).out().contains(shown), steps.toString());
    assertTrue(steps.stream().noneMatch(s -> s.out().contains("\u001b")), steps.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " --dev veth0"})
  void routesProgramCantStayWithOrWithoutADevice(String device) throws Exception {
    Step step = run("HB attach --netns hbtest --hook lwt-in" + device).get(0);
    assertEquals(64, step.exitCode(), step.toString());
    assertTrue(step.out().startsWith("hookbench: hook lwt-in is that of a route,"), step.out());
    assertTrue(step.out().contains("--dev") && step.out().contains("can't stay"), step.out());
  }

  /** Where the kernel refuses every bpf(2), though all capabilities are there. */
  @Test
  void rootOfAUserNamespaceIsToldWhatItIs() throws Exception {
    String inner = "unshare -U -r -n ";
    List<Step> steps =
        run(
            inner + "HB doctor",
            inner + "HB doctor --json",
            inner + "HB attach --dev lo --hook tc",
            inner + "HB attach --hook nf-input");
    Step doctor = steps.get(0);
    assertEquals(69, doctor.exitCode(), doctor.toString());
    assertTrue(doctor.out().contains("\nHookBench can't measure here: blocked 1, "), doctor.out());
    assertTrue(!doctor.out().contains("no such programs"), doctor.out());
    JsonNode json = steps.get(1).json();
    for (JsonNode check : json.get("checks")) {
      String id = check.get("id").asText();
      String status = check.get("status").asText();
      if (id.equals("load")) {
        assertEquals("BLOCKED", status);
        assertTrue(check.get("fix").asText().contains("in a user namespace only"), json.toString());
      }
      if (id.startsWith("hook.") && !id.equals("hook.none")) {
        assertEquals("UNKNOWN", status, id);
      }
      if (id.startsWith("command.")) {
        assertEquals("WARNING", status, id);
      }
    }
    for (Step attach : steps.subList(2, 4)) {
      assertEquals(77, attach.exitCode(), attach.toString());
      assertTrue(attach.out().contains("in a user namespace only"), attach.out());
    }
  }

  private static void refused(Step step, String words) {
    assertEquals(69, step.exitCode(), step.toString());
    assertTrue(step.out().startsWith("hookbench: " + words), step.out());
    assertEquals(1, step.out().lines().count(), step.out());
  }

  private void compile(String program) throws IOException {
    Files.write(folder.resolve("own.bpf.o"), BpfCompiler.compile(program));
  }

  private List<Step> run(String... commands) throws Exception {
    return Steps.run(folder, List.of(commands));
  }
}
