package org.hookbench.tool.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hookbench.framework.peer.PeerKey;
import org.hookbench.framework.peer.PeerSession;
import org.hookbench.framework.peer.Service;
import org.hookbench.testing.Command;
import org.hookbench.tool.cli.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerCommandTest {
  @TempDir Path folder;
  private String err = "";

  private int peer(String... arguments) {
    List<String> all = new ArrayList<>(List.of("peer"));
    all.addAll(List.of(arguments));
    PrintStream before = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      return Commands.line(false, all).execute(all.toArray(String[]::new));
    } finally {
      System.setErr(before);
      err = written.toString(StandardCharsets.UTF_8);
    }
  }

  private String newKey() {
    Path key = folder.resolve("key");
    assertEquals(ExitCode.OK, peer("--new-key", key.toString()), err);
    return key.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "'', --stdio",
    "--stdio --listen 127.0.0.1:0, exclusive",
    "--listen 127.0.0.1:0, --new-key FILE makes one",
    "--listen localhost:0 --key-file x, is no address with a port",
    "--listen 127.0.0.1 --key-file x, is no address with a port",
    "--listen 127.0.0.1:70000 --key-file x, is no address with a port",
    "--listen 127.0.0.1:0 --key-file /no/such/key, there is no key file",
    "--stdio --key-file x, --key-file belongs to --listen",
    "--listen 127.0.0.1:0 --key-file x --client 127.0.0.1, --client belongs to --stdio",
    "--stdio --client far, is no numeric address",
    "--stdio --max-sessions 0, a peer has 1 to 64 sessions",
    "--stdio --max-rate x, --max-rate",
  })
  void aUsersMistakeIsOneLine(String arguments, String words) {
    String[] all = arguments.isEmpty() ? new String[0] : arguments.split(" ");
    assertEquals(ExitCode.USAGE, peer(all), err);
    assertTrue(err.startsWith("hookbench: ") && err.contains(words), err);
    assertEquals(1, err.lines().count(), err);
  }

  @Test
  void aKeyIsMadeOnceAndAnAddressThatIsNotHereIsSaid() throws Exception {
    String key = newKey();
    String text = Files.readString(Path.of(key));
    assertEquals(ExitCode.USAGE, peer("--new-key", key));
    assertEquals(text, Files.readString(Path.of(key)));
    assertEquals(
        ExitCode.UNAVAILABLE, peer("--listen", "198.18.77.77:4711", "--key-file", key), err);
    assertTrue(err.contains("can't listen at 198.18.77.77:4711"), err);
  }

  /** The command as a process, and its log. */
  @Test
  void itListensServesAndLogs() throws Exception {
    String key = newKey();
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                Command.JAVA,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.hookbench.tool.cli.Main",
                "peer",
                "--listen",
                "127.0.0.1:0",
                "--key-file",
                key)
            .redirectError(log.toFile())
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      assertTrue(line != null && line.startsWith("listening at 127.0.0.1:"), line);
      InetSocketAddress at =
          new InetSocketAddress(
              "127.0.0.1", Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
      InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
      try (PeerSession session = PeerSession.connect(any, at, PeerKey.read(Path.of(key)))) {
        assertTrue(session.open(Service.tcpEcho(1)).port() > 0);
      }
      assertTrue(logged(log).matches("(?s)hookbench peer: 127.0.0.1:\\d+ ended after .*"));
    } finally {
      process.destroy();
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    }
  }

  private static String logged(Path log) throws IOException, InterruptedException {
    for (int i = 0; i < 1000 && !Files.readString(log).contains("tcp-echo"); i++) {
      Thread.sleep(10);
    }
    return Files.readString(log);
  }
}
