package org.hookbench.testing;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.hookbench.framework.reflect.StampReflector;
import org.hookbench.kernel.netns.NetNs;

/**
 * What a host that has nothing of ours may serve, in a namespace of a test: TCP's echo and, at the
 * same port, UDP's or a STAMP reflector.
 */
public final class EchoServer implements AutoCloseable {
  private static final int MOST = 65_536;

  private final DatagramSocket datagrams;
  private final ServerSocket connections;

  /**
   * Listens; connections are served from now on, datagrams once it is said how.
   *
   * @param port 0 takes any
   */
  public EchoServer(NetNs namespace, InetAddress address, int port) {
    datagrams = namespace.call(() -> new DatagramSocket(new InetSocketAddress(address, port)));
    connections = namespace.call(() -> new ServerSocket(datagrams.getLocalPort(), 5, address));
    start(this::serve);
  }

  public int port() {
    return datagrams.getLocalPort();
  }

  /** Sends datagrams back as they are. */
  public void echo() {
    start(() -> reflect(false));
  }

  /** Answers datagrams as a STAMP reflector does. */
  public void stamp() {
    start(() -> reflect(true));
  }

  private static void start(Runnable server) {
    Thread thread = new Thread(server, "server");
    thread.setDaemon(true);
    thread.start();
  }

  private void reflect(boolean stamp) {
    StampReflector reflector = new StampReflector(false);
    ByteBuffer reply = ByteBuffer.allocate(MOST);
    DatagramPacket packet = new DatagramPacket(new byte[MOST], MOST);
    try {
      while (true) {
        packet.setLength(MOST);
        datagrams.receive(packet);
        if (stamp) {
          ByteBuffer asked = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
          reflector.reflect(asked, packet.getPort(), reply);
          packet.setData(reply.array(), 0, reply.limit());
        }
        datagrams.send(packet);
        packet.setData(new byte[MOST]);
      }
    } catch (IOException e) {
      // closed with the test
      return;
    }
  }

  private void serve() {
    try {
      while (true) {
        Socket socket = connections.accept();
        start(
            () -> {
              try (socket) {
                socket.getInputStream().transferTo(socket.getOutputStream());
              } catch (IOException e) {
                // the client is gone
                return;
              }
            });
      }
    } catch (IOException e) {
      // closed with the test
      return;
    }
  }

  @Override
  public void close() throws IOException {
    datagrams.close();
    connections.close();
  }
}
