package org.hookbench.framework.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Set;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.profile.ProfilerException;

class ProfilerStartTest {
  @Test
  void optionsAreReadAsJmhJoinsThem() throws ProfilerException {
    assertEquals(Map.of(), ProfilerStart.options("p", "", Set.of()));
    assertEquals(Map.of(), ProfilerStart.options("p", "", Set.of("every")));
    assertEquals(
        Map.of("every", "5", "n", "1"),
        ProfilerStart.options("p", "every=5; n=1;", Set.of("every", "n")));
  }

  @ParameterizedTest
  @CsvSource({"every", "every=", "=5", "Every=5", "every=5;x=1"})
  void anyOtherIsRefused(String text) {
    String wrong = text.contains("x") ? "x=1" : text;
    assertEquals(
        "p takes every=N, not '" + wrong + "'",
        refusal(() -> ProfilerStart.options("p", text, Set.of("every"))));
  }

  @Test
  void profilerWithoutOptionsRefusesAll() {
    assertEquals("bpf takes no options, not 'help'", refusal(() -> new BpfRuns("help")));
    assertEquals(
        "softirq takes no options, not 'every=2'", refusal(() -> new SoftirqTime("every=2")));
    assertEquals("tcpinfo takes every=N, not 'all'", refusal(() -> new TcpInfoSeries("all")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "1.5", "99999999999"})
  void countIsAWholeNumberFrom1On(String text) {
    assertEquals(
        "tcpinfo: every is a whole number from 1 on, not '" + text + "'",
        refusal(() -> new TcpInfoSeries("every=" + text)));
  }

  @Test
  void kernelsReasonIsWhatTheUserReads() {
    assertEquals(
        "p can't run here: count: EPERM (Operation not permitted); be root",
        refusal(
            () ->
                ProfilerStart.tryOut(
                    "p",
                    () -> {
                      throw new KernelException("count", Errno.EPERM, "be root");
                    })));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable made) {
    return assertThrows(ProfilerException.class, made).getMessage();
  }
}
