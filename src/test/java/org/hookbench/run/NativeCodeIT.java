package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hookbench.testing.Command;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.TargetFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Root's process takes no code from another user and puts no file where she could exchange it. */
@KernelTest
@Tag(JarRun.NEEDED)
class NativeCodeIT {
  private static final String RUN = "UdpPackets -p hook=tc -f 1 -i 5 -wi 1";

  private static final Pattern CALL = Pattern.compile("^\\d+ +(\\w+)\\((.*)$");
  private static final Pattern MAPPED = Pattern.compile(", \\d+<([^>]*)>");
  private static final Pattern WRITES = Pattern.compile("O_(WRONLY|RDWR|CREAT)");

  /**
   * A path, and where it is a relative one, the folder it is relative to as {@code strace -y}
   * tells.
   */
  private static final Pattern PATH = Pattern.compile("(?:<([^>]*)>, )?\"([^\"]*)\"");

  /** Another user's folder, /tmp/hers, is the working directory of what follows. */
  private static final String HERS =
      """
      set -e
      here=$PWD
      mkdir /tmp/hers
      chown nobody /tmp/hers
      """;

  @TempDir(factory = TargetFolder.class)
  Path folder;

  /** A user waits for shared objects in her folder and in /tmp, and puts her own in their place. */
  @Test
  void swappedLibraryIsNotLoaded() throws Exception {
    Path sources = Path.of("src/test/resources/native");
    compile("-o", folder.resolve("swap").toString(), sources.resolve("swap.c").toString());
    compile(
        "-shared",
        "-fPIC",
        "-o",
        folder.resolve("evil").toString(),
        sources.resolve("evil.c").toString());
    String attack =
        HERS
            + """
              cp swap evil /tmp/hers
              cp evil /tmp/evil
              chown nobody /tmp/hers/* /tmp/evil
              cd /tmp/hers
              setpriv --reuid=nobody --regid=65534 --clear-groups ./swap /tmp/hers/evil . > $here/log &
              until grep -q watching $here/log; do sleep 0.1; done
              # she is heard where she may write
              setpriv --reuid=nobody --regid=65534 --clear-groups touch seen.so
              until grep -q seen $here/log; do sleep 0.1; done
              rm -f seen.so copy
              set +e
              "$@"
              code=$?
              kill $!
              cp /tmp/hers/ran $here 2> /dev/null
              exit $code
              """;
    JarRun.Outcome run = through(attack, (RUN + " -Dhookbench.save=/tmp/run.json").split(" "));
    assertEquals(0, run.exitCode(), run.toString());
    assertEquals("watching\nswapped ./seen.so\n", Files.readString(folder.resolve("log")));
    assertFalse(Files.exists(folder.resolve("ran")), "her code ran as root");
  }

  /** What the kernel was asked for, by the JVM that was started and by all that it starts. */
  @ParameterizedTest
  @ValueSource(strings = {RUN + " -Dhookbench.save=/root/run.json", "doctor", "show", "hooks"})
  void nothingIsWrittenOrLoadedWhereOthersCanWrite(String arguments) throws Exception {
    String traced =
        HERS
            + """
              mount -t tmpfs -o mode=0700 none /root
              cd /tmp/hers
              set +e
              strace -f --seccomp-bpf -y -qq -o $here/trace \\
                -e trace=open,openat,creat,mkdir,mkdirat,link,linkat,symlink,symlinkat,mmap,execve "$@"
              code=$?
              ls -A /tmp/hers > $here/left-in-hers
              ls -A /run | grep hookbench > $here/left-in-run
              exit $code
              """;
    JarRun.Outcome run = through(traced, arguments.split(" "));
    assertEquals(0, run.exitCode(), run.toString());
    List<String> calls = Files.readAllLines(folder.resolve("trace"));
    assertTrue(calls.stream().anyMatch(c -> c.contains("/libjffi-1.2.so>")), "jffi is traced");
    List<String> wrong =
        calls.stream().filter(NativeCodeIT::succeeded).filter(NativeCodeIT::isWrong).toList();
    assertEquals(List.of(), wrong);
    assertEquals("", Files.readString(folder.resolve("left-in-hers")));
    assertEquals("", Files.readString(folder.resolve("left-in-run")));
  }

  /** No working directory is too poor, and {@code java.io.tmpdir} may be missing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mount -t tmpfs -o ro none /tmp/hers",
        "mount -t tmpfs -o noexec none /tmp/hers",
        "mount -t tmpfs -o size=4k none /tmp/hers; cd /tmp/hers; dd if=/dev/zero of=full bs=4k count=2",
      })
  void anyWorkingDirectoryServes(String mount) throws Exception {
    String poor =
        HERS + "(" + mount + ") > $here/mount.log 2>&1 || true\ncd /tmp/hers; exec \"$@\"";
    JarRun.Outcome run = through(poor, (RUN + " -Dhookbench.save=/tmp/run.json").split(" "));
    assertEquals(0, run.exitCode(), run.toString());
  }

  @Test
  void missingTemporaryFolderIsOfNoConsequence() throws Exception {
    String missing = "jvm=$1; shift; exec \"$jvm\" -Djava.io.tmpdir=/missing \"$@\"";
    JarRun.Outcome run = through(missing, RUN.split(" "));
    assertEquals(0, run.exitCode(), run.toString());
  }

  private JarRun.Outcome through(String script, String... arguments) throws Exception {
    try (JarRun run = JarRun.startThrough(folder, List.of("sh", "-c", script, "sh"), arguments)) {
      return run.await();
    }
  }

  private static boolean succeeded(String call) {
    return !call.contains(" = -1 ") && !call.endsWith("= ?");
  }

  /** Only folders that are root's alone are written to, and code comes from there or from /usr. */
  private static boolean isWrong(String call) {
    Matcher m = CALL.matcher(call);
    if (!m.find()) {
      return false;
    }
    String name = m.group(1);
    String rest = m.group(2);
    if (name.equals("mmap")) {
      Matcher mapped = MAPPED.matcher(rest);
      return rest.contains("PROT_EXEC") && mapped.find() && !isOfSystem(mapped.group(1));
    }
    if (name.equals("execve")) {
      return !isOfSystem(path(rest));
    }
    if (name.startsWith("open")) {
      boolean writes = WRITES.matcher(rest).find();
      String path = path(rest);
      return writes ? !mayBeWritten(path) : path.contains(".so") && !isOfSystem(path);
    }
    return !mayBeWritten(path(rest));
  }

  private static String path(String arguments) {
    Matcher m = PATH.matcher(arguments);
    if (!m.find()) {
      return arguments;
    }
    String path = m.group(2);
    return path.startsWith("/") || m.group(1) == null ? path : m.group(1) + "/" + path;
  }

  private static boolean isOfSystem(String path) {
    return Stream.of(
            "/usr/",
            "/bin/",
            "/lib",
            "/etc/",
            "/run/hookbench-native-",
            "/proc/self/exe",
            System.getProperty("java.home"))
        .anyMatch(path::startsWith);
  }

  private static boolean mayBeWritten(String path) {
    return Stream.of(
            // the JVM asks itself whether its own folder in /tmp is root's
            "/run/", "/proc/", "/sys/", "/dev/", "/root/", "/tmp/hsperfdata_root")
        .anyMatch(path::startsWith);
  }

  private static void compile(String... arguments) {
    String cc = System.getenv().getOrDefault("CC", "gcc");
    List<String> command = new ArrayList<>(List.of(cc));
    command.addAll(List.of(arguments));
    Command.run("a C compiler (apt-get install gcc libc6-dev, or set CC)", command);
  }
}
