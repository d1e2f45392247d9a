package org.hookbench.framework.peer;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import jdk.net.ExtendedSocketOptions;
import org.hookbench.ErrorMessage;
import org.hookbench.SocketAddresses;

/**
 * A peer that listens for control connections, of which each has a thread. A client that has not
 * proven that it knows the key gets one line, and has {@link PeerLimits#HANDSHAKE}; there are
 * {@link PeerLimits#UNPROVEN} such connections at most, and a new one takes the place of the oldest
 * of the same address, so that those who only connect keep nobody else out.
 */
public final class PeerServer implements Closeable {
  private static final int BACKLOG = 128;
  private static final int LOOK_MILLIS = 500;
  private static final long PAUSE_NANOS = 100_000_000;

  /** Seconds after which a client's host that no longer answers is given up. */
  private static final int KEEP_IDLE = 10;

  private static final int KEEP_BETWEEN = 5;
  private static final int KEEP_COUNT = 3;

  private final ServerSocket listener;
  private final PeerKey key;
  private final PeerLimits limits;
  private final PeerLog log;
  private final Function<InetAddress, Map<String, String>> device;
  private final Unproven unproven = new Unproven();
  private final Set<Proven> proven = new HashSet<>();

  /** A session whose client knows the key, and its connection. */
  private record Proven(Socket socket, ServedSession session) {}

  private PeerServer(
      ServerSocket listener,
      PeerKey key,
      PeerLimits limits,
      PeerLog log,
      Function<InetAddress, Map<String, String>> device) {
    this.device = device;
    this.listener = listener;
    this.key = key;
    this.limits = limits;
    this.log = log;
  }

  /**
   * Listens at one address.
   *
   * @param at with port 0 for any
   * @param device how the device is set that has an address, by name, for clients who ask
   * @throws IOException naming the address, where it can't be bound
   */
  public static PeerServer open(
      InetSocketAddress at,
      PeerKey key,
      PeerLimits limits,
      PeerLog log,
      Function<InetAddress, Map<String, String>> device)
      throws IOException {
    ServerSocket listener = new ServerSocket();
    try {
      listener.bind(at, BACKLOG);
      listener.setSoTimeout(LOOK_MILLIS);
    } catch (IOException | RuntimeException e) {
      listener.close();
      throw new IOException(
          "can't listen at " + SocketAddresses.text(at) + ": " + ErrorMessage.of(e), e);
    }
    return new PeerServer(listener, key, limits, log, device);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /** Serves until {@link #close}, on the calling thread. */
  public void serve() {
    while (!listener.isClosed()) {
      endOverdue();
      try {
        Socket socket = listener.accept();
        try {
          unproven.start(socket, () -> handle(socket));
        } catch (IOException e) {
          socket.close();
          log.refused(SocketAddresses.text(remote(socket)) + " refused: " + ErrorMessage.of(e));
        }
      } catch (SocketTimeoutException e) {
        continue; // only to look who is overdue
      } catch (IOException e) {
        if (!listener.isClosed()) {
          log.refused("can't accept a connection: " + ErrorMessage.of(e));
          LockSupport.parkNanos(PAUSE_NANOS); // e.g. no file descriptor is left: some will be
        }
      }
    }
  }

  /** One that is blocked in a write does not see its own deadline. */
  private void endOverdue() {
    synchronized (proven) {
      for (Proven p : proven) {
        if (System.nanoTime() - p.session.deadline() > 0) {
          DataService.closeQuietly(p.socket);
        }
      }
    }
  }

  private void handle(Socket socket) {
    String who = SocketAddresses.text(remote(socket));
    try (socket) {
      Lines plain = ByteLines.of(socket);
      Lines lines = prove(plain, socket);
      unproven.end(socket);
      Scope scope = new Scope(socket.getInetAddress(), socket.getLocalAddress(), limits);
      ServedSession session = new ServedSession(lines, scope, device);
      Proven p = new Proven(socket, session);
      if (!enter(p)) {
        lines.write(Protocol.ERROR + "it has " + limits.sessions() + " sessions already");
        log.session(who + " refused: there are " + limits.sessions() + " sessions already");
        return;
      }
      try {
        lines.write(Protocol.OK);
        log.session(who + " " + session.run());
      } finally {
        leave(p);
      }
    } catch (SocketTimeoutException e) {
      log.refused(who + " refused: it proved nothing in time");
    } catch (PeerException e) {
      log.refused(who + " refused: " + e.getMessage());
    } catch (IOException e) {
      log.refused(who + " refused: its connection ended: " + ErrorMessage.of(e));
    } finally {
      unproven.end(socket);
    }
  }

  private boolean enter(Proven p) {
    synchronized (proven) {
      return proven.size() < limits.sessions() && proven.add(p);
    }
  }

  private void leave(Proven p) {
    synchronized (proven) {
      proven.remove(p);
    }
  }

  /** Lets the client prove that it knows the key, and then proves it to the client. */
  private Lines prove(Lines lines, Socket socket) throws IOException {
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_IDLE);
    socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEP_BETWEEN);
    socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEP_COUNT);
    long deadline = System.nanoTime() + PeerLimits.HANDSHAKE.toNanos();
    byte[] nonce = PeerKey.random();
    lines.write(Protocol.GREETING + HexFormat.of().formatHex(nonce));
    Optional<String> hello = lines.read(deadline);
    if (hello.isEmpty()) {
      throw new PeerException("it left without a word");
    }
    List<String> words = List.of(hello.get().split(" "));
    if (words.size() != 4
        || !words.get(0).equals(Protocol.HELLO)
        || !words.get(2).matches("[0-9a-f]{" + 2 * PeerKey.BYTES + "}")) {
      throw new PeerException("what it says is not this protocol");
    }
    if (!words.get(1).equals(Protocol.VERSION)) {
      lines.write(Protocol.ERROR + "this peer speaks version " + Protocol.VERSION);
      throw new PeerException("it speaks another version of the protocol");
    }
    InetSocketAddress here = (InetSocketAddress) socket.getLocalSocketAddress();
    Proof proof =
        new Proof(key, nonce, HexFormat.of().parseHex(words.get(2)), remote(socket), here);
    if (!Proof.same(words.get(3), proof.ofClient())) {
      lines.write(Protocol.ERROR + Protocol.WRONG_PROOF);
      throw new PeerException(Protocol.WRONG_PROOF);
    }
    lines.write(Protocol.WELCOME + " " + proof.ofServer());
    return new SealedLines(lines, proof.sessionKey(), true);
  }

  private static InetSocketAddress remote(Socket socket) {
    return (InetSocketAddress) socket.getRemoteSocketAddress();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    unproven.close();
    synchronized (proven) {
      proven.forEach(p -> DataService.closeQuietly(p.socket));
    }
  }
}
