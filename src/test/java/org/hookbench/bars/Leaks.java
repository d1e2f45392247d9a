package org.hookbench.bars;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.ProgramKind;
import org.hookbench.framework.hook.Target;
import org.hookbench.framework.testbed.HookProbe;
import org.hookbench.framework.testbed.Stage;
import org.hookbench.kernel.bpf.BpfObject;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.netlink.TrafficControl;
import org.hookbench.testing.BpfCompiler;
import org.hookbench.testing.Descriptors;
import org.hookbench.testing.LoadedPrograms;

/**
 * What many rounds of load, attach, detach and unload leave behind at each hook, on a lane of its
 * own with a workload's sockets open: {@code src/test/leaks.sh} runs it. Exit code 1 if a
 * descriptor, a program (which a link or a socket would hold) or a filter is left; memory is shown
 * for a reader to judge, for others use it too.
 */
public final class Leaks {
  private static final int ROUNDS = 10_000;
  private static final int SECONDS = 60;

  /** Rounds before the first look: libraries, compiled code and buffers have then settled. */
  private static final int WARM_UP = 200;

  /** Unlike the name of any other program that may be loaded on this machine. */
  private static final String FUNCTION = "hb_leak_" + ProcessHandle.current().pid() % 1_000_000;

  private static final String ROW = "%-14s %6s %6s  %-9s  %-9s  %-9s  %-15s  %s%n";

  private Leaks() {}

  /**
   * @param args rounds, seconds a hook, and names of hooks; all may be left out. Rounds that are
   *     asked for are all made unless seconds are given too
   */
  public static void main(String[] args) throws IOException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : ROUNDS;
    int seconds =
        args.length > 1 ? Integer.parseInt(args[1]) : args.length > 0 ? Integer.MAX_VALUE : SECONDS;
    List<String> names = List.of(args).subList(Math.min(2, args.length), args.length);
    System.out.println(
        "before > after "
            + rounds
            + " rounds"
            + (seconds < Integer.MAX_VALUE ? ", or those of " + seconds + " s" : ""));
    System.out.printf(
        ROW, "hook", "rounds", "s", "fds", "programs", "filters", "RSS, MiB", "slab, MiB");
    boolean clean = true;
    for (Hook hook : Hooks.all()) {
      boolean wanted = names.isEmpty() || names.contains(hook.name());
      if (wanted && hook.programKind().isPresent() && HookProbe.refusal(hook).isEmpty()) {
        clean &= measure(hook, rounds, seconds);
      }
    }
    System.out.println(
        "fds: open descriptors; programs: loaded ones of this test's; filters: of tc at the device;"
            + "\nRSS: of the process after a collection; slab: the kernel's that it can't reclaim,"
            + " of the\nwhole machine");
    System.exit(clean ? 0 : 1);
  }

  private static boolean measure(Hook hook, int rounds, int seconds) throws IOException {
    ProgramKind kind = hook.programKind().orElseThrow();
    byte[] elf =
        BpfCompiler.compile(
            "SEC(\"%s\") int %s(void *context) { return %d; }"
                .formatted(kind.sections().get(0), FUNCTION, kind.passes()));
    try (Stage stage = new Stage(hook)) {
      for (int i = 0; i < WARM_UP; i++) {
        round(hook, stage, elf);
      }
      Seen before = Seen.now(stage.target());
      long start = System.nanoTime();
      int done = 0;
      while (done < rounds && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds)) {
        round(hook, stage, elf);
        done++;
      }
      long took = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      Seen after = Seen.now(stage.target());
      System.out.printf(
          ROW,
          hook.name(),
          done,
          took,
          before.descriptors + " > " + after.descriptors,
          before.programs + " > " + after.programs,
          before.filters + " > " + after.filters,
          mebibytes(before.residentKib, after.residentKib),
          mebibytes(before.slabKib, after.slabKib));
      return before.descriptors == after.descriptors
          && before.programs == after.programs
          && before.filters == after.filters;
    }
  }

  private static void round(Hook hook, Stage stage, byte[] elf) {
    try (BpfObject object = BpfObject.open("leaks", elf)) {
      BpfProgram program = object.load(FUNCTION, hook.programKind().orElseThrow().type());
      try (Attachment attachment = stage.attach(program)) {
        if (attachment.query().isEmpty()) {
          throw new IllegalStateException(hook.name() + " is attached and not there");
        }
      }
    }
  }

  private static String mebibytes(long before, long after) {
    return String.format(Locale.ROOT, "%.1f > %.1f", before / 1024.0, after / 1024.0);
  }

  /** What is there at one moment, once the kernel has freed what it frees late. */
  private record Seen(int descriptors, long programs, int filters, long residentKib, long slabKib) {
    static Seen now(Target target) throws IOException {
      LoadedPrograms.awaitNone(FUNCTION);
      System.gc();
      int filters =
          target
              .namespace()
              .call(
                  () -> {
                    try (TrafficControl tc = TrafficControl.open()) {
                      return tc.filters(target.ifindex()).size();
                    }
                  });
      return new Seen(
          Descriptors.open(),
          LoadedPrograms.named(FUNCTION),
          filters,
          kibibytes(Path.of("/proc/self/status"), "VmRSS:"),
          kibibytes(Path.of("/proc/meminfo"), "SUnreclaim:"));
    }

    private static long kibibytes(Path file, String field) throws IOException {
      return Files.readAllLines(file).stream()
          .filter(l -> l.startsWith(field))
          .map(l -> Long.parseLong(l.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    }
  }
}
