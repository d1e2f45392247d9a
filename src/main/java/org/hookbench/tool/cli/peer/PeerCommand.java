package org.hookbench.tool.cli.peer;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hookbench.ErrorMessage;
import org.hookbench.SocketAddresses;
import org.hookbench.framework.peer.PeerException;
import org.hookbench.framework.peer.PeerKey;
import org.hookbench.framework.peer.PeerLimits;
import org.hookbench.framework.peer.PeerLog;
import org.hookbench.framework.peer.PeerServer;
import org.hookbench.framework.peer.StdioPeer;
import org.hookbench.framework.testbed.DeviceFacts;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.UserException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves another host's measurement. */
@Command(
    name = "peer",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "The far end of a measurement: echoes, reflects, sends and takes in what",
      "another host asks for, to and from that host only. Attaches nothing and needs",
      "no root (docs/peers.md). Its log, a line a session, is standard error."
    })
public final class PeerCommand implements Callable<Integer> {
  /** What the process is to do. */
  static final class Way {
    @Option(
        names = "--stdio",
        description = "One session over standard input and output, as 'ssh HOST' starts it.")
    private boolean stdio;

    @Option(
        names = "--listen",
        paramLabel = "ADDR:PORT",
        description = "Sessions over TCP at this one address; [ADDR]:PORT for IPv6.")
    private @Nullable String listen;

    @Option(
        names = "--new-key",
        paramLabel = "FILE",
        description = "Writes a new key to a new file, and ends.")
    private @Nullable Path newKey;
  }

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // required
  private Way way;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "With --listen: the key that a client must know; mode 0600.")
  private @Nullable Path keyFile;

  @Option(
      names = "--client",
      paramLabel = "ADDR",
      description = "With --stdio: the only address that a session may name.")
  private @Nullable String client;

  @Option(
      names = "--max-sessions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Sessions at a time (default: ${DEFAULT-VALUE}).")
  private int maxSessions;

  @Option(
      names = "--max-time",
      paramLabel = "SECONDS",
      defaultValue = "14400",
      description = "What a session lasts at most (default: ${DEFAULT-VALUE}, which is 4 h).")
  private long maxSeconds;

  @Option(
      names = "--max-bytes",
      paramLabel = "N",
      defaultValue = "17592186044416",
      description = "Payload that a session is sent at most (default: ${DEFAULT-VALUE}, 16 TiB).")
  private long maxBytes;

  @Option(
      names = "--max-rate",
      paramLabel = "N",
      defaultValue = "2000000",
      description = "Datagrams a second of a source at most (default: ${DEFAULT-VALUE}).")
  private int maxRate;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      defaultValue = "64",
      description = "TCP connections of a session at a time (default: ${DEFAULT-VALUE}).")
  private int maxConnections;

  @Override
  public Integer call() throws IOException {
    refuseIf(way.listen == null && keyFile != null, "--key-file belongs to --listen");
    refuseIf(!way.stdio && client != null, "--client belongs to --stdio");
    if (way.newKey != null) {
      PeerKey.create(way.newKey);
      return ExitCode.OK;
    }
    PeerLimits limits =
        new PeerLimits(
            maxSessions, Duration.ofSeconds(maxSeconds), maxBytes, maxRate, maxConnections);
    return way.stdio ? stdio(limits) : listen(Objects.requireNonNull(way.listen), limits);
  }

  private static void refuseIf(boolean wrong, String message) {
    if (wrong) {
      throw UserException.usage(message);
    }
  }

  private int listen(String where, PeerLimits limits) {
    InetSocketAddress at = Address.withPort(where);
    Path file = keyFile;
    if (file == null) {
      throw UserException.usage(
          "--listen needs --key-file FILE; hookbench peer --new-key FILE makes one");
    }
    PeerKey key = PeerKey.read(file);
    PeerLog log = new PeerLog(System.err::println);
    try (PeerServer server = PeerServer.open(at, key, limits, log, DeviceFacts::of)) {
      System.out.println("listening at " + SocketAddresses.text(server.address()));
      server.serve();
      return ExitCode.OK;
    } catch (IOException e) {
      throw new UserException(ExitCode.UNAVAILABLE, e);
    }
  }

  /** The session has a thread of its own, for a read of standard input knows no deadline. */
  private int stdio(PeerLimits limits) throws IOException {
    Optional<InetAddress> only = Optional.ofNullable(client).map(Address::numeric);
    String ssh = Objects.requireNonNullElse(System.getenv("SSH_CONNECTION"), "");
    FutureTask<String> session =
        new FutureTask<>(
            () ->
                new StdioPeer(limits, only, ssh, DeviceFacts::of)
                    .serve(
                        new FileInputStream(FileDescriptor.in),
                        new FileOutputStream(FileDescriptor.out)));
    Thread thread = new Thread(session, "peer session");
    thread.setDaemon(true);
    thread.start();
    try {
      System.err.println("hookbench peer: " + session.get(maxSeconds, TimeUnit.SECONDS));
      return ExitCode.OK;
    } catch (TimeoutException e) {
      System.err.println("hookbench peer: ended after " + maxSeconds + " s: its time was over");
      return ExitCode.OK;
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new UserException(
          cause instanceof PeerException ? ExitCode.BAD_DATA : ExitCode.IO_ERROR,
          "peer: " + ErrorMessage.of(cause),
          cause);
    }
  }
}
