package org.hookbench.kernel.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hookbench.kernel.sys.Errno;
import org.junit.jupiter.api.Test;

class PerfEventTest {
  @Test
  void hintSaysWhatToDoAboutEachCause() {
    assertTrue(PerfEvent.hint(Errno.EACCES).startsWith("needs root or CAP_PERFMON"));
    assertEquals(PerfEvent.hint(Errno.EACCES), PerfEvent.hint(Errno.EPERM));
    assertTrue(PerfEvent.hint(Errno.ENOSYS).contains("CONFIG_PERF_EVENTS=y"));
    assertTrue(PerfEvent.hint(Errno.EINVAL).startsWith("more samples a second"));
  }
}
