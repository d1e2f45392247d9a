package org.hookbench.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hookbench.kernel.netns.NetNs;

/**
 * {@code java -jar benchmarks.jar} as a user runs it, but with an empty /tmp and a /proc of its
 * own, so that whatever it leaves behind there can be told from what others do on the machine.
 */
public final class JarRun implements AutoCloseable {
  /** The tag of kernel tests that start the jar, most of which measure for some seconds. */
  public static final String NEEDED = "jar";

  private static final long PATIENCE_SECONDS = 240;
  private static final Path OWN = Path.of("/proc/self/ns/net");

  /** What the script takes at most once its JVMs have ended. */
  private static final long CLOSING_SECONDS = 10;

  /** What JMH forks. */
  private static final String FORKED_MAIN = "org.openjdk.jmh.runner.ForkedMain";

  /** The project moves to /mnt, for it may itself lie in /tmp. */
  private static final String SCRIPT =
      """
      set -e
      mount -t tmpfs none /mnt
      mkdir /mnt/project
      mount --bind "$1" /mnt/project
      mount -t tmpfs none /tmp
      cd "/mnt/project/$2"
      shift 2
      set +e
      "$@"
      code=$?
      # the fork of a killed host follows it a moment later
      for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        readlink /proc/[0-9]*/exe | grep '/java$' > left-running || break
        sleep 0.1
      done
      # the shell that removes a dead JVM's cgroups would die with this pid namespace
      while grep -qs 'rm[d]ir' /proc/[0-9]*/cmdline; do sleep 0.05; done
      # the JVM's own, which it makes for every java command
      ls -A /tmp | grep -v '^hsperfdata_' > left-in-tmp
      exit $code
      """;

  /** As {@code ip netns exec} has it, which would hide what is mounted below. */
  private static final String SYSTEM =
      """
      set -e
      mount -t sysfs none /sys
      mount -t cgroup2 none /sys/fs/cgroup
      mount -t bpf none /sys/fs/bpf
      mount -t tracefs none /sys/kernel/tracing
      mount -t tmpfs none /run
      """;

  private final Process process;
  private final Path folder;
  private final Path out;
  private final Path err;

  private JarRun(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
    this.out = folder.resolve("stdout");
    this.err = folder.resolve("stderr");
  }

  /** What came of it. */
  public record Outcome(
      int exitCode, String out, String err, String leftInTmp, String leftRunning) {
    @Override
    public String toString() {
      return "exit code " + exitCode + "\n--- out\n" + out + "\n--- err\n" + err;
    }
  }

  /**
   * Starts a run.
   *
   * @param folder the working directory, below the project's target/
   * @param arguments of the jar
   */
  public static JarRun start(Path folder, String... arguments) throws IOException {
    return startThrough(folder, List.of(), arguments);
  }

  /** As {@link #start}, by a command of the test's own, which gets {@code java -jar JAR ...}. */
  public static JarRun startThrough(Path folder, List<String> through, String... arguments)
      throws IOException {
    Path jar = builtJar();
    List<String> java = new ArrayList<>(SharedClasses.options(jar));
    java.addAll(List.of("-jar", inside(jar)));
    return start(folder, through, java, arguments);
  }

  /** Runs another jar to its end, one below the project's folder. */
  public static Outcome ofJar(Path jar, Path folder, String... arguments) throws Exception {
    try (JarRun run = start(folder, List.of(), List.of("-jar", inside(jar)), arguments)) {
      return run.await();
    }
  }

  /**
   * As {@link #start}, with further classes on the class path.
   *
   * @param classes a folder of them, as the run's working directory names it
   * @param main the main class
   */
  public static JarRun startBeside(Path folder, String classes, String main, String... arguments)
      throws IOException {
    List<String> java = List.of("-cp", classes + ":" + inside(builtJar()), main);
    return start(folder, List.of(), java, arguments);
  }

  /**
   * Starts a script of the shell, in which the jar is called as a user calls it.
   *
   * @param namespace where; its file systems in /sys are the namespace's, too
   */
  public static JarRun startScript(Path folder, NetNs namespace, String script) throws IOException {
    String path = "/proc/" + ProcessHandle.current().pid() + "/fd/" + namespace.fd();
    List<String> shell = List.of("sh", "-c", SYSTEM + script);
    return start(folder, List.of("nsenter", "--net=" + path), shell);
  }

  private static Path builtJar() {
    return Path.of(System.getProperty("benchmarks.jar"));
  }

  /** Where a file of the project is for the process that is started. */
  static String inside(Path file) {
    Path project = Path.of("").toAbsolutePath();
    return "/mnt/project/" + project.relativize(file.toAbsolutePath());
  }

  static JarRun start(Path folder, List<String> through, List<String> java, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(through);
    command.add(Command.JAVA);
    // most runs end before the second compiler would have earned its time
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(java);
    command.addAll(List.of(arguments));
    return start(folder, List.of(), command);
  }

  private static JarRun start(Path folder, List<String> where, List<String> what)
      throws IOException {
    Path project = Path.of("").toAbsolutePath();
    List<String> command = new ArrayList<>(where);
    command.addAll(
        List.of(
            // a shell that starts Maven in the background has it ignore SIGINT, nohup SIGHUP,
            // and what it starts
            "env",
            "--default-signal=INT,HUP",
            "unshare",
            "--mount",
            "--pid",
            "--fork",
            "--mount-proc",
            "--kill-child",
            "sh",
            "-c",
            SCRIPT,
            "sh",
            project.toString(),
            project.relativize(folder.toAbsolutePath()).toString()));
    command.addAll(what);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile())
            .start();
    process.getOutputStream().close();
    return new JarRun(process, folder);
  }

  /** Runs it to its end. */
  public static Outcome of(Path folder, String... arguments) throws Exception {
    try (JarRun run = start(folder, arguments)) {
      return run.await();
    }
  }

  /** Waits for its end. */
  public Outcome await() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("does not end:\n" + Files.readString(err));
    }
    return new Outcome(
        process.exitValue(),
        Files.readString(out),
        Files.readString(err),
        Files.readString(folder.resolve("left-in-tmp")),
        Files.readString(folder.resolve("left-running")));
  }

  /** The JVM that the user started, once it runs. */
  public ProcessHandle host() throws InterruptedException {
    return find(p -> isJava(p) && p.parent().filter(JarRun::isJava).isEmpty());
  }

  /** The JVM that measures, once it does: JMH starts others before, and those have no lanes. */
  public ProcessHandle fork() throws InterruptedException {
    // a process that a JVM is about to start is for a moment a copy of it
    return find(p -> isFork(p) && p.parent().filter(JarRun::isFork).isEmpty() && hasNamespaces(p));
  }

  @Override
  public void close() {
    process.descendants().filter(JarRun::isJava).forEach(ProcessHandle::destroyForcibly);
    // what takes away their cgroups outlives them, but not its pid namespace
    process.onExit().completeOnTimeout(process, CLOSING_SECONDS, TimeUnit.SECONDS).join();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private ProcessHandle find(Predicate<ProcessHandle> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      Optional<ProcessHandle> found = process.descendants().filter(wanted).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        throw new AssertionError("there is no such process; " + folder.resolve("stderr"));
      }
      Thread.sleep(20);
    }
  }

  private static boolean isJava(ProcessHandle p) {
    return p.info().command().filter(c -> c.endsWith("/java")).isPresent();
  }

  /** Whether it is a JVM that JMH has forked. */
  private static boolean isFork(ProcessHandle p) {
    try {
      return isJava(p)
          && Files.readString(Path.of("/proc/" + p.pid() + "/cmdline")).contains(FORKED_MAIN);
    } catch (IOException e) {
      return false; // it has ended
    }
  }

  private static boolean hasNamespaces(ProcessHandle p) {
    try (Stream<Path> fds = Files.list(Path.of("/proc/" + p.pid() + "/fd"))) {
      return fds.filter(JarRun::isNamespace).count() >= 2;
    } catch (IOException | UncheckedIOException e) {
      return false; // it has ended
    }
  }

  private static boolean isNamespace(Path fd) {
    try {
      // of one that was opened by its name the link shows that
      return Files.getAttribute(fd, "unix:dev").equals(Files.getAttribute(OWN, "unix:dev"));
    } catch (IOException e) {
      return false;
    }
  }
}
