package org.hookbench.tool.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows where the kernel refuses what every run does, though the files look well. */
class TrialChecksTest {
  private static final String WHY = "a seccomp filter is on";

  @ParameterizedTest
  @ValueSource(ints = {Errno.EPERM, Errno.ENOSYS})
  void refusedLoadBlocksAndNoHookIsBlamed(int errno) {
    KernelException refusal = new KernelException("load BPF program pass:on_tc", errno, WHY);
    RecordedMachine machine =
        RecordedMachine.named("laptop")
            .trials(
                new Trials(
                    () -> Optional.of(refusal),
                    Optional::empty,
                    hook -> Optional.of(new KernelException("attach", errno, "no such programs"))));
    Finding load = machine.finding("load");
    assertEquals(Status.BLOCKED, load.status());
    assertEquals(Errno.describe(errno), load.fact());
    assertEquals(WHY, load.fix());
    assertTrue(Diagnosis.of(machine.machine()).isBlocked());
    Finding hook = machine.finding("hook.nf-input");
    assertEquals(Status.UNKNOWN, hook.status());
    assertFalse(hook.toString().contains("no such programs"), hook.toString());
    assertEquals(Status.OK, machine.finding("lane").status());
    for (String command : new String[] {"run", "attach", "profile"}) {
      Finding f = machine.finding("command." + command);
      assertEquals(Status.WARNING, f.status(), command);
    }
    assertEquals("see program load", machine.finding("command.attach").follows());
    assertEquals(Status.OK, machine.finding("command.show").status());
  }

  @Test
  void refusedLaneBlocksRunsOnly() {
    KernelException refusal =
        new KernelException("create veth hb0", Errno.EOPNOTSUPP, "Unknown device type", "");
    RecordedMachine machine =
        RecordedMachine.named("laptop")
            .trials(
                new Trials(Optional::empty, () -> Optional.of(refusal), hook -> Optional.empty()));
    Finding lane = machine.finding("lane");
    assertEquals(Status.BLOCKED, lane.status());
    assertTrue(lane.fact().endsWith("; the kernel says: Unknown device type"), lane.fact());
    assertEquals("see lane", machine.finding("command.run").follows());
    assertEquals(Status.OK, machine.finding("command.attach").status());
  }

  @Test
  void wellMachineHasEachCommand() {
    RecordedMachine machine =
        RecordedMachine.named("laptop")
            .trials(new Trials(Optional::empty, Optional::empty, hook -> Optional.empty()));
    assertEquals(Status.OK, machine.finding("load").status());
    assertEquals(Status.OK, machine.finding("command.run").status());
    assertEquals("attached and detached", machine.finding("hook.tc").fact());
  }

  @Test
  void refusalOfAHookWithoutAnErrnoIsNoSuccess() {
    KernelException refusal =
        new KernelException("make the cgroup /x", 0, "this user may not write there");
    RecordedMachine machine =
        RecordedMachine.named("laptop")
            .trials(new Trials(Optional::empty, Optional::empty, hook -> Optional.of(refusal)));
    Finding hook = machine.finding("hook.connect4");
    assertEquals("make the cgroup /x: failed", hook.fact());
    assertEquals("this user may not write there", hook.fix());
  }

  @Test
  void eachIsTriedOnce() {
    AtomicInteger loads = new AtomicInteger();
    Trials trials =
        new Trials(
                () -> {
                  loads.incrementAndGet();
                  return Optional.empty();
                },
                Optional::empty,
                hook -> Optional.empty())
            .once();
    Diagnosis.of(RecordedMachine.named("vm").trials(trials).machine());
    assertEquals(1, loads.get());
  }

  /** Another network namespace than the first does not show how eBPF is run. */
  @Test
  void jitIsUnknownInAnInnerNetworkNamespace() {
    RecordedMachine inner =
        RecordedMachine.named("vm")
            .without("proc/sys/net/core/bpf_jit_enable")
            .without("proc/sys/net/core/bpf_jit_harden")
            .without("proc/sys/net/core/netdev_max_backlog");
    assertEquals(Status.UNKNOWN, inner.finding("jit").status());
    assertEquals(Status.UNKNOWN, inner.finding("jit-harden").status());
    assertEquals(
        Status.WARNING,
        inner.with("proc/sys/net/core/netdev_max_backlog", "1000").finding("jit").status());
  }
}
