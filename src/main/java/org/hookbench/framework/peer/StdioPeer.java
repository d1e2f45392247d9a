package org.hookbench.framework.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.hookbench.SocketAddresses;
import org.jspecify.annotations.Nullable;

/**
 * A peer with one session, over standard input and output: whoever started the process, by ssh for
 * example, may use it. The client names the address that is served, and the one to serve it at.
 */
public final class StdioPeer {
  private final PeerLimits limits;
  private final @Nullable InetAddress only;
  private final String sshConnection;
  private final Function<InetAddress, Map<String, String>> device;

  /**
   * @param only the one address that a client may name; empty for any
   * @param sshConnection ssh's variable {@code SSH_CONNECTION}, whose addresses hold where the
   *     client names none; may be empty
   * @param device how the device is set that has an address, by name, for clients who ask
   */
  public StdioPeer(
      PeerLimits limits,
      Optional<InetAddress> only,
      String sshConnection,
      Function<InetAddress, Map<String, String>> device) {
    this.device = device;
    this.limits = limits;
    this.only = only.orElse(null);
    this.sshConnection = sshConnection;
  }

  /**
   * Serves the session to its end, on the calling thread; at the end of its time the caller closes
   * the streams, or ends the process.
   *
   * @return its line for the log
   * @throws PeerException where the other side does not speak this protocol, or names addresses
   *     that can't be served
   */
  public String serve(InputStream in, OutputStream out) throws IOException {
    Lines lines = ByteLines.of(in, out);
    lines.write(Protocol.GREETING + Protocol.STDIO);
    Optional<String> hello = lines.read(0);
    if (hello.isEmpty()) {
      throw new PeerException("the client ended before it said anything");
    }
    try {
      Words words = Words.of(hello.get());
      List<String> plain = words.plain();
      if (plain.size() != 2 || !plain.get(0).equals(Protocol.HELLO)) {
        throw new PeerException("what the client says is not this protocol");
      }
      if (!plain.get(1).equals(Protocol.VERSION)) {
        throw new PeerException("the client speaks another version than " + Protocol.VERSION);
      }
      words.only(2, List.of("client", "data"));
      InetAddress client = address(words, "client", 0);
      InetAddress data = address(words, "data", 2);
      refuseUnfit(client, data);
      Map<String, String> served = new TreeMap<>();
      served.put("client", client.getHostAddress());
      served.put("data", data.getHostAddress());
      lines.write(Protocol.WELCOME + " " + Words.text(served));
      Scope scope = new Scope(client, data, limits);
      return client.getHostAddress() + " " + new ServedSession(lines, scope, device).run();
    } catch (PeerException e) {
      lines.write(Protocol.ERROR + e.getMessage());
      throw e;
    }
  }

  /**
   * @param place in SSH_CONNECTION, which is the client's address and port, and the server's
   */
  private InetAddress address(Words words, String key, int place) throws PeerException {
    String[] ssh = sshConnection.split(" ");
    String text = words.text(key).orElse(place < ssh.length ? ssh[place] : "");
    return SocketAddresses.numeric(text)
        .orElseThrow(() -> new PeerException("the session needs a numeric address " + key + "="));
  }

  private static boolean isOfThisHost(InetAddress address) {
    try (DatagramSocket trial = new DatagramSocket(new InetSocketAddress(address, 0))) {
      return trial.isBound();
    } catch (SocketException e) {
      return false;
    }
  }

  private void refuseUnfit(InetAddress client, InetAddress data) throws PeerException {
    if (only != null && !only.equals(client)) {
      throw new PeerException("this peer serves only " + only.getHostAddress());
    }
    if (client.isAnyLocalAddress() || client.isMulticastAddress()) {
      throw new PeerException("the client's address is no single host's");
    }
    if (client.getClass() != data.getClass()) {
      throw new PeerException("one of the addresses is of IPv4 and the other of IPv6");
    }
    if (data.isAnyLocalAddress() || !isOfThisHost(data)) {
      throw new PeerException("this host can't bind to the address " + data.getHostAddress());
    }
  }
}
