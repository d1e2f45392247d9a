package org.hookbench.framework.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.hookbench.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTest {
  private static final Duration PATIENCE = Duration.ofMillis(50);

  /** A program that has ended as it is told, or runs on. */
  private static final class Scripted implements Program {
    private final Optional<Ended> end;
    private final String out;
    private final String err;
    private boolean closed;
    private boolean trimmed;

    Scripted(int code, String out, String err) {
      this(Optional.of(new Ended(code, "exit code " + code, 2_000_000, 1_000_000)), out, err);
    }

    private Scripted(Optional<Ended> end, String out, String err) {
      this.end = end;
      this.out = out;
      this.err = err;
    }

    static Scripted running(String err) {
      return new Scripted(Optional.empty(), "", err);
    }

    @Override
    public Optional<Ended> await(Duration most) {
      return end;
    }

    @Override
    public String out() {
      return out;
    }

    @Override
    public String err() {
      return err;
    }

    @Override
    public void trim() {
      trimmed = true;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static final class ScriptedPrograms implements Programs {
    final Deque<Scripted> servers = new ArrayDeque<>();
    final Deque<Scripted> clients = new ArrayDeque<>();
    final Deque<Boolean> bound = new ArrayDeque<>();
    final List<String> commands = new ArrayList<>();
    boolean closed;

    @Override
    public Path folder() {
      return Path.of("/t");
    }

    @Override
    public int freePort() {
      return 4711;
    }

    /** The last answer goes for all further questions. */
    @Override
    public boolean isBound(int port) {
      return bound.size() > 1 ? bound.remove() : bound.element();
    }

    @Override
    public Program atSender(String name, String command) {
      commands.add(command);
      return clients.remove();
    }

    @Override
    public Program atReceiver(String name, String command) {
      commands.add(command);
      return servers.remove();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final ScriptedPrograms programs = new ScriptedPrograms();

  private Command command(String server, String metric, String unit) {
    return new Command(
        server,
        "client {address}:{port}",
        metric,
        unit,
        "auto",
        "auto",
        PATIENCE.toMillis() + "ms");
  }

  private Flow open(Command command) throws IOException {
    Wire wire =
        (Wire)
            Proxy.newProxyInstance(
                Wire.class.getClassLoader(),
                new Class<?>[] {Wire.class},
                (proxy, method, arguments) ->
                    method.getName().equals("programs")
                        ? programs
                        : InetAddress.getByName("10.0.0.2"));
    return command.open(wire);
  }

  @Test
  void aBatchIsARunOfTheClientAgainstTheServer() throws IOException {
    Scripted server = Scripted.running("");
    Scripted client = new Scripted(0, "rate 1.5k\n", "");
    programs.servers.add(server);
    programs.clients.add(client);
    programs.bound.addAll(List.of(false, false, true));
    Command command = command("server {port} {dir}", "regex:rate (.+)", "requests/s");
    Flow flow = open(command);
    assertEquals(0, flow.batch());
    assertEquals(1500, flow.measured());
    assertEquals(List.of("server 4711 /t", "client 10.0.0.2:4711"), programs.commands);
    assertTrue(client.closed && server.trimmed);
    assertFalse(server.closed, "it runs as long as the lane has its sockets");
    assertEquals(2_000_000, command.sliceNanos());
    flow.close();
    assertTrue(programs.closed);
  }

  @Test
  void timesAreTheClients() throws IOException {
    programs.clients.addAll(List.of(new Scripted(0, "", ""), new Scripted(0, "", "")));
    Flow wall = open(command("none", "wall", "auto"));
    wall.batch();
    assertEquals(2, wall.measured(), 1e-12);
    Flow cpu = open(command("none", "cpu", "us"));
    cpu.batch();
    assertEquals(1000, cpu.measured(), 1e-9);
  }

  @Test
  void aServerThatEndsBeforeItListens() {
    programs.servers.add(new Scripted(1, "", "one\nbind: Permission\tdenied\n\n"));
    programs.bound.add(false);
    assertFails(
        () -> open(command("server", "wall", "auto")),
        "the server ended before it listened, exit code 1: one | bind: Permission denied");
    assertTrue(programs.closed);
  }

  @Test
  void aServerThatIsNone() {
    programs.servers.add(new Scripted(127, "", "sh: 1: ngnix: not found\n"));
    programs.bound.add(false);
    assertFails(
        () -> open(command("ngnix", "wall", "auto")),
        "the server can't be started (no such executable?), exit code 127: sh: 1: ngnix: not"
            + " found");
  }

  @Test
  void aServerThatNeverListens() {
    programs.servers.add(Scripted.running(""));
    programs.bound.add(false);
    assertFails(
        () -> open(command("sleep 9", "wall", "auto")),
        "the server does not listen on port 4711 ({port}; -p port= sets it) after 50 ms (-p"
            + " limit=); it wrote nothing");
  }

  @Test
  void aPortThatIsTaken() {
    programs.bound.add(true);
    IOException e = assertThrows(IOException.class, () -> open(command("server", "wall", "auto")));
    assertEquals("port 4711 is taken at the receiver; -p port= names another", e.getMessage());
  }

  @Test
  void aServerThatMakesItselfADaemon() throws IOException {
    programs.servers.add(new Scripted(0, "", ""));
    programs.clients.addAll(List.of(new Scripted(0, "", ""), new Scripted(0, "", "")));
    programs.bound.addAll(List.of(false, false, true, true, false));
    Flow flow = open(command("server", "wall", "auto"));
    assertEquals(0, flow.batch());
    assertFails(
        flow::batch,
        "the server no longer listens on port 4711 in the middle of the run; it wrote nothing");
  }

  @Test
  void aClientThatFails() throws IOException {
    programs.clients.add(new Scripted(3, "a\nb\nc\nd\n", ""));
    Flow flow = open(command("none", "wall", "auto"));
    assertFails(flow::batch, "the client failed, exit code 3: b | c | d");
    assertTrue(Double.isNaN(flow.measured()));
  }

  @Test
  void aClientThatHangs() throws IOException {
    Scripted client = Scripted.running("connecting ...\n");
    programs.clients.add(client);
    Flow flow = open(command("none", "wall", "auto"));
    assertFails(flow::batch, "the client runs on after 50 ms (-p limit=): connecting ...");
    assertTrue(client.closed);
  }

  @Test
  void aServerThatEndsIsToBlameForWhatItsClientSaw() throws IOException {
    programs.servers.add(new Scripted(139, "", "segmentation fault\n"));
    programs.clients.add(new Scripted(1, "", "connection refused\n"));
    programs.bound.addAll(List.of(false, true));
    Flow flow = open(command("server", "wall", "auto"));
    assertFails(
        flow::batch,
        "the server ended in the middle of the run, exit code 139: segmentation fault");
  }

  @Test
  void anOutputWithoutTheMetric() throws IOException {
    programs.clients.add(new Scripted(0, "nothing useful\n", ""));
    Flow flow = open(command("none", "regex:rate (.+)", "requests/s"));
    ProgramException e =
        assertFails(
            flow::batch,
            "the client wrote nothing that metric=regex:rate (.+) matches: nothing useful");
    assertEquals(
        "what it wrote to standard output:\n| nothing useful\nand to standard error:\n",
        e.getCause().getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none | c | 0 | 30s | port=0 is not a port from 1 to 65535, nor auto",
        "none | c | 65536 | 30s | port=65536 is not a port from 1 to 65535, nor auto",
        "none | c | http | 30s | port=http is not a port from 1 to 65535, nor auto",
        "none | c | auto | 30 | limit=30 is not a time such as 500ms, 30s or 2m",
        "none | c | auto | 0s | limit=0s is not a time such as 500ms, 30s or 2m",
        "none | c | auto | soon | limit=soon is not a time such as 500ms, 30s or 2m",
        "' ' | c | auto | 30s | server and client are commands, and neither may be empty",
        "none | ' ' | auto | 30s | server and client are commands, and neither may be empty"
      })
  void badValues(String server, String client, String port, String limit, String message) {
    UsageException e =
        assertThrows(
            UsageException.class,
            () -> new Command(server, client, "wall", "auto", "auto", port, limit));
    assertEquals(message, e.getMessage());
  }

  @Test
  void aClientIsNeededAndBothEndsHere() {
    Command none = new Command("none", "none", "wall", "auto", "auto", "auto", "30s");
    assertTrue(none.lackedBy("veth", "shared").orElseThrow().startsWith("needs a command"));
    assertTrue(command("none", "wall", "auto").lackedBy("dev", "shared").isPresent());
    assertEquals(Optional.empty(), command("none", "wall", "auto").lackedBy("netns", "shared"));
  }

  private static ProgramException assertFails(
      org.junit.jupiter.api.function.Executable task, String message) {
    IOException e = assertThrows(IOException.class, task);
    assertEquals(message, e.getMessage());
    return assertInstanceOf(ProgramException.class, e);
  }
}
