package org.hookbench.framework.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hookbench.kernel.bpf.LoadedProgram;
import org.hookbench.kernel.bpf.ObjectFileException;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.testing.BpfCompiler;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.LoadedPrograms;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's object is tried in a process of its own, and then is the one that was tried. */
@KernelTest
@Tag(BpfCompiler.NEEDED)
class ObjectTrialIT {
  private static final Hook TC = Hooks.named("tc").orElseThrow();

  @TempDir private Path folder;

  @Test
  void aSoundObjectPassesAndTheTrialLeavesNothingLoaded() throws IOException {
    ProgramSpec spec = spec("SEC(\"tc\") int hb_tried(struct __sk_buff *s) { return 0; }");
    ProgramChoice.tryOut(spec, TC);
    assertEquals(0, LoadedPrograms.named("hb_tried"));
    try (LoadedProgram loaded = ProgramChoice.load(spec, TC)) {
      assertEquals("hb_tried", loaded.program().name());
    }
    List<String> told = ObjectTrial.forkArguments();
    assertEquals(1, told.size());
    assertTrue(told.get(0).matches("-D[\\w.]+=([0-9a-f]{64},?)+"), told.get(0));
  }

  @Test
  void aFileThatChangedSinceIsRefused() throws IOException {
    ProgramSpec spec = spec("SEC(\"tc\") int hb_tried(struct __sk_buff *s) { return 0; }");
    ProgramChoice.tryOut(spec, TC);
    spec("SEC(\"tc\") int hb_tried(struct __sk_buff *s) { return 2; }");
    ObjectFileException e =
        assertThrows(ObjectFileException.class, () -> ProgramChoice.load(spec, TC));
    assertTrue(e.getMessage().endsWith("has changed since this run looked at it"), e.getMessage());
  }

  /** Some hundred; {@code src/test/fuzz-objects.sh} does as many as one likes. */
  @Test
  void damagedObjectsEndInAnAnswer() throws Exception {
    try (ObjectFuzz fuzz = new ObjectFuzz()) {
      fuzz.run(300, 10);
      assertEquals(List.of(), fuzz.faults(), fuzz.counts().toString());
      assertTrue(fuzz.counts().get("stopped by our own check") > 30, fuzz.counts().toString());
    }
  }

  private ProgramSpec spec(String source) throws IOException {
    Path object = Files.write(folder.resolve("own.bpf.o"), BpfCompiler.compile(source));
    return ProgramSpec.parse(object + ":hb_tried");
  }
}
