package org.hookbench.framework.hook;

import java.io.IOException;
import java.util.List;
import org.hookbench.kernel.bpf.BpfObject;
import org.hookbench.kernel.bpf.ObjectFile;
import org.hookbench.kernel.sys.ParentDeath;
import org.hookbench.kernel.sys.ResourceLimits;

/**
 * The process that {@link ObjectTrial} starts: it opens and loads the object on its standard input
 * as the other process would, and tells by its exit code that it survived that. Whether it could be
 * loaded, and why not, the other process finds out for itself.
 */
final class TrialProcess {
  static final int SURVIVED = 42;
  static final int CPU_SECONDS = 60;

  /** A crash leaves no file; a small heap and one compiler start fast. */
  static final List<String> JVM_ARGUMENTS =
      List.of(
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-XX:ErrorFile=/dev/null",
          "-XX:-CreateCoredumpOnCrash",
          "--enable-native-access=ALL-UNNAMED");

  private static final long MORE_BYTES = 1L << 30;

  private TrialProcess() {}

  /**
   * @param args the process that waits for this one, the program's kind, its function
   */
  public static void main(String[] args) throws IOException {
    ParentDeath.follow(Long.parseLong(args[0]));
    ResourceLimits.set(CPU_SECONDS, MORE_BYTES);
    byte[] bytes = System.in.readAllBytes();
    tryOut(bytes, ProgramKind.valueOf(args[1]), args[2]);
    System.exit(SURVIVED);
  }

  static void tryOut(byte[] bytes, ProgramKind kind, String function) {
    try (BpfObject object = BpfObject.open(ObjectFile.of("object", bytes), function)) {
      object.constants();
      object.programs().forEach(object::section);
      object.load(function, kind.type());
    } catch (RuntimeException e) {
      // a refusal, which is for the other process to find and to tell
      return;
    }
  }
}
