package org.hookbench.framework.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hookbench.ErrorMessage;
import org.hookbench.SocketAddresses;
import org.hookbench.UsageException;

/**
 * The client's end of a session with a peer, which lasts as long as its control connection. That
 * connection is in the network namespace of the thread that opens it; data sockets are the
 * caller's, and may be in another. No thread is started, but {@link #overSsh} starts a process, for
 * which the JDK has a thread: that is to be called in the namespace in which the JVM was started.
 * Not for several threads.
 *
 * <p>What fails is an {@link IOException} whose message is one line for the user.
 */
public final class PeerSession implements AutoCloseable {
  static final String ENDED = "the peer ended the connection";

  /** How long a peer may take to answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The same for ssh to log in, with a password perhaps, and for a JVM to start over there. */
  private static final Duration LOGIN = Duration.ofSeconds(60);

  private final Lines lines;
  private final String name;
  private final InetAddress client;
  private final InetAddress data;
  private boolean closed;

  private PeerSession(Lines lines, String name, InetAddress client, InetAddress data) {
    this.lines = lines;
    this.name = name;
    this.client = client;
    this.data = data;
  }

  private static InetAddress address(Words welcome, String key) throws PeerException {
    return welcome
        .text(key)
        .flatMap(SocketAddresses::numeric)
        .orElseThrow(() -> new PeerException("the peer does not say its address " + key + "="));
  }

  /**
   * The command that starts a peer over there.
   *
   * @param ssh the command with its options, e.g. {@code ssh -p 2222}
   * @param host {@code USER@HOST} or a name of ssh_config(5)
   * @throws UsageException if that would be an option
   */
  public static List<String> sshCommand(List<String> ssh, String host) {
    if (host.isBlank() || host.startsWith("-")) {
      throw new UsageException("'" + host + "' is no host for ssh");
    }
    List<String> command = new ArrayList<>(ssh);
    command.addAll(List.of(host, "hookbench", "peer", "--stdio"));
    return command;
  }

  /** As the other, with the addresses of the ssh connection itself. */
  public static PeerSession overSsh(List<String> command) throws IOException {
    return overSsh(command, Optional.empty(), Optional.empty());
  }

  /**
   * Starts a peer by a command such as {@link #sshCommand}, and speaks with it over its standard
   * input and output.
   *
   * @param client this host's address, the only one that is served
   * @param data the address over there at which the services are
   */
  public static PeerSession overSsh(
      List<String> command, Optional<InetAddress> client, Optional<InetAddress> data)
      throws IOException {
    String name = "'" + String.join(" ", command) + "'";
    Process process;
    try {
      process = new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new PeerException("can't start " + name + ": " + ErrorMessage.of(e), e);
    }
    ProcessLines lines = new ProcessLines(process);
    try {
      String greeting = line(lines, LOGIN);
      if (!greeting.equals(Protocol.GREETING + Protocol.STDIO)) {
        throw new PeerException("it is no peer of this version; its first line is: " + greeting);
      }
      lines.write(
          Protocol.HELLO
              + " "
              + Protocol.VERSION
              + client.map(a -> " client=" + numeric(a)).orElse("")
              + data.map(a -> " data=" + numeric(a)).orElse(""));
      Words welcome = welcome(line(lines, PATIENCE));
      return new PeerSession(lines, name, address(welcome, "client"), address(welcome, "data"));
    } catch (IOException | RuntimeException e) {
      lines.close();
      throw new PeerException("no session by " + name + ": " + ErrorMessage.of(e), e);
    }
  }

  /**
   * Connects to a peer that listens; each side proves to the other that it knows the key.
   *
   * @param local the address that this end is bound to, port 0 for any: the only address that is
   *     served
   */
  public static PeerSession connect(InetSocketAddress local, InetSocketAddress server, PeerKey key)
      throws IOException {
    String name = SocketAddresses.text(server);
    Socket socket = new Socket();
    try {
      socket.bind(local);
      socket.connect(server, (int) PATIENCE.toMillis());
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Lines lines = prove(ByteLines.of(socket), socket, key);
      welcomed(line(lines, PATIENCE));
      return new PeerSession(lines, name, socket.getLocalAddress(), server.getAddress());
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw new PeerException("no session with " + name + ": " + ErrorMessage.of(e), e);
    }
  }

  static Lines prove(Lines lines, Socket socket, PeerKey key) throws IOException {
    String greeting = line(lines, PATIENCE);
    String nonce = greeting.substring(Math.min(greeting.length(), Protocol.GREETING.length()));
    if (!greeting.startsWith(Protocol.GREETING) || !nonce.matches("[0-9a-f]{64}")) {
      throw new PeerException("it is no peer of this version that listens");
    }
    byte[] own = PeerKey.random();
    Proof proof =
        new Proof(
            key,
            HexFormat.of().parseHex(nonce),
            own,
            (InetSocketAddress) socket.getLocalSocketAddress(),
            (InetSocketAddress) socket.getRemoteSocketAddress());
    lines.write(
        String.join(
            " ",
            Protocol.HELLO,
            Protocol.VERSION,
            HexFormat.of().formatHex(own),
            proof.ofClient()));
    Words answer = welcome(line(lines, PATIENCE));
    if (answer.plain().size() != 2 || !Proof.same(answer.plain().get(1), proof.ofServer())) {
      throw new PeerException("the peer does not know the key");
    }
    return new SealedLines(lines, proof.sessionKey(), false);
  }

  private static String line(Lines lines, Duration patience) throws IOException {
    try {
      return lines
          .read(System.nanoTime() + patience.toNanos())
          .orElseThrow(() -> new PeerException(ENDED + lines.ending()));
    } catch (SocketTimeoutException e) {
      throw new PeerException(
          "the peer said nothing for " + patience.toSeconds() + " s" + lines.ending(), e);
    }
  }

  private static Words welcome(String line) throws PeerException {
    Words words = welcomed(line);
    if (!words.verb().equals(Protocol.WELCOME)) {
      throw new PeerException("the peer does not keep to the protocol");
    }
    return words;
  }

  private static Words welcomed(String line) throws PeerException {
    if (line.startsWith(Protocol.ERROR)) {
      throw new PeerException("the peer refuses: " + line.substring(Protocol.ERROR.length()));
    }
    return Words.of(line);
  }

  /** Without the name of a device, which means nothing on the other host. */
  private static String numeric(InetAddress address) {
    return address.getHostAddress().replaceFirst("%.*", "");
  }

  /** The address over there at which services are. */
  public InetAddress address() {
    return data;
  }

  /** The address of this host from which services may be used, and to which they send. */
  public InetAddress client() {
    return client;
  }

  /** Asks for a service. */
  public OpenService open(Service service) throws IOException {
    Words answer = ask(Protocol.OPEN + " " + service.text());
    return new OpenService(
        this,
        answer.number("id", 1, Integer.MAX_VALUE),
        new InetSocketAddress(data, (int) answer.number("port", 1, 65_535)));
  }

  /**
   * What the peer's host says of itself: {@code cpu-ms}, the CPU time of the peer's process in
   * units of 10 ms; {@code rx-packets}, {@code tx-dropped} and the like of the device that has its
   * address; {@code tcp-retransmits} (segments) and {@code udp-buffer-drops} (datagrams) of its
   * whole network namespace. What its kernel does not say is not there.
   */
  public Map<String, Long> stats() throws IOException {
    return ask(Protocol.STATS).numbers();
  }

  /**
   * How the device is set that has the peer's address, by name, as far as its host says: {@code
   * driver}, {@code rings}, {@code irqs} and the like. Empty where the peer is of a version that
   * does not tell.
   */
  public Map<String, String> device() throws IOException {
    Map<String, String> facts = new TreeMap<>();
    for (int number = 1; number <= DeviceWords.MOST; number++) {
      Words answer;
      try {
        answer = ask(Protocol.FACT + " number=" + number);
      } catch (PeerException e) {
        if (ErrorMessage.of(e).endsWith(Protocol.UNKNOWN)) {
          return Map.of();
        }
        throw e;
      }
      if (!DeviceWords.read(answer, facts)) {
        break;
      }
    }
    return facts;
  }

  Words ask(String line) throws IOException {
    try {
      lines.write(line);
      Words answer = welcomed(line(lines, PATIENCE));
      if (!answer.verb().equals(Protocol.OK)) {
        throw new PeerException("the peer does not keep to the protocol");
      }
      return answer;
    } catch (IOException e) {
      throw new PeerException("session with " + name + ": " + ErrorMessage.of(e), e);
    }
  }

  /** Ends the session and with it all services. Done twice it does nothing. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try (lines) {
        ask(Protocol.BYE);
      } catch (PeerException e) {
        // it has ended already
        return;
      }
    }
  }
}
