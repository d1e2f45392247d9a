package org.hookbench.kernel.sys;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessMarkTest {
  @Test
  void aLivingProcessHasNotEnded() {
    assertFalse(ProcessMark.hasEnded(ProcessMark.ofThis()));
  }

  @Test
  void anotherProcessOfTheSameNumberIsNotMeant() {
    String later = ProcessMark.ofThis().replaceFirst(" \\d+ ", " 1 ");
    assertTrue(ProcessMark.hasEnded(later), later);
  }

  @Test
  void aProcessThatIsGoneHasEnded() throws IOException, InterruptedException {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    String mark = ProcessMark.ofThis().replaceFirst("^\\d+", Long.toString(gone.pid()));
    assertTrue(ProcessMark.hasEnded(mark), mark);
  }

  /** Nothing is known of the processes of another PID namespace, and of what is no mark. */
  @Test
  void whatCantBeKnownHasNotEnded() {
    String elsewhere = ProcessMark.ofThis().replaceFirst("pid:.*", "pid:[1]");
    assertFalse(ProcessMark.hasEnded(elsewhere.replaceFirst(" \\d+ ", " 1 ")), elsewhere);
    assertFalse(ProcessMark.hasEnded(""));
    assertFalse(ProcessMark.hasEnded("x 1 pid:[1]"));
  }
}
