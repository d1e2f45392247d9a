package org.hookbench.tool.cli.run;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.stats.HodgesLehmann;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.SignedRank;
import org.hookbench.framework.testbed.XdpRates;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.plan.Preflight;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What XDP by itself can do with frames, without a driver that receives them. */
@Command(
    name = "xdp",
    mixinStandardHelpOptions = true,
    footer = Waiting.HELP,
    description = {
      "Measures how many frames a second XDP drops, sends back (tx) and redirects on one CPU,",
      "and what a program of yours does with them, without a driver that receives them:",
      "the kernel makes the frames (BPF_F_TEST_XDP_LIVE_FRAMES, Linux 5.18)."
    })
public final class XdpCommand implements Callable<Integer> {
  private static final double NANOS_A_MICRO = 1e3;
  private static final int LEAST_BYTES = 60;
  private static final int MOST_BYTES = 1514;
  private static final int FEWEST_ROUNDS = SignedRank.minimumSize(1 - Analysis.CONFIDENCE);
  private static final int MOST_ROUNDS = 10_000;
  private static final int MOST_FRAMES = 100_000_000;

  @Option(
      names = "--program",
      paramLabel = "PROGRAM",
      description = "A program for XDP, as -p program= takes it; may be given several times.")
  private List<String> programs = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "20",
      description = "Turns of each, by default ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "500000",
      description = "Frames a turn, by default ${DEFAULT-VALUE}.")
  private int frames;

  @Option(
      names = "--bytes",
      paramLabel = "N",
      defaultValue = "64",
      description = "Of a frame, Ethernet header included, by default ${DEFAULT-VALUE}.")
  private int bytes;

  @Override
  public Integer call() {
    require("--rounds", rounds, FEWEST_ROUNDS, MOST_ROUNDS);
    require("--frames", frames, 1, MOST_FRAMES);
    require("--bytes", bytes, LEAST_BYTES, MOST_BYTES);
    List<ProgramSpec> own = programs.stream().map(ProgramSpec::parse).toList();
    Preflight.requirePrivilegesAndLibraries();
    try (MeasuringPlace place = MeasuringPlace.take(List.of());
        XdpRates rates = new XdpRates(own, bytes)) {
      print(rates.measure(rounds, frames, new Random()));
    }
    return ExitCode.OK;
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw UserException.usage(option + " is " + least + " to " + most + ", not " + value);
    }
  }

  private void print(List<XdpRates.Turns> programs) {
    System.out.printf(
        Locale.ROOT,
        "XDP on frames of %d bytes that the kernel makes, one CPU, Linux %s%n",
        bytes,
        System.getProperty("os.version"));
    int width = programs.stream().mapToInt(p -> p.name().length()).max().orElse(0) + 4;
    System.out.printf("%-" + width + "s%8s  %-16s%8s%n", "", "ns/frame", "95 % interval", "Mpps");
    for (XdpRates.Turns program : programs) {
      double nanos = HodgesLehmann.estimate(program.nanos());
      Interval interval = SignedRank.interval(program.nanos(), Analysis.CONFIDENCE).orElseThrow();
      System.out.printf(
          Locale.ROOT,
          "%-" + width + "s%8.1f  %-16s%8.2f%n",
          "  " + program.name(),
          nanos,
          String.format(Locale.ROOT, "%.1f .. %.1f", interval.low(), interval.high()),
          NANOS_A_MICRO / nanos);
    }
    System.out.println(
        "No driver receives these frames; tx and redirect go to veth, whose other end drops them.");
  }
}
