package org.hookbench.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the launcher in a copy of the tree, with a PATH on which every program it could install
 * with, build with or run is a stub that writes down how it was called. That PATH holds nothing
 * else but the ordinary tools of a shell script.
 */
@Timeout(60)
class LauncherTest {

  private static final List<String> SHELL_TOOLS =
      List.of(
          "sh",
          "cat",
          "dirname",
          "env",
          "grep",
          "head",
          "mktemp",
          "paste",
          "readlink",
          "rm",
          "sed",
          "stat",
          "tail",
          "test",
          "touch",
          "uname");

  private static final String FLAGS =
      "--enable-native-access=ALL-UNNAMED -XX:-UsePerfData -XX:+UseSerialGC -Xmx512m";

  @TempDir Path temp;

  private Path tree;
  private Path bin;
  private Path log;

  private record Outcome(int code, String stdout, String stderr) {}

  @BeforeEach
  void freshTree() throws Exception {
    tree = Files.createDirectories(temp.resolve("a tree"));
    bin = Files.createDirectories(temp.resolve("fake bin"));
    log = temp.resolve("calls");
    Files.createFile(log);
    Files.copy(Path.of("hookbench"), tree.resolve("hookbench"));
    assertTrue(tree.resolve("hookbench").toFile().setExecutable(true));
    source("pom.xml", -60);
    source("bpf/pass.bpf.c", -60);
    source("src/main/java/Main.java", -60);
    source("src/jmh/java/Bench.java", -60);
    source("target/benchmarks.jar", -30);
    for (String folder : List.of("bpf", "src/main", "src/main/java", "src/jmh", "src/jmh/java")) {
      age(tree.resolve(folder), -60);
    }

    for (String tool : SHELL_TOOLS) {
      wrap(tool);
    }
    // The JDKs of the machine that runs this test are not part of it.
    Path find = realTool("find");
    script("find", "case $1 in /usr/lib/jvm) exit 0 ;; esac\nexec '" + find + "' \"$@\"");
    script("id", "echo 1000");
    java("17.0.15", 0);
    stub("javac", "");
    stub(
        "mvn",
        "case $1 in -v) echo 'Apache Maven 3.8.7' ;; *) touch target/benchmarks.jar ;; esac");
    stub("clang", "");
    stub("gcc", "");
    stub("chromium", "");
  }

  @Test
  void aJarThatIsUpToDateIsRunWithTheArgumentsUnchanged() throws Exception {
    Outcome outcome = launch("-p", "hook=tc,xdp drv", "", "*", "-f", "3");
    assertEquals(0, outcome.code(), outcome.stderr());
    assertEquals("", outcome.stderr());
    assertEquals("output of java\n", outcome.stdout());
    assertEquals(List.of(javaCall("-p", "hook=tc,xdp drv", "", "*", "-f", "3")), calls());
  }

  @Test
  void runsWithoutCompilersWhereTheJarIsUpToDate() throws Exception {
    remove("javac", "mvn", "clang", "gcc");
    assertEquals(0, launch("doctor").code());
    assertEquals(List.of(javaCall("doctor")), calls());
  }

  /** Nothing is built, and nothing could be. */
  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h"})
  void helpNeedsNothing(String word) throws Exception {
    Files.delete(tree.resolve("target/benchmarks.jar"));
    remove("java", "javac", "mvn", "clang", "gcc");
    Path screen = Path.of("src/main/resources/org/hookbench/tool/cli/help.txt");
    Files.createDirectories(tree.resolve(screen).getParent());
    Files.copy(screen, tree.resolve(screen));
    Outcome outcome = launch(word);
    assertEquals(0, outcome.code(), outcome.stderr());
    assertEquals(Files.readString(screen), outcome.stdout());
    assertEquals(List.of(), calls());
    assertTrue(launch(word, "run").stderr().contains("once it is built"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "--version", "-V"})
  void theVersionNeedsNothing(String word) throws Exception {
    Files.delete(tree.resolve("target/benchmarks.jar"));
    remove("java", "javac", "mvn", "clang", "gcc");
    Files.writeString(
        tree.resolve("pom.xml"), "<project>\n  <version>1.2.3</version>\n</project>\n");
    Outcome outcome = launch(word);
    assertEquals(0, outcome.code(), outcome.stderr());
    assertEquals("HookBench 1.2.3\n", outcome.stdout());
    assertTrue(Files.readString(Path.of("pom.xml")).matches("(?s).*\n  <version>\\S+</version>.*"));
  }

  /** A jar that is older than its sources answers as well: a build takes minutes. */
  @Test
  void helpOfAnOldJarIsItsOwn() throws Exception {
    age(tree.resolve("pom.xml"), -10);
    remove("javac", "mvn", "clang", "gcc");
    assertEquals(0, launch("report", "--help").code());
    assertEquals(List.of(javaCall("report", "--help")), calls());
  }

  @Test
  void runsAJarThatCameWithoutSources() throws Exception {
    remove("javac", "mvn", "clang", "gcc");
    for (String source : List.of("pom.xml", "bpf/pass.bpf.c", "src/main/java/Main.java")) {
      Files.delete(tree.resolve(source));
    }
    assertEquals(0, launch("doctor").code());
    assertEquals(List.of(javaCall("doctor")), calls());
  }

  /** As a package lays the two out: nothing is built, and what is missing stays so. */
  @Test
  void installedItRunsTheJarBesideItAndInstallsNothing() throws Exception {
    Path own = Files.createDirectories(temp.resolve("usr/share/hookbench"));
    Path command =
        Files.createSymbolicLink(
            Files.createDirectories(temp.resolve("usr/bin")).resolve("hookbench"),
            Path.of("../share/hookbench/hookbench"));
    Files.copy(tree.resolve("hookbench"), own.resolve("hookbench"));
    assertTrue(own.resolve("hookbench").toFile().setExecutable(true));
    Files.createFile(own.resolve("benchmarks.jar"));
    remove("javac", "mvn", "clang", "gcc");
    stub("apt-get", "");
    String ran = javaCall("doctor").replace(tree.resolve("target").toString(), own.toString());
    assertEquals(0, run(command, Map.of(), "doctor").code());
    assertEquals(List.of(ran), calls());

    script("id", "echo 0");
    remove("java");
    Outcome outcome = run(command, Map.of(), "doctor");
    assertEquals(69, outcome.code());
    assertTrue(outcome.stderr().contains("missing: Java >= 17"), outcome.stderr());
    assertEquals(69, run(command, Map.of(), "--version").code());
    assertEquals(66, run(command, Map.of(), "test").code());
    assertEquals(List.of(), callsOf("apt-get"));
  }

  @Test
  void worksFromElsewhereAndThroughASymlink() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("link to it"), tree.resolve("hookbench"));
    assertEquals(0, run(link, Map.of(), "doctor").code());
    assertEquals(List.of(javaCall("doctor")), calls());
  }

  @Test
  void buildsWhenTheJarIsOlderThanAnySource() throws Exception {
    for (String source :
        List.of(
            "pom.xml", "bpf/pass.bpf.c", "src/main/java/Main.java", "src/jmh/java/Bench.java")) {
      Files.writeString(log, "");
      age(tree.resolve("target/benchmarks.jar"), -30);
      age(tree.resolve(source), -10);
      Outcome outcome = launch("doctor");
      assertEquals(0, outcome.code(), outcome.stderr());
      assertEquals("output of java\n", outcome.stdout(), "the build's output is not the program's");
      assertTrue(lastWord(callsOf("mvn")).equals("package"), source + ": " + calls());
      assertEquals(javaCall("doctor"), calls().get(calls().size() - 1));
      age(tree.resolve(source), -60);
    }
  }

  @Test
  void buildsWhenThereIsNoJar() throws Exception {
    Files.delete(tree.resolve("target/benchmarks.jar"));
    assertEquals(0, launch().code());
    assertEquals("package", lastWord(callsOf("mvn")));
    assertEquals(javaCall(), calls().get(calls().size() - 1));
  }

  @Test
  void aFailedBuildRunsNothingAndLeavesNoJarThatLooksUpToDate() throws Exception {
    age(tree.resolve("pom.xml"), -10);
    stub(
        "mvn",
        "case $1 in -v) echo 'Apache Maven 3.8.7' ;; *) touch target/benchmarks.jar; exit 1 ;; esac");
    Outcome outcome = launch();
    assertEquals(70, outcome.code());
    assertLastLine("hookbench: the build failed", outcome);
    assertFalse(Files.exists(tree.resolve("target/benchmarks.jar")));
    assertEquals(List.of(), callsOf("java -jar"));
  }

  @Test
  void underSudoTheInvokingUserBuilds() throws Exception {
    age(tree.resolve("pom.xml"), -10);
    script("id", "echo 0");
    stub("chown", "");
    stub("sudo", "while [ \"$1\" != test ] && [ \"$1\" != env ]; do shift; done; exec \"$@\"");
    assertEquals(0, run(tree.resolve("hookbench"), Map.of("SUDO_USER", "joe")).code());
    assertEquals(2, callsOf("sudo").size(), "asks for write access, then builds");
    String sudo = callsOf("sudo").get(1);
    assertTrue(sudo.contains("|-u|joe|"), sudo);
    assertTrue(sudo.endsWith("|package"), sudo);
    assertEquals(javaCall(), calls().get(calls().size() - 1), "java itself runs as root");
  }

  @Test
  void testRunsTheWholeVerificationAndPassesItsExitCode() throws Exception {
    stub(
        "mvn",
        "case $1 in -v) echo 'Apache Maven 3.9.1' ;; *) echo 'Tests run: 5'; exit 3 ;; esac");
    Outcome outcome = launch("test", "-Dkernel.required=true", "-Dit.test=A B");
    assertEquals(3, outcome.code());
    assertEquals("Tests run: 5\n", outcome.stdout());
    assertEquals(
        "mvn|-B|-ntp|clean|verify|-Dkernel.required=true|-Dit.test=A B", callsOf("mvn").get(1));
    assertEquals(List.of(), callsOf("java|--enable"));
  }

  @Test
  void theExitCodeOfJavaPassesThrough() throws Exception {
    java("21", 42);
    assertEquals(42, launch("compare", "a", "b").code());
  }

  @Test
  void javaReplacesTheLauncherSoThatSignalsReachIt() throws Exception {
    stub("java", "case $1 in -version) echo 'openjdk version \"17\"' >&2 ;; *) echo $$ ;; esac");
    Process process = start(tree.resolve("hookbench"), Map.of());
    String printed = new String(process.getInputStream().readAllBytes()).trim();
    assertEquals(Long.toString(process.pid()), printed);
  }

  @Test
  void noInstallPrintsTheCommandsAndInstallsNothing() throws Exception {
    age(tree.resolve("pom.xml"), -10);
    remove("clang");
    script("id", "echo 0");
    for (String manager : List.of("apt-get", "dnf", "pacman", "apk")) {
      stub(manager, "");
    }
    Outcome outcome = launch("--no-install", "-f", "3");
    assertEquals(69, outcome.code());
    assertTrue(outcome.stderr().startsWith("hookbench: missing: clang. "), outcome.stderr());
    for (String command :
        List.of(
            "apt-get update && sudo apt-get install -y --no-install-recommends clang\n",
            "dnf install -y clang\n",
            "pacman -S --needed --noconfirm clang\n",
            "apk add --no-cache clang\n")) {
      assertTrue(outcome.stderr().contains(command), outcome.stderr());
    }
    for (String program : List.of("apt-get", "dnf", "pacman", "apk", "mvn|-B", "java|--enable")) {
      assertEquals(List.of(), callsOf(program));
    }
  }

  @Test
  void noInstallIsNoObstacleWhereNothingIsMissing() throws Exception {
    assertEquals(0, launch("--no-install", "doctor").code());
    assertEquals(List.of(javaCall("doctor")), calls());
  }

  @Test
  void aptGetsThePackagesThatAreMissingAfterOneUpdate() throws Exception {
    age(tree.resolve("pom.xml"), -10);
    script("id", "echo 0");
    Path aside = setAside("java", "javac", "mvn", "clang");
    stub("apt-cache", "case $2 in openjdk-21-*) echo 'Package: it' ;; *) exit 100 ;; esac");
    stub(
        "apt-get",
        "case $2 in"
            + " --assume-no) echo '0 upgraded, 115 newly installed, 0 to remove and 2 not"
            + " upgraded.'; echo 'Need to get 161 MB of archives.'; echo 'After this operation,"
            + " 1,728 MB of additional disk space will be used.'; exit 1 ;;"
            + " -y) echo 'Setting up it'; for f in '"
            + aside
            + "'/*; do ln \"$f\" '"
            + bin
            + "'; done ;; esac");
    wrap("ln");
    Outcome outcome = launch("doctor");
    assertEquals(0, outcome.code(), outcome.stderr());
    assertEquals(
        "hookbench: missing: JDK >= 17, Maven >= 3.8, clang",
        outcome.stderr().lines().findFirst().orElseThrow());
    List<String> apt = callsOf("apt-get");
    assertEquals(3, apt.size(), apt.toString());
    assertTrue(apt.get(0).startsWith("apt-get|update"), apt.get(0));
    assertTrue(apt.get(1).startsWith("apt-get|install|--assume-no|"), apt.get(1));
    assertTrue(apt.get(2).startsWith("apt-get|install|-y|--no-install-recommends|"), apt.get(2));
    assertTrue(apt.get(2).endsWith("|openjdk-21-jdk-headless|maven|clang"), apt.get(2));
    assertTrue(
        outcome
            .stderr()
            .contains(
                "hookbench: to install with apt: openjdk-21-jdk-headless maven clang (with what"
                    + " they need: 115 packages, 161 MB to fetch, 1,728 MB on disk)\n"),
        outcome.stderr());
    assertFalse(outcome.stderr().contains("Setting up"), "what apt says is kept from the screen");
    assertEquals("output of java\n", outcome.stdout(), "what apt prints is not the program's");
    assertEquals(javaCall("doctor"), calls().get(calls().size() - 1));
  }

  @Test
  void testNeedsACompilerInAddition() throws Exception {
    remove("gcc");
    assertTrue(launch("--no-install", "test").stderr().contains("--no-install-recommends gcc\n"));
    assertEquals(0, launch("--no-install").code());
  }

  @Test
  void testNeedsABrowserInAddition() throws Exception {
    remove("chromium");
    String wanted = "missing: Chromium (for the tests). ";
    Outcome outcome = launch("--no-install", "test");
    assertEquals(69, outcome.code());
    assertTrue(outcome.stderr().contains(wanted), outcome.stderr());
    assertTrue(outcome.stderr().contains("--no-install-recommends chromium\n"), outcome.stderr());
    assertTrue(outcome.stderr().contains("pacman -S --needed --noconfirm chromium\n"));
    assertEquals(0, launch("--no-install").code(), "a run needs none");
    for (String other : List.of("chromium-browser", "google-chrome")) {
      stub(other, "");
      assertEquals(0, launch("--no-install", "test").code(), other);
      remove(other);
    }
  }

  private void toolsOfKernelTests() throws Exception {
    for (String tool : List.of("ip", "tc", "bpftool", "strace", "iperf3", "openssl")) {
      stub(tool, "");
    }
  }

  @Test
  void testInstallsABrowser() throws Exception {
    script("id", "echo 0");
    toolsOfKernelTests();
    libbpf();
    Path aside = setAside("chromium");
    stub("apt-cache", "case $2 in chromium) echo 'Package: it' ;; *) exit 100 ;; esac");
    stub("apt-get", "case $2 in -y) ln '" + aside + "/chromium' '" + bin + "' ;; esac");
    wrap("ln");
    Outcome outcome = launch("test");
    assertEquals(0, outcome.code(), outcome.stderr());
    assertTrue(callsOf("apt-get").get(2).endsWith("|chromium"), calls().toString());
    assertEquals("verify", lastWord(callsOf("mvn")));
  }

  @Test
  void whereTheReleasePackagesNoBrowserTheTestsRunWithoutOne() throws Exception {
    script("id", "echo 0");
    toolsOfKernelTests();
    libbpf();
    remove("chromium");
    stub("apt-cache", "exit 100");
    stub("apt-get", "");
    Outcome outcome = launch("test");
    assertEquals(0, outcome.code(), outcome.stderr());
    assertEquals(1, callsOf("apt-get").size(), "an update, and nothing to install");
    assertLastLine("hookbench: this release has no package of Chromium;", outcome);
    assertEquals("verify", lastWord(callsOf("mvn")));
  }

  @Test
  void testAsRootNeedsTheToolsThatKernelTestsCompareWith() throws Exception {
    stub("ip", "");
    assertEquals(0, launch("--no-install", "test").code());
    script("id", "echo 0");
    Outcome outcome = launch("--no-install", "test");
    assertEquals(69, outcome.code());
    String words =
        "hookbench: missing: ip and tc (for the tests), bpftool (for the tests), strace (for the"
            + " tests), iperf3 (for the tests), openssl (for the tests)";
    assertTrue(outcome.stderr().startsWith(words), outcome.stderr());
    assertTrue(
        outcome
            .stderr()
            .contains("--no-install-recommends iproute2 bpftool strace iperf3 openssl\n"),
        outcome.stderr());
    stub("tc", "");
    stub("bpftool", "");
    stub("strace", "");
    stub("iperf3", "");
    stub("openssl", "");
    assertEquals(0, launch("--no-install", "test").code());
  }

  @Test
  void otherPackageManagersInstallUnderTheirOwnNames() throws Exception {
    script("id", "echo 0");
    remove("java");
    Map<String, String> wanted =
        Map.of(
            "dnf", "dnf|install|-y|java-21-openjdk-headless",
            "pacman", "pacman|-S|--needed|--noconfirm|jre17-openjdk-headless",
            "apk", "apk|add|--no-cache|openjdk17-jre-headless");
    for (Map.Entry<String, String> manager : wanted.entrySet()) {
      stub(manager.getKey(), "");
      Outcome outcome = launch();
      assertEquals(List.of(manager.getValue()), callsOf(manager.getKey()));
      assertEquals(69, outcome.code());
      assertLastLine("hookbench: installed, but not usable: Java >= 17;", outcome);
      remove(manager.getKey());
    }
  }

  @Test
  void aFailedInstallationIsOneClearLine() throws Exception {
    script("id", "echo 0");
    remove("java");
    stub("apt-get", "echo 'E: no such package'; exit 100");
    Outcome outcome = launch();
    assertEquals(69, outcome.code());
    assertTrue(outcome.stderr().contains("E: no such package\n"), outcome.stderr());
    assertLastLine("hookbench: apt could not install all of: openjdk-17-jre-headless", outcome);
  }

  @ParameterizedTest
  @CsvSource({"n, 2", "nonsense, 2", "y, 3", "'', 3"})
  void atATerminalItAsksBeforeItInstalls(String typed, int calls) throws Exception {
    script("id", "echo 0");
    remove("java");
    stub("apt-get", "exit 0");
    Outcome outcome = launchAtTerminal(typed);
    assertEquals(69, outcome.code());
    assertTrue(outcome.stdout().contains("hookbench: install them? [Y/n] "), outcome.toString());
    assertEquals(calls, callsOf("apt-get").size(), "what a stub installs is not there, so it ends");
    assertEquals(calls == 2, outcome.stdout().contains("nothing was installed"), outcome.stdout());
  }

  @Test
  void withYesItDoesNotAsk() throws Exception {
    script("id", "echo 0");
    remove("java");
    stub("apt-get", "exit 0");
    Outcome outcome = launchAtTerminal("", "-y");
    assertFalse(outcome.stdout().contains("install them?"), outcome.stdout());
    assertEquals(3, callsOf("apt-get").size(), outcome.stdout());
  }

  @Test
  void anUnknownDistributionIsToldWhatIsNeeded() throws Exception {
    script("id", "echo 0");
    remove("java");
    Outcome outcome = launch();
    assertEquals(69, outcome.code());
    assertTrue(outcome.stderr().startsWith("hookbench: missing: Java >= 17. "), outcome.stderr());
    assertTrue(
        outcome.stderr().contains("dnf install -y java-21-openjdk-headless\n"), outcome.stderr());
  }

  @Test
  void withoutRootNothingIsInstalledAndTheCommandIsNamed() throws Exception {
    remove("java");
    stub("apt-get", "");
    Outcome outcome = launch("-f", "3");
    assertEquals(77, outcome.code());
    assertEquals(1, outcome.stderr().lines().count(), outcome.stderr());
    assertLastLine("hookbench: missing: Java >= 17. ", outcome);
    assertTrue(
        outcome.stderr().endsWith("sudo " + tree.resolve("hookbench") + " -f 3\n"),
        outcome.stderr());
    assertEquals(List.of(), callsOf("apt-get"));
  }

  @Test
  void anOldJavaIsRefused() throws Exception {
    for (String old : List.of("11.0.20", "1.8.0_392")) {
      java(old, 0);
      Outcome outcome = launch("--no-install");
      assertEquals(69, outcome.code());
      assertTrue(outcome.stderr().startsWith("hookbench: missing: Java >= 17. "), outcome.stderr());
      assertEquals(List.of(), callsOf("java|--enable"));
    }
  }

  @Test
  void anOldMavenIsRefused() throws Exception {
    age(tree.resolve("pom.xml"), -10);
    stub("mvn", "echo 'Apache Maven 3.6.3 (abc)'");
    assertTrue(launch("--no-install").stderr().startsWith("hookbench: missing: Maven >= 3.8. "));
  }

  @Test
  void javaHomeComesFirstUnlessItIsTooOld() throws Exception {
    Path home = Files.createDirectories(temp.resolve("a jdk/bin")).getParent();
    stub(home.resolve("bin/java"), javaBody("25", 7));
    assertEquals(7, run(tree.resolve("hookbench"), Map.of("JAVA_HOME", home.toString())).code());
    stub(home.resolve("bin/java"), javaBody("11", 7));
    Outcome outcome = run(tree.resolve("hookbench"), Map.of("JAVA_HOME", home.toString()));
    assertEquals(0, outcome.code());
    assertLastLine("hookbench: JAVA_HOME=" + home + " does not fit", outcome);
  }

  @Test
  void withNeitherJarNorSourcesItSaysSo() throws Exception {
    Files.delete(tree.resolve("pom.xml"));
    Files.delete(tree.resolve("target/benchmarks.jar"));
    for (String[] arguments : List.of(new String[] {}, new String[] {"test"})) {
      Outcome outcome = launch(arguments);
      assertEquals(66, outcome.code());
      assertEquals(1, outcome.stderr().lines().count(), outcome.stderr());
      assertTrue(outcome.stderr().startsWith("hookbench: "), outcome.stderr());
    }
  }

  // ---- the stubs ----

  /**
   * Puts the real program on the PATH. Not by a link: JUnit warns of each when it deletes the
   * folder.
   */
  private void wrap(String tool) throws IOException {
    script(tool, "exec '" + realTool(tool) + "' \"$@\"");
  }

  private static Path realTool(String name) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("this machine has no " + name));
  }

  private void java(String version, int exitCode) throws IOException {
    stub("java", javaBody(version, exitCode));
  }

  private static String javaBody(String version, int exitCode) {
    return "case $1 in -version) echo 'openjdk version \"%s\" 2025-01-01' >&2; exit 0 ;; esac%n"
            .formatted(version)
        + "echo output of java\nexit "
        + exitCode;
  }

  /**
   * A program on the PATH that writes its name and arguments down, then does what the shell
   * commands say.
   */
  private void stub(String name, String commands) throws IOException {
    stub(bin.resolve(name), commands);
  }

  private void stub(Path program, String commands) throws IOException {
    String record =
        "{ printf %s '"
            + program.getFileName()
            + "'; [ $# = 0 ] || printf '|%s' \"$@\"; echo; } >>'"
            + log
            + "'";
    script(program, record + "\n" + commands);
  }

  private void script(String name, String commands) throws IOException {
    script(bin.resolve(name), commands);
  }

  private static void script(Path program, String commands) throws IOException {
    Files.deleteIfExists(program);
    Files.createFile(
        program,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Files.writeString(program, "#!/bin/sh\n" + commands + "\n");
  }

  /** As if libbpf were there, whether or not it is on the machine that runs this test. */
  private void libbpf() throws IOException {
    script("ldconfig", "echo '\tlibbpf.so.1 (libc6,x86-64) => /lib/libbpf.so.1'");
  }

  private void remove(String... programs) throws IOException {
    for (String program : programs) {
      Files.delete(bin.resolve(program));
    }
  }

  private Path setAside(String... programs) throws IOException {
    Path aside = Files.createDirectories(temp.resolve("not installed"));
    for (String program : programs) {
      Files.move(bin.resolve(program), aside.resolve(program));
    }
    return aside;
  }

  private void source(String path, int seconds) throws IOException {
    Path file = tree.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, path);
    age(file, seconds);
  }

  private static void age(Path path, int seconds) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(seconds)));
  }

  // ---- running it ----

  private Outcome launch(String... arguments) throws Exception {
    return run(tree.resolve("hookbench"), Map.of(), arguments);
  }

  /** In a pseudo-terminal, which script(1) makes; all that is printed is in stdout. */
  private Outcome launchAtTerminal(String typed, String... arguments) throws Exception {
    String command =
        "env -i PATH='"
            + bin
            + "' '"
            + tree.resolve("hookbench")
            + "' "
            + String.join(" ", arguments);
    Process process =
        new ProcessBuilder("script", "-qec", command, "/dev/null")
            .redirectErrorStream(true)
            .start();
    try (OutputStream keyboard = process.getOutputStream()) {
      keyboard.write((typed + "\n").getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      return new Outcome(process.exitValue(), said, "");
    }
  }

  private Outcome run(Path launcher, Map<String, String> environment, String... arguments)
      throws Exception {
    Process process = start(launcher, environment, arguments);
    String stdout = new String(process.getInputStream().readAllBytes());
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    return new Outcome(process.exitValue(), stdout, Files.readString(temp.resolve("stderr")));
  }

  private Process start(Path launcher, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Files.createDirectories(temp.resolve("cwd")).toFile());
    builder.redirectError(temp.resolve("stderr").toFile());
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  /**
   * What was called, in order, as {@code name|argument|argument}; questions for a version left out.
   */
  private List<String> calls() throws IOException {
    return callsOf("").stream()
        .filter(call -> !call.matches("(java\\|-version|mvn\\|-v)"))
        .toList();
  }

  private List<String> callsOf(String start) throws IOException {
    return Files.readAllLines(log).stream().filter(call -> call.startsWith(start)).toList();
  }

  private String javaCall(String... arguments) {
    List<String> words = new ArrayList<>(List.of("java"));
    words.addAll(List.of(FLAGS.split(" ")));
    words.addAll(List.of("-jar", tree.resolve("target/benchmarks.jar").toString()));
    words.addAll(List.of(arguments));
    return String.join("|", words);
  }

  private static String lastWord(List<String> calls) {
    assertFalse(calls.isEmpty(), "not called");
    String last = calls.get(calls.size() - 1);
    return last.substring(last.lastIndexOf('|') + 1);
  }

  private static void assertLastLine(String start, Outcome outcome) {
    String last = outcome.stderr().lines().reduce((a, b) -> b).orElse("");
    assertTrue(last.startsWith(start), outcome.stderr());
  }
}
