package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hookbench.framework.peer.PeerKey;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.kernel.netlink.VethOptions;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.testing.BpfCompiler;
import org.hookbench.testing.Command;
import org.hookbench.testing.DocumentedCommands;
import org.hookbench.testing.DocumentedCommands.Shown;
import org.hookbench.testing.EchoServer;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.Leftovers;
import org.hookbench.testing.NeedsCommands;
import org.hookbench.testing.Runs;
import org.hookbench.testing.Shell;
import org.hookbench.testing.TargetFolder;
import org.hookbench.testing.TrafficEnds;
import org.hookbench.testing.VethPair;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command that a document shows of HookBench, of clang and of ip, once each, by the shell and
 * as it stands there, but measuring less: in a folder that has what the commands name, and in a
 * namespace with a device eth1 whose other end has servers. Ends with a list of all of them, also
 * in target/manual-commands.txt.
 */
@KernelTest
@NeedsCommands({"ip", "iperf3", "nginx", "script", "wrk"})
@Tag(JarRun.NEEDED)
@Tag(BpfCompiler.NEEDED)
@Tag(WholeManualIT.TAG)
class WholeManualIT {
  /** Of what is not a part of a build, for it takes many minutes: mvn -Pmanual verify. */
  static final String TAG = "manual";

  private static final Path DOCS = Path.of("docs");
  private static final Path LIST = Path.of("target", "manual-commands.txt");
  private static final Path OUTPUTS = Path.of("target", "manual-commands");

  /** What a gate says of one fork. */
  private static final int UNDECIDED = 2;

  /** What so few forks may say of any machine. */
  private static final int NOT_PASSED = 1;

  /** A gate of a page that begins with the run. */
  private static final String OF_THE_RUN_BEFORE = "gate run.json 'program > 50ns'";

  /** What runs until it is ended. */
  private static final int TERMINATED = 143;

  /** Commands of other programs that are run as well. */
  private static final String ALSO = "(?:clang|sudo ip) .*";

  /** What is looked for in page and command where not all of them are to be run. */
  private static final String ONLY = System.getProperty("manual.commands", "");

  private static final Pattern WRITTEN = Pattern.compile(" (?:--save|-o|--new-key) (\\S+)");

  private static final String PROGRAMS =
      """
      #include <linux/bpf.h>
      #include <linux/pkt_cls.h>
      #include <bpf/bpf_helpers.h>
      SEC("tc") int f(struct __sk_buff *skb) { return TC_ACT_OK; }
      SEC("xdp") int filter(struct xdp_md *frame) { return XDP_DROP; }
      char LICENSE[] SEC("license") = "GPL";
      """;

  /** One worker, and a response of six bytes. */
  private static final String NGINX =
      """
      worker_processes 1;
      pid nginx.pid;
      error_log error.log;
      events {}
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        server {
          listen 8080;
          location / { return 200 "hello\\n"; }
        }
      }
      """;

  @TempDir(factory = TargetFolder.class)
  private static Path folder;

  private static Path given;
  private static VethPair pair;
  private static EchoServer echo;
  private static EchoServer stamp;
  private static Process iperf3;
  private static final List<String> LINES = new ArrayList<>();

  static List<Shown> commands() throws IOException {
    Map<String, Shown> distinct = new LinkedHashMap<>();
    for (Shown shown : DocumentedCommands.all()) {
      boolean isRun = shown.isOneOfMany() || !shown.isOurs() && shown.text().matches(ALSO);
      if (isRun && shown.toString().contains(ONLY)) {
        distinct.putIfAbsent(shown.text(), shown);
      }
    }
    return List.copyOf(distinct.values());
  }

  @BeforeAll
  static void make() throws Exception {
    Files.createDirectories(OUTPUTS);
    given = Files.createDirectory(folder.resolve("given"));
    makeFiles();
    makePrograms();
    makeRuns();
    pair = new VethPair(VethOptions.DEFAULT);
    Shell.in(
        pair.left(),
        """
        ip link set %1$s down
        ip link set %1$s name eth1
        ip addr add 10.77.0.1/24 dev eth1
        ip addr add 10.0.0.1/24 dev eth1
        ip link set eth1 up
        ip link set lo up
        ip addr add 198.18.0.2/32 dev lo
        """
            .formatted(VethPair.LEFT_NAME));
    pair.leftRtnl().awaitUp(pair.leftIndex(), Duration.ofSeconds(10));
    Shell.in(
        pair.right(),
        "ip addr add 10.77.0.2/24 dev %1$s; ip addr add 10.0.0.2/24 dev %1$s"
            .formatted(VethPair.RIGHT_NAME));
    echo = new EchoServer(pair.right(), InetAddress.getByName("10.77.0.2"), 7);
    echo.echo();
    stamp = new EchoServer(pair.right(), InetAddress.getByName("10.0.0.2"), 862);
    stamp.stamp();
    iperf3 = startIn(pair.right(), "iperf3", "-s");
  }

  /** The launcher and the jar where a checkout has them, and what a package puts on PATH. */
  private static void makeFiles() throws Exception {
    Path bin = Files.createDirectories(given.resolve("bin"));
    Files.createDirectory(given.resolve("target"));
    Files.createLink(given.resolve("target/benchmarks.jar"), Path.of("target/benchmarks.jar"));
    Files.copy(
        Path.of("hookbench"), given.resolve("hookbench"), StandardCopyOption.COPY_ATTRIBUTES);
    String classes = "/mnt/project/target/test-classes";
    executable(bin.resolve("hookbench"), "exec \"$(dirname \"$0\")/../hookbench\" \"$@\"");
    executable(bin.resolve("sudo"), "exec \"$@\"");
    executable(bin.resolve("ssh"), "shift; exec \"$@\"");
    executable(
        bin.resolve("my-service"),
        "exec " + TrafficEnds.server(classes, 0).replace("{port}", "\"$2\""));
    executable(
        bin.resolve("my-client"),
        "exec "
            + TrafficEnds.client(classes, 50)
                .replace("{address}", "\"${1%:*}\"")
                .replace("{port}", "\"${1##*:}\""));
    Files.writeString(given.resolve("mine.conf"), NGINX);
    PeerKey.create(given.resolve("peer.key"));
  }

  private static void executable(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** By the very commands that are shown. */
  private static void makePrograms() throws Exception {
    Files.writeString(given.resolve("count_udp.bpf.c"), ManualIT.firstProgram());
    Files.writeString(given.resolve("my.bpf.c"), PROGRAMS);
    for (String page : List.of("first-program.md", "gate.md")) {
      String clang = shown(page, "clang ").text();
      Command.run("clang", List.of("sh", "-c", "cd " + given + " && " + clang));
    }
    Files.copy(given.resolve("my.bpf.o"), given.resolve("old.bpf.o"));
    Files.copy(given.resolve("my.bpf.o"), given.resolve("new.bpf.o"));
  }

  /** A week's runs of one hook here, and of two machines in DIR; three of two hooks. */
  private static void makeRuns() throws Exception {
    Runs two =
        Runs.quick()
            .withHooks(List.of("tc", "xdpgeneric"))
            .withPrograms(List.of("pass", "my.bpf.o:f"))
            .withEffects(0.03);
    for (String name : List.of("run", "before", "after", "before2", "after2")) {
      RunFile.write(two.withNoise(name.hashCode()).data(), given.resolve(name + ".json"));
    }
    Path results = Files.createDirectory(given.resolve("hookbench-results"));
    for (int day = 0; day < 8; day++) {
      Runs one = Runs.quick().withHooks(List.of("tc"));
      RunFile.write(
          one.withNoise(40 + day).daysLater(day).data(), results.resolve("day" + day + ".json"));
      for (int machine = 1; machine <= 2; machine++) {
        Path runs = Files.createDirectories(given.resolve("DIR/m" + machine));
        RunFile.write(
            one.withNoise(100 * machine + day)
                .daysLater(2 * day + machine)
                .onHost("m" + machine)
                .data(),
            runs.resolve("day" + day + ".json"));
      }
    }
  }

  private static Process startIn(NetNs namespace, String... command) throws IOException {
    String path = "/proc/" + ProcessHandle.current().pid() + "/fd/" + namespace.fd();
    List<String> line = new ArrayList<>(List.of("nsenter", "--net=" + path));
    line.addAll(List.of(command));
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("iperf3.log").toFile())
        .start();
  }

  @AfterAll
  static void takeDown() throws Exception {
    if (iperf3 != null) {
      iperf3.destroy();
    }
    if (stamp != null) {
      stamp.close();
    }
    if (echo != null) {
      echo.close();
    }
    if (pair != null) {
      pair.close();
    }
    Files.write(LIST, LINES);
    LINES.forEach(System.out::println);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void doesWhatItIsShownFor(Shown shown) throws Exception {
    String text = shown.shortened().text();
    Leftovers leftovers = Leftovers.since();
    String state = state();
    Path here = copyOfGiven(String.format(Locale.ROOT, "%02d", LINES.size() + 1));
    written(text).forEach(f -> here.resolve(f).toFile().delete());
    if (text.contains(" benchmarks.jar")) {
      Files.createLink(here.resolve("benchmarks.jar"), Path.of("target/benchmarks.jar"));
    }
    long begun = System.nanoTime();
    JarRun.Outcome outcome;
    try (JarRun run = JarRun.startScript(here, pair.left(), script(text))) {
      outcome = run.await();
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    String line = "%s -> exit code %d, %.1f s".formatted(text, outcome.exitCode(), seconds);
    LINES.add(line);
    Files.writeString(
        OUTPUTS.resolve(here.getFileName() + ".txt"), shown + "\n" + line + "\n" + outcome);
    assertTrue(expected(text).contains(outcome.exitCode()), outcome.toString());
    assertEquals("", outcome.leftInTmp());
    assertEquals("", outcome.leftRunning());
    assertEquals(state, state());
    leftovers.awaitNone();
  }

  private static Set<Integer> expected(String text) {
    if (text.contains("peer --listen")) {
      return Set.of(TERMINATED);
    }
    if (text.contains(" calibrate ")) {
      return Set.of(0, NOT_PASSED);
    }
    boolean gate = text.contains(" --fail-on ") && !text.contains(" compare ");
    return Set.of(gate || text.contains(OF_THE_RUN_BEFORE) ? UNDECIDED : 0);
  }

  private static String state() {
    return Shell.in(pair.left(), "ip -4 addr; ip route; tc qdisc");
  }

  private static Path copyOfGiven(String name) throws IOException {
    Path copy = folder.resolve(name);
    Command.run("cp", List.of("cp", "-a", given.toString(), copy.toString()));
    return copy;
  }

  /** The files that a command is to write. */
  private static List<String> written(String text) {
    Matcher file = WRITTEN.matcher(text);
    return file.results().map(r -> r.group(1)).toList();
  }

  private static String script(String text) throws IOException {
    StringBuilder script = new StringBuilder("export PATH=\"$PWD/bin:");
    script.append(Path.of(Command.JAVA).getParent()).append(":$PATH\"\n");
    script.append(preparation(text)).append("set +e\n");
    if (text.contains("peer --listen")) {
      script.append(inBackground(text)).append("kill $peer\nwait $peer\ncode=$?\ncat peer.log\n");
    } else if (text.contains("link=dev:") && !text.contains("--yes")) {
      // who is asked says yes
      script.append("cat >command <<'END'\n").append(text).append("\nEND\n");
      script.append("echo y | script -qefc 'sh ./command' /dev/null\ncode=$?\n");
    } else if (text.contains("peer --stdio")) {
      script.append("printf 'hello 1 client=198.18.0.1 data=198.18.0.2\\nbye\\n' | ");
      script.append(text).append("\ncode=$?\n");
    } else {
      script.append(text).append("\ncode=$?\n");
    }
    for (String file : written(text)) {
      script.append("[ -s ").append(file).append(" ] || code=\"99 no ").append(file).append("\"\n");
    }
    return script
        .append("[ -z \"$peer\" ] || { kill $peer; wait $peer; } 2>/dev/null\nexit $code\n")
        .toString();
  }

  /** What has to be there besides files. */
  private static String preparation(String text) throws IOException {
    List<String> lines = new ArrayList<>();
    List<String> ip =
        DocumentedCommands.of(DOCS.resolve("running.md")).stream()
            .map(Shown::text)
            .filter(t -> t.startsWith("sudo ip "))
            .toList();
    if (ip.contains(text)) {
      lines.addAll(ip.subList(0, ip.indexOf(text)));
    }
    if (text.contains("a/v0") || text.contains("netns exec b")) {
      lines.addAll(ip);
      lines.add("sleep 1"); // the carrier comes a moment after the device is up
    }
    if (text.contains("peer=hookbench:")) {
      lines.add(inBackground(shown("two-hosts.md", "peer --listen").text()));
    }
    if (text.contains("--netns x")) {
      lines.add("ip netns add x");
      lines.add("ip -n x link add veth0 type veth peer name veth1");
    }
    if (text.contains("--netns x") && !text.contains(" attach ")) {
      lines.add(shown("attach.md", " attach ").text());
    }
    if (text.contains(OF_THE_RUN_BEFORE)) {
      lines.add(shown("gate.md", "--save run.json").shortened().text() + " || true");
    }
    if (text.contains("/etc/mine.conf")) {
      lines.add("cp -a /etc /mnt/etc");
      lines.add("cp mine.conf /mnt/etc");
      lines.add("mount --bind /mnt/etc /etc");
    }
    if (text.contains("/var/lib/node_exporter/")) {
      lines.add("mount -t tmpfs none /var/lib");
      lines.add("mkdir /var/lib/node_exporter");
    }
    return lines.stream().map(l -> l + "\n").collect(Collectors.joining());
  }

  private static Shown shown(String page, String words) throws IOException {
    return DocumentedCommands.of(DOCS.resolve(page)).stream()
        .filter(s -> s.text().contains(words))
        .findFirst()
        .orElseThrow();
  }

  /** Starts a peer and waits until it listens. */
  private static String inBackground(String text) {
    return """
        (exec %s) >peer.log 2>&1 &
        peer=$!
        until grep -q listen peer.log || ! kill -0 $peer; do sleep 0.1; done
        """
        .formatted(text.replaceFirst(" &$", ""));
  }
}
