package org.hookbench.framework.reflect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;

/** A server on loopback that answers as a test says. */
final class FarServer implements AutoCloseable {
  interface Answer {
    void answer(DatagramChannel channel, ByteBuffer packet, InetSocketAddress from)
        throws IOException;
  }

  interface Serve {
    void serve(Socket client) throws IOException;
  }

  private final AutoCloseable socket;
  private final InetSocketAddress address;
  private final Thread thread;

  private FarServer(AutoCloseable socket, InetSocketAddress address, Runnable work) {
    this.socket = socket;
    this.address = address;
    thread = new Thread(work, "far server");
    thread.setDaemon(true);
    thread.start();
  }

  static FarServer udp(Answer answer) throws IOException {
    DatagramChannel channel =
        DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    return new FarServer(
        channel,
        (InetSocketAddress) channel.getLocalAddress(),
        () -> {
          ByteBuffer in = ByteBuffer.allocateDirect(65_535);
          try {
            while (true) {
              InetSocketAddress from = (InetSocketAddress) channel.receive(in.clear());
              answer.answer(channel, in.flip(), from);
            }
          } catch (ClosedChannelException e) {
            return;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  static FarServer tcp(Serve serve) throws IOException {
    ServerSocket listener = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    return new FarServer(
        listener,
        (InetSocketAddress) listener.getLocalSocketAddress(),
        () -> {
          try (Socket client = listener.accept()) {
            serve.serve(client);
          } catch (IOException e) {
            return; // the test's end
          }
        });
  }

  InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() throws Exception {
    socket.close();
    // a descriptor that a thread waits at keeps its port until that thread has left it
    thread.join();
  }
}
