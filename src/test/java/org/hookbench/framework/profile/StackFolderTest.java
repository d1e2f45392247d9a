package org.hookbench.framework.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Optional;
import org.hookbench.kernel.bpf.StackSample;
import org.hookbench.kernel.bpf.StackSample.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Addresses of the recorded excerpts, leaf first as the kernel gives them. */
class StackFolderTest {
  private static final long[] NONE = {};
  private static final long HALT = 0xffffffff821ef72fL;
  private static final long DEFAULT_IDLE = 0xffffffff821f1239L;
  private static final long DO_IDLE = 0xffffffff813c3900L;
  private static final long CPU_STARTUP_ENTRY = 0xffffffff813c3b25L;
  private static final long SOFTIRQS = 0xffffffff81360055L;
  private static final long NET_RX_ACTION = 0xffffffff81e63f00L;
  private static final long SYSCALL = 0xffffffff810000e0L;
  private static final long SENDTO = 0xffffffff81e2bef0L;
  private static final long LIBC = 0x7f41e2534100L;
  private static final long LIBJVM = 0x7f41e1251100L;
  private static final long INTERPRETER = 0x7f41cc940c00L;
  private static final long METHOD = 0x7f41ccf089b0L;

  private StackFolder folder;

  @BeforeEach
  void readTheExcerpts() throws IOException {
    folder =
        new StackFolder(
            KernelSymbols.parse(Recorded.lines("kallsyms.txt")),
            Optional.of(PerfMap.parse(Recorded.lines("perf-jdk17.map"))),
            ProcessMaps.parse(Recorded.lines("maps.txt")));
  }

  @Test
  void rootIsTheThreadThenItsOwnFramesThenTheKernels() {
    assertEquals(
        Optional.of(
            "java;[libjvm.so];Interpreter;java/lang/StringCoding.hasNegatives;[libc.so.6];"
                + "entry_SYSCALL_64_after_hwframe_[k];__x64_sys_sendto_[k]"),
        folder.fold(
            new StackSample(
                0,
                Task.OWN,
                "java",
                new long[] {SENDTO, SYSCALL},
                new long[] {LIBC, METHOD, INTERPRETER, INTERPRETER + 64, LIBJVM, LIBJVM + 8})));
  }

  @Test
  void runsOfALibraryAreOneFrameAndWhatIsNoCodeIsNone() {
    assertEquals(
        Optional.of("java;[libjvm.so];[libc.so.6];[libjvm.so]"),
        folder.fold(
            sample(Task.OWN, NONE, LIBJVM, LIBC, LIBC + 4, 0x1234, LIBC + 8, LIBJVM, LIBJVM)));
  }

  @Test
  void whereTheJvmTellsNothingItsCodeIsJava() throws IOException {
    folder =
        new StackFolder(
            KernelSymbols.parse(Recorded.lines("kallsyms.txt")),
            Optional.empty(),
            ProcessMaps.parse(Recorded.lines("maps.txt")));
    long compiled = 0x7f41c5421d40L;
    assertEquals(
        Optional.of("java;[java];[libc.so.6]"),
        folder.fold(sample(Task.OWN, NONE, LIBC, compiled, compiled + 4096)));
  }

  /** A call that is the last instruction of its function returns to the next function. */
  @Test
  void returnAddressIsOfTheFunctionThatCalled() {
    long endOfDoIdle = CPU_STARTUP_ENTRY - 0x25;
    assertEquals(
        Optional.of("java;do_idle_[k];cpu_startup_entry_[k]"),
        folder.fold(sample(Task.OWN, kernel(endOfDoIdle, endOfDoIdle))));
  }

  @Test
  void idleCpuHasNoStack() {
    assertEquals(
        Optional.empty(),
        folder.fold(sample(Task.IDLE, kernel(HALT, DEFAULT_IDLE, DO_IDLE, CPU_STARTUP_ENTRY))));
  }

  @Test
  void softirqAboveTheIdleLoopIsWork() {
    assertEquals(
        Optional.of("java;cpu_startup_entry_[k];do_idle_[k];handle_softirqs_[k];net_rx_action_[k]"),
        folder.fold(
            sample(Task.IDLE, kernel(NET_RX_ACTION, SOFTIRQS, DO_IDLE, CPU_STARTUP_ENTRY))));
  }

  @Test
  void otherProcessIsOfNoConcernUnlessASoftirqInterruptedIt() {
    assertEquals(Optional.empty(), folder.fold(sample(Task.OTHER, NONE)));
    assertEquals(Optional.empty(), folder.fold(sample(Task.OTHER, kernel(SENDTO, SYSCALL))));
    assertEquals(
        Optional.of("java;handle_softirqs_[k];net_rx_action_[k]"),
        folder.fold(sample(Task.OTHER, kernel(NET_RX_ACTION, SOFTIRQS))));
  }

  @Test
  void nameThatHoldsTheSeparatorIsStillOneFrame() {
    assertEquals(
        Optional.of("a:b;__x64_sys_sendto_[k]"),
        folder.fold(new StackSample(0, Task.OWN, "a;b", new long[] {SENDTO}, NONE)));
  }

  @Test
  void functionWithoutANameIsUnknown() {
    assertEquals(
        Optional.of("java;[unknown]_[k]"), folder.fold(sample(Task.OWN, kernel(0xffff0000L))));
  }

  private static long[] kernel(long... addresses) {
    return addresses;
  }

  private static StackSample sample(Task task, long[] kernel, long... user) {
    return new StackSample(0, task, "java", kernel, user);
  }
}
