package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hookbench.UsageException;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.kernel.bpf.LoadedProgram;
import org.hookbench.kernel.bpf.ProgramStats;
import org.hookbench.testing.BpfCompiler;
import org.hookbench.testing.KernelTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's object runs at each hook that its ELF section is for, whatever libbpf knows of it. */
@KernelTest
@Tag(BpfCompiler.NEEDED)
class OwnSectionIT {
  private static final int BATCHES = 2;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "tcx/ingress, tcx, 0",
    "tcx/ingress, tc, 0",
    "tcx/ingress, tcx-egress, 0",
    "tcx/egress, tcx-egress, 0",
    "tcx/egress, tc-egress, 0",
    "tc/ingress, tc, 0",
    "tc, tcx, 0",
    "tc, tc-egress, 0",
    "classifier, tc, 0",
    "classifier/main, tcx, 0",
    "action, tc, 0",
    "netkit/primary, tcx, 0",
    "netkit/peer, tc, 0",
    "xdp, xdpdrv, 2",
    "xdp/main, xdpgeneric, 2",
    "xdp.frags, xdpdrv-link, 2",
    "cgroup_skb/ingress, cgroup-ingress, 1",
    "cgroup_skb/egress, cgroup-egress, 1",
    "cgroup/skb, cgroup-egress, 1",
    "netfilter, nf-input, 1",
    "sk_lookup, sk_lookup, 1",
    "sk_skb/stream_verdict, sk_skb, 1",
    "sk_msg, sk_msg, 1",
    "sockops, sock_ops, 1",
    "cgroup/connect4, connect4, 1",
    "cgroup/connect6, connect6, 1",
    "cgroup/sendmsg4, sendmsg4, 1",
    "socket, socket_filter, 262144",
    "lwt_in, lwt-in, 0",
    "lwt_out, lwt-out, 0",
    "lwt_xmit, lwt-xmit, 0",
    "flow_dissector, flow_dissector, 129"
  })
  void runsWhereItsSectionFits(String section, String hookName, int passes) throws IOException {
    Hook hook = Hooks.named(hookName).orElseThrow();
    try (Stage stage = new Stage(hook);
        LoadedProgram loaded = stage.load(object(section, passes) + ":own");
        Attachment attachment = stage.attach(loaded.program());
        ProgramStats on = ProgramStats.enable()) {
      assertEquals(loaded.program().id(), attachment.query().orElseThrow());
      assertEquals(0, stage.move(BATCHES), "lost");
      assertTrue(loaded.program().info().runCount() >= stage.leastRuns(BATCHES));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "xdp | tcx | which hook=tcx does not take (it takes [tc, tcx, netkit, classifier, action]); it"
            + " fits hook=xdpgeneric, xdpdrv, xdpdrv-link",
        "tcx/ingress | xdpdrv | which hook=xdpdrv does not take (it takes [xdp, xdp.frags]); it fits"
            + " hook=tc, tc-egress, tcx, tcx-egress, netkit",
        "kprobe/x | tc | which hook=tc does not take (it takes [tc, tcx, netkit, classifier,"
            + " action]); no hook takes it",
      })
  void aSectionOfAnotherKindIsSaidInOneLine(String section, String hookName, String words)
      throws IOException {
    String program = object(section, 0) + ":own";
    try (Stage stage = new Stage(Hooks.named(hookName).orElseThrow())) {
      UsageException e = assertThrows(UsageException.class, () -> stage.load(program).close());
      assertEquals(
          "program " + program + " has section '" + section + "', " + words, e.getMessage());
    }
  }

  private Path object(String section, int passes) throws IOException {
    return Files.write(
        folder.resolve("own.bpf.o"),
        BpfCompiler.compile(
            "SEC(\"" + section + "\") int own(void *c) { return " + passes + "; }"));
  }
}
