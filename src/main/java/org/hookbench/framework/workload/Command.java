package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hookbench.UsageException;

/**
 * Any client and server that the user has, as traffic: the server runs at the receiver as long as
 * the lane has its sockets, and a batch is one run of the client at the sender.
 */
public final class Command implements Workload {
  /** What a parameter is where nothing was given. */
  public static final String NONE = "none";

  /** Of a parameter that is found out. */
  public static final String AUTO = "auto";

  private static final Pattern LIMIT = Pattern.compile("(\\d{1,9})(ms|s|m)");
  private static final int MOST_PORT = 65535;

  /** Where no run of the client has been seen yet: no time is too short for a plan of these. */
  private static final long UNSEEN_RUN_NANOS = 1_000_000;

  private static final double CYCLE_VARIANCE_OVER_FORKS = 10;

  private final String server;
  private final String client;
  private final OutputMetric metric;
  private final Optional<Integer> port;
  private final Duration limit;
  private final AtomicLong runs = new AtomicLong();
  private final AtomicLong runNanos = new AtomicLong();

  /**
   * @param server a command, or {@code none}
   * @param client a command; {@code none} stands for one that is still to be named
   * @param metric {@code wall}, {@code cpu}, {@code regex:PATTERN} or {@code json:POINTER}
   * @param unit of the metric's values, or {@code auto}
   * @param better {@code higher}, {@code lower} or {@code auto}
   * @param port that the server listens on, or {@code auto} for a free one
   * @param limit how long the client may run, and the server may take to listen, e.g. {@code 30s}
   * @throws UsageException where one of them is none
   */
  public Command(
      String server,
      String client,
      String metric,
      String unit,
      String better,
      String port,
      String limit) {
    if (server.isBlank() || client.isBlank()) {
      throw new UsageException("server and client are commands, and neither may be empty");
    }
    this.server = server;
    this.client = client;
    this.metric = OutputMetric.parse(metric, unit, better);
    this.port = port.equals(AUTO) ? Optional.empty() : Optional.of(port(port));
    this.limit = limit(limit);
  }

  private static int port(String text) {
    if (text.matches("\\d{1,5}")) {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= MOST_PORT) {
        return number;
      }
    }
    throw new UsageException("port=" + text + " is not a port from 1 to 65535, nor auto");
  }

  private static Duration limit(String text) {
    Matcher m = LIMIT.matcher(text);
    if (m.matches()) {
      long n = Long.parseLong(m.group(1));
      Duration limit =
          switch (m.group(2)) {
            case "ms" -> Duration.ofMillis(n);
            case "s" -> Duration.ofSeconds(n);
            default -> Duration.ofMinutes(n);
          };
      if (!limit.isZero()) {
        return limit;
      }
    }
    throw new UsageException("limit=" + text + " is not a time such as 500ms, 30s or 2m");
  }

  @Override
  public Metric metric() {
    return metric.metric();
  }

  @Override
  public boolean isWholeRun() {
    return true;
  }

  @Override
  public boolean sendsSegments() {
    return true;
  }

  @Override
  public Optional<String> lackedBy(String link, String placement) {
    if (client.equals(NONE)) {
      return Optional.of(
          "needs a command to measure, such as -p client='wrk -d1s http://{address}:{port}/'");
    }
    return link.equals("dev")
        ? Optional.of("runs both of its ends on this host, and link=dev: has one of them here")
        : Optional.empty();
  }

  /** What a run of the client took so far, on average; a ms where none has been seen. */
  @Override
  public long sliceNanos() {
    long seen = runs.get();
    return seen == 0 ? UNSEEN_RUN_NANOS : Math.max(1, runNanos.get() / seen);
  }

  @Override
  public double cycleVarianceOverForks() {
    return CYCLE_VARIANCE_OVER_FORKS;
  }

  @Override
  public Flow open(Wire wire) throws IOException {
    Programs programs = wire.programs();
    try {
      return new Runs(programs, wire.receiver());
    } catch (IOException | RuntimeException e) {
      programs.close();
      throw e;
    }
  }

  /** Runs of the client against one server. */
  private final class Runs implements Flow {
    private static final long POLL_NANOS = 5_000_000;
    private static final int NOT_FOUND = 127;
    private static final int SERVER_GRACE_MILLIS = 100;

    private final Programs programs;
    private final Server service;
    private final String command;
    private double value = Double.NaN;

    Runs(Programs programs, InetAddress address) throws IOException {
      this.programs = programs;
      int number = port.isPresent() ? port.get() : programs.freePort();
      command = CommandText.filled(client, address, number, programs.folder());
      service = new Server(number, CommandText.filled(server, address, number, programs.folder()));
    }

    /** The server, where there is one. */
    private final class Server {
      private final int number;
      private final Optional<Program> program;

      Server(int number, String text) throws IOException {
        this.number = number;
        if (server.equals(NONE)) {
          program = Optional.empty();
          return;
        }
        if (programs.isBound(number)) {
          throw new IOException(
              "port " + number + " is taken at the receiver; -p port= names another");
        }
        Program started = programs.atReceiver("server", text);
        program = Optional.of(started);
        long begun = System.nanoTime();
        while (!programs.isBound(number)) {
          // one that has made itself a daemon ends well, and listens later
          Optional<Program.Ended> ended = started.await(Duration.ZERO);
          if (ended.isPresent() && ended.get().code() != 0) {
            throw failed("server", ended.get(), "ended before it listened", started);
          }
          if (System.nanoTime() - begun > limit.toNanos()) {
            throw ProgramException.of(
                "the server does not listen on port "
                    + number
                    + " ({port}; -p port= sets it) after "
                    + words(limit)
                    + " (-p limit=)",
                started);
          }
          LockSupport.parkNanos(POLL_NANOS);
        }
      }

      /**
       * Makes sure that it is still there.
       *
       * @param grace how long it may take to end
       */
      void requireAlive(Duration grace) throws IOException {
        if (program.isEmpty()) {
          return;
        }
        Program started = program.get();
        Optional<Program.Ended> ended = started.await(grace);
        if (ended.isEmpty()) {
          started.trim();
        } else if (ended.get().code() != 0) {
          throw failed("server", ended.get(), "ended in the middle of the run", started);
        } else if (!programs.isBound(number)) {
          throw ProgramException.of(
              "the server no longer listens on port " + number + " in the middle of the run",
              started);
        }
      }
    }

    private ProgramException failed(
        String name, Program.Ended ended, String what, Program program) {
      String end =
          ended.code() == NOT_FOUND
              ? " can't be started (no such executable?), "
              : " " + what + ", ";
      return ProgramException.of("the " + name + end + ended.words(), program);
    }

    @Override
    public int batch() throws IOException {
      value = Double.NaN;
      try (Program run = programs.atSender("client", command)) {
        Optional<Program.Ended> ended = run.await(limit);
        if (ended.isEmpty()) {
          service.requireAlive(Duration.ZERO);
          throw ProgramException.of(
              "the client runs on after " + words(limit) + " (-p limit=)", run);
        }
        if (ended.get().code() != 0) {
          // where it is the server's end that it saw, that is what is to be said
          service.requireAlive(Duration.ofMillis(SERVER_GRACE_MILLIS));
          throw failed("client", ended.get(), "failed", run);
        }
        service.requireAlive(Duration.ZERO);
        try {
          value = metric.value(ended.get(), run.out(), run.err());
        } catch (OutputMetric.MissingException e) {
          throw ProgramException.of("the client " + e.getMessage(), run);
        }
        runs.incrementAndGet();
        runNanos.addAndGet(ended.get().wallNanos());
      }
      return 0;
    }

    @Override
    public double measured() {
      return value;
    }

    @Override
    public void close() {
      programs.close();
    }
  }

  private static String words(Duration limit) {
    long millis = limit.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
