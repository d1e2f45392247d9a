package org.hookbench.bars;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hookbench.tool.input.InputReader;

/** Two namespaces with a veth pair between them, and Debian's iperf3 as a server in the second. */
final class PeerHost implements AutoCloseable {
  static final String ADDRESS = "198.18.254.2";
  private static final String HERE = "hookbench-bars-h";
  private static final String THERE = "hookbench-bars-p";
  private static final String SECONDS = "5";

  private final Path work;
  private final Process server;

  PeerHost(Path work) throws IOException {
    this.work = work;
    remove();
    for (String name : List.of(HERE, THERE)) {
      OtherTools.ip("netns add " + name);
    }
    OtherTools.ip("link add bars2 netns " + HERE + " type veth peer name bars3 netns " + THERE);
    OtherTools.ip("-n " + HERE + " addr add 198.18.254.1/24 dev bars2");
    OtherTools.ip("-n " + THERE + " addr add " + ADDRESS + "/24 dev bars3");
    OtherTools.ip("-n " + HERE + " link set bars2 up");
    OtherTools.ip("-n " + THERE + " link set bars3 up");
    server = inside(THERE, List.of("iperf3", "-s")).start();
    OtherTools.pause();
  }

  /** The device, as {@code -p link=dev:} takes it. */
  String device() {
    return HERE + "/bars2";
  }

  /** Both devices, as {@code -p link=netns:} takes them. */
  String pair() {
    return HERE + "/bars2," + THERE + "/bars3";
  }

  /**
   * Goodput of a TCP stream by iperf3's own client, bit/s.
   *
   * @param reverse whether the server sends
   */
  double iperf(boolean reverse) throws IOException {
    List<String> client = new ArrayList<>(List.of("iperf3", "-c", ADDRESS, "-t", SECONDS, "-J"));
    if (reverse) {
      client.add("-R");
    }
    Path file =
        Files.writeString(
            work.resolve("peer-iperf3.json"), OtherTools.output(inside(HERE, client)));
    return InputReader.read(file).samples().stream()
        .filter(s -> s.metric().equals("goodput"))
        .findFirst()
        .orElseThrow(() -> new IOException("iperf3 printed no goodput"))
        .value();
  }

  private static ProcessBuilder inside(String namespace, List<String> command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    all.addAll(command);
    return new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  private static void remove() throws IOException {
    for (String name : List.of(HERE, THERE)) {
      if (Files.exists(Path.of("/run/netns", name))) {
        OtherTools.ip("netns del " + name);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.destroyForcibly();
    remove();
  }
}
