package org.hookbench.framework.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.hookbench.kernel.sys.KernelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectTrialTest {
  private static final byte[] OBJECT = new byte[1 << 20];

  @Test
  void whoSurvivesIsSound() {
    assertEquals(
        Optional.empty(),
        death("test $(cat | wc -c) = " + OBJECT.length + " && exit " + TrialProcess.SURVIVED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SEGV", "ABRT", "BUS", "FPE"})
  void aCrashIsTheObjectsDamage(String signal) {
    assertEquals(
        Optional.of("it is damaged: libbpf crashed on it, in a process made to try it in"),
        death("cat > /dev/null; kill -" + signal + " $$"));
  }

  /** The object is larger than a pipe: who writes it must not wait for a reader that is gone. */
  @Test
  void aCrashBeforeTheObjectIsReadIsToldToo() {
    assertTrue(death("kill -SEGV $$").isPresent());
  }

  @Test
  void tooMuchTimeIsNoDamage() {
    assertEquals(
        Optional.of("libbpf did not end on it within 60 s of CPU time"), death("kill -XCPU $$"));
  }

  @Test
  void aProcessThatCantTryItSaysWhyAndBlamesNoObject() {
    KernelException e =
        assertThrows(KernelException.class, () -> death("echo no memory; echo more; exit 1"));
    assertEquals(
        "try the object in a process of its own: failed; exit code 1: no memory", e.getMessage());
    assertThrows(
        KernelException.class, () -> ObjectTrial.deathOf(List.of("/nonexistent/java"), OBJECT));
  }

  private static Optional<String> death(String script) {
    return ObjectTrial.deathOf(List.of("sh", "-c", script), OBJECT);
  }
}
