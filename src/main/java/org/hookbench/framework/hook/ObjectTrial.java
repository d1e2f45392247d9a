package org.hookbench.framework.hook;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hookbench.kernel.bpf.ObjectFile;
import org.hookbench.kernel.bpf.ObjectFileException;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.NativeCode;

/**
 * Has libbpf open and load a user's object in a process of its own first, for a damaged object can
 * crash libbpf or keep it busy for ever: then it takes that process down, and not this one. What
 * was tried is known by its bytes; forks take their host's word for those, and refuse any other.
 *
 * <p>This keeps a run alive, and keeps nothing secret: the trial has this process's privileges,
 * which loading needs.
 */
public final class ObjectTrial {
  private static final String TRIED = "org.hookbench.tried";
  private static final int PATIENCE_SECONDS = 120;

  private static final Set<String> PASSED = ConcurrentHashMap.newKeySet();
  private static final Map<String, String> DIGESTS = new ConcurrentHashMap<>();

  private ObjectTrial() {}

  /** The JVM arguments by which a fork knows the objects that were tried here. */
  public static List<String> forkArguments() {
    return List.of("-D" + TRIED + "=" + String.join(",", Set.copyOf(DIGESTS.values())));
  }

  /**
   * Tries an object, unless it was tried. To be called first on a thread in the host's namespaces:
   * the JDK's threads that wait for processes live on in those of the thread that needed them.
   *
   * @throws ObjectFileException if the other process did not survive it, or if the file has changed
   *     since it was tried
   */
  static void require(ObjectFile file, String function, ProgramKind kind) {
    String digest = file.digest();
    String here = System.getProperty(TRIED);
    String before = here == null ? DIGESTS.putIfAbsent(file.name(), digest) : digest;
    if (here != null && !List.of(here.split(",")).contains(digest)
        || before != null && !before.equals(digest)) {
      throw new ObjectFileException(
          "open BPF object " + file.name() + ": the file has changed since this run looked at it");
    }
    String what = String.join(" ", digest, kind.name(), function);
    if (here == null && !PASSED.contains(what)) {
      Optional<String> death = deathOf(command(function, kind), file.bytes());
      if (death.isPresent()) {
        throw new ObjectFileException("open BPF object " + file.name() + ": " + death.get());
      }
      PASSED.add(what);
    }
  }

  /**
   * What a user reads of the end of a process that is handed an object; empty where it survived.
   *
   * @throws KernelException if it could not try the object at all
   */
  static Optional<String> deathOf(List<String> command, byte[] bytes) {
    String operation = "try the object in a process of its own";
    AtomicBoolean late = new AtomicBoolean();
    Process process = null;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
      Process started = process;
      CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .execute(
              () -> {
                late.set(true);
                started.destroyForcibly();
              });
      hand(bytes, process);
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      return late.get()
          ? Optional.of("libbpf did not end on it within " + PATIENCE_SECONDS + " s")
          : words(operation, exitCode, said);
    } catch (IOException e) {
      throw new KernelException(operation, 0, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while an object was tried", e);
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  private static void hand(byte[] bytes, Process process) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(bytes);
    } catch (IOException e) {
      // it ended early, and its exit code says why
      return;
    }
  }

  private static List<String> command(String function, ProgramKind kind) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(TrialProcess.JVM_ARGUMENTS);
    command.addAll(NativeCode.jvmArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(TrialProcess.class.getName());
    command.add(Long.toString(ProcessHandle.current().pid()));
    command.addAll(List.of(kind.name(), function));
    return command;
  }

  private static Optional<String> words(String operation, int exitCode, String said) {
    return switch (exitCode) {
      case TrialProcess.SURVIVED -> Optional.empty();
      // SIGABRT by which a JVM ends where it is hit by SIGBUS, SIGFPE or SIGSEGV
      case 128 + 6, 128 + 7, 128 + 8, 128 + 11 ->
          Optional.of("it is damaged: libbpf crashed on it, in a process made to try it in");
      case 128 + 24 -> // SIGXCPU
          Optional.of(
              "libbpf did not end on it within " + TrialProcess.CPU_SECONDS + " s of CPU time");
      default ->
          throw new KernelException(
              operation,
              0,
              "exit code "
                  + exitCode
                  + said.lines().findFirst().map(line -> ": " + line).orElse(""));
    };
  }
}
