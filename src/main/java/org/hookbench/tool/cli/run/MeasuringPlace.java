package org.hookbench.tool.cli.run;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.hookbench.kernel.bpf.RunLock;
import org.hookbench.kernel.sys.NativeCode;
import org.hookbench.kernel.sys.ParentDeath;
import org.hookbench.kernel.sys.Reexec;
import org.hookbench.kernel.sys.VanishingFolder;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.terminal.StatusLine;

/**
 * What a measuring process holds: the lock that keeps a second one away, and a folder for temporary
 * files that is gone with the process. JMH and the JVM put files in {@code java.io.tmpdir}, which a
 * JVM reads once, when it starts: so the process makes the folder and starts its JVM anew, with the
 * folder on the command line.
 */
final class MeasuringPlace implements AutoCloseable {
  /** The descriptor of the folder, in the JVM that was started anew. */
  static final String FOLDER = "org.hookbench.folder";

  /** The system property by which a process that starts a run has it end with itself. */
  private static final String PARENT = "org.hookbench.parent";

  private static final String TEMP = "-Djava.io.tmpdir=";
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final RunLock lock;
  private final VanishingFolder folder;

  private MeasuringPlace(RunLock lock, VanishingFolder folder) {
    this.lock = lock;
    this.folder = folder;
  }

  /** Whether this JVM is the one that the process started anew. */
  static boolean isTaken() {
    return Integer.getInteger(FOLDER) != null;
  }

  /**
   * Takes both. In the first JVM of a process this does not return.
   *
   * @param jvmArguments what the JVM that is started anew gets as well, and its forks, which JMH
   *     gives the arguments of their host
   * @throws UserException if another process measures
   */
  static MeasuringPlace take(Collection<String> jvmArguments) {
    Long parent = Long.getLong(PARENT);
    if (parent != null) {
      ParentDeath.follow(parent);
    }
    Integer inherited = Integer.getInteger(FOLDER);
    if (inherited == null) {
      StatusLine.show("HookBench starts ...");
      VanishingFolder made = VanishingFolder.create();
      List<String> further =
          new ArrayList<>(
              List.of(
                  TEMP + made.path(),
                  "-D" + FOLDER + "=" + made.descriptor(),
                  "-XX:-UsePerfData",
                  "--enable-native-access=ALL-UNNAMED"));
      further.addAll(NativeCode.jvmArguments());
      further.addAll(jvmArguments);
      throw Reexec.withJvmArguments(further, TEMP);
    }
    StatusLine.clear();
    RunLock lock = RunLock.ask();
    try {
      awaitTurn(lock, Waiting.nanos(), System.err);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
    // JMH's own lock is a file in /tmp
    System.setProperty("jmh.ignoreLock", "true");
    return new MeasuringPlace(lock, VanishingFolder.inherited(inherited));
  }

  private static void awaitTurn(RunLock lock, OptionalLong patience, PrintStream err) {
    Optional<RunLock.Holder> holder = lock.holder();
    if (holder.isPresent() && patience.isPresent() && patience.getAsLong() > 0) {
      err.println("hookbench: waiting for the run that is going on (" + named(holder.get()) + ")");
    }
    long started = System.nanoTime();
    while (holder.isPresent()) {
      if (System.nanoTime() - started >= patience.orElse(0)) {
        throw new UserException(
            ExitCode.UNAVAILABLE,
            "another HookBench run is going on ("
                + named(holder.get())
                + "); two would measure each other"
                + (patience.isPresent() ? "" : "; --wait waits for its end"));
      }
      LockSupport.parkNanos(POLL_NANOS);
      holder = lock.holder();
    }
  }

  /** A process of another container has a number that means nothing here, or another process. */
  private static String named(RunLock.Holder holder) {
    Path descriptors = Path.of("/proc", Long.toString(holder.pid()), "fdinfo");
    String line = "prog_id:\t" + holder.programId();
    try (Stream<Path> all = Files.list(descriptors)) {
      for (Path descriptor : all.toList()) {
        if (Files.readAllLines(descriptor).contains(line)) {
          return "pid " + holder.pid();
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return "pid " + holder.pid() + " of another container";
    }
    return "pid " + holder.pid() + " of another container";
  }

  /** Where temporary files go. */
  Path temp() {
    return folder.path();
  }

  @Override
  public void close() {
    folder.close();
    lock.close();
  }
}
