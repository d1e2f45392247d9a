package org.hookbench.bars;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.hookbench.framework.iperf.IperfOptions;
import org.hookbench.framework.iperf.IperfTest;
import org.hookbench.framework.iperf.Protocol;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.Affinity;
import org.hookbench.tool.input.InputReader;

/** Two namespaces with a veth pair between them, and Debian's iperf3 as a server in the second. */
final class PeerHost implements AutoCloseable {
  private static final String ADDRESS = "198.18.254.2";
  private static final String HERE = "hookbench-bars-h";
  private static final String THERE = "hookbench-bars-p";
  private static final int SECONDS = 2;
  // iperf3's own
  private static final int BLOCK = 128 * 1024;
  // as with two hosts: what one end does takes nothing from the CPU of the other
  private static final int CPU_THERE = 0;
  private static final int CPU_HERE = 1;
  private static final double NANOS_A_SECOND = 1e9;
  private static final int BITS_A_BYTE = 8;

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
    server = inside(THERE, onCpu(CPU_THERE, "iperf3", "-s")).start();
    OtherTools.pause();
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
    List<String> client =
        onCpu(CPU_HERE, "iperf3", "-c", ADDRESS, "-t", Integer.toString(SECONDS), "-J");
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

  /**
   * The same by HookBench's client, in this process.
   *
   * @param reverse whether the server sends
   */
  double ours(boolean reverse) throws IOException {
    // on a thread of its own: what is started later inherits the CPU of the thread that starts it
    FutureTask<Double> goodput =
        new FutureTask<>(
            () -> {
              try (NetNs here = NetNs.named(HERE)) {
                return here.call(() -> goodput(reverse));
              }
            });
    new Thread(goodput).start();
    try {
      return goodput.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static double goodput(boolean reverse) throws IOException {
    Affinity.pin(CPU_HERE);
    InetSocketAddress there = new InetSocketAddress(ADDRESS, IperfOptions.DEFAULT_PORT);
    IperfOptions options =
        IperfOptions.of(there, Protocol.TCP)
            .reverse(reverse)
            .blockBytes(BLOCK)
            .bitsPerSecond(0)
            .build();
    ByteBuffer buffer = ByteBuffer.allocateDirect(BLOCK);
    try (IperfTest test = IperfTest.start(options)) {
      SocketChannel flow = test.tcp().get(0);
      long bytes = 0;
      long begin = System.nanoTime();
      long passed = 0;
      while (passed < SECONDS * NANOS_A_SECOND) {
        buffer.clear();
        bytes += reverse ? flow.read(buffer) : flow.write(buffer);
        passed = System.nanoTime() - begin;
      }
      return BITS_A_BYTE * bytes * NANOS_A_SECOND / passed;
    }
  }

  private static List<String> onCpu(int cpu, String... command) {
    List<String> all = new ArrayList<>(List.of("taskset", "-c", Integer.toString(cpu)));
    all.addAll(List.of(command));
    return all;
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
