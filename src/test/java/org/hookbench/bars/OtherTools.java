package org.hookbench.bars;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hookbench.tool.input.InputReader;

/**
 * Debian's iperf3 and sockperf over a veth pair like a lane of ours: same MTU, both ends on one
 * CPU, cubic on the routes.
 */
final class OtherTools implements AutoCloseable {
  private static final String SENDER = "hookbench-bars-a";
  private static final String RECEIVER = "hookbench-bars-b";
  private static final String ADDRESS = "198.18.255.2";
  private static final String SECONDS = "3";
  private static final Pattern MEDIAN = Pattern.compile("percentile 50.000 =\\s*([0-9.]+)");

  private final String cpu;
  private final Path work;

  /**
   * @param cpu the CPU that a run of ours uses with placement=shared
   */
  OtherTools(int cpu, Path work) throws IOException {
    this.cpu = Integer.toString(cpu);
    this.work = work;
    close();
    ip("netns add " + SENDER);
    ip("netns add " + RECEIVER);
    ip("link add bars0 netns " + SENDER + " type veth peer name bars1 netns " + RECEIVER);
    ip("-n " + SENDER + " addr add 198.18.255.1/24 dev bars0");
    ip("-n " + RECEIVER + " addr add " + ADDRESS + "/24 dev bars1");
    ip("-n " + SENDER + " link set bars0 up");
    ip("-n " + RECEIVER + " link set bars1 up");
    ip("-n " + SENDER + " route replace 198.18.255.0/24 dev bars0 congctl cubic");
    ip("-n " + RECEIVER + " route replace 198.18.255.0/24 dev bars1 congctl cubic");
  }

  /** Goodput of a TCP stream, Gbit/s. */
  double iperfStream() throws IOException {
    return iperfGoodput() / 1e9;
  }

  /** Goodput of one TCP stream of sendfile(2), Gbit/s. */
  double iperfZeroCopy() throws IOException {
    return iperfGoodput("-Z") / 1e9;
  }

  /** Datagrams of 64 bytes that were delivered, packets/s. */
  double iperfDatagrams() throws IOException {
    return iperfGoodput("-u", "-l", "64", "-b", "0") / (64 * 8);
  }

  /** Median round trip, us: sockperf prints half of it. */
  double sockperfRoundTrip() throws IOException {
    Process server =
        inside(RECEIVER, "sockperf", "server", "--tcp", "-i", ADDRESS, "-p", "11111").start();
    try {
      pause();
      String out =
          output(
              inside(
                  SENDER,
                  "sockperf",
                  "ping-pong",
                  "--tcp",
                  "-i",
                  ADDRESS,
                  "-p",
                  "11111",
                  "-t",
                  SECONDS));
      Matcher m = MEDIAN.matcher(out);
      if (!m.find()) {
        throw new IOException("sockperf printed no median:\n" + out);
      }
      return 2 * Double.parseDouble(m.group(1));
    } finally {
      server.destroyForcibly();
    }
  }

  @Override
  public void close() throws IOException {
    for (String name : List.of(SENDER, RECEIVER)) {
      if (Files.exists(Path.of("/run/netns", name))) {
        ip("netns del " + name);
      }
    }
  }

  private double iperfGoodput(String... options) throws IOException {
    Process server = inside(RECEIVER, "iperf3", "-s", "-1").start();
    try {
      pause();
      List<String> client = new ArrayList<>(List.of("iperf3", "-c", ADDRESS, "-t", SECONDS, "-J"));
      client.addAll(List.of(options));
      Path file = Files.writeString(work.resolve("iperf3.json"), output(inside(SENDER, client)));
      return InputReader.read(file).samples().stream()
          .filter(s -> s.metric().equals("goodput"))
          .findFirst()
          .orElseThrow(() -> new IOException("iperf3 printed no goodput"))
          .value();
    } finally {
      server.destroyForcibly();
    }
  }

  private ProcessBuilder inside(String namespace, String... command) {
    return inside(namespace, List.of(command));
  }

  private ProcessBuilder inside(String namespace, List<String> command) {
    List<String> all =
        new ArrayList<>(List.of("ip", "netns", "exec", namespace, "taskset", "-c", cpu));
    all.addAll(command);
    return new ProcessBuilder(all)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
  }

  static void ip(String arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments.split(" ")));
    output(new ProcessBuilder(command).redirectErrorStream(true));
  }

  static String output(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes());
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException(builder.command() + " failed:\n" + out);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return out;
  }

  /** For a server to listen. */
  static void pause() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
