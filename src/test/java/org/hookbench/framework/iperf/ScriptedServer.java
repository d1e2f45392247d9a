package org.hookbench.framework.iperf;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What pretends to be an iperf3 server, on a thread of its own: each connection runs the script.
 */
final class ScriptedServer implements AutoCloseable {
  private static final int COOKIE = 37;
  private static final int PATIENCE_SECONDS = 10;

  /** What it does with a control connection. */
  interface Script {
    void run(Session session) throws Exception;
  }

  private final ServerSocket listener;
  private final Thread thread;
  private final List<Closeable> sockets = new ArrayList<>();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  ScriptedServer(Script script) throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread = new Thread(() -> serve(script), "scripted iperf3 server");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Script script) {
    while (!listener.isClosed()) {
      try (Session session = new Session(accept())) {
        script.run(session);
      } catch (Exception e) {
        // the client has gone away, or the test is over
      }
    }
  }

  private Socket accept() throws IOException {
    return closedInTheEnd(listener.accept());
  }

  private <T extends Closeable> T closedInTheEnd(T socket) {
    synchronized (sockets) {
      sockets.add(socket);
    }
    return socket;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /** The first things that the sessions note, in order; waits for so many. */
  List<String> heard(int number) throws InterruptedException {
    List<String> all = new ArrayList<>();
    while (all.size() < number) {
      String next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("the server heard only " + all);
      }
      all.add(next);
    }
    return all;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    listener.close();
    synchronized (sockets) {
      for (Closeable socket : sockets) {
        socket.close();
      }
    }
    thread.join();
  }

  /** A control connection. */
  final class Session implements AutoCloseable {
    private final Socket control;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final List<AutoCloseable> flows = new ArrayList<>();
    final List<Socket> streams = new ArrayList<>();
    private String cookie = "";

    Session(Socket control) throws IOException {
      this.control = control;
      control.setTcpNoDelay(true);
      this.in = new DataInputStream(control.getInputStream());
      this.out = new DataOutputStream(control.getOutputStream());
    }

    String readCookie() throws IOException {
      cookie = new String(in.readNBytes(COOKIE), StandardCharsets.US_ASCII);
      return cookie;
    }

    void say(int... bytes) throws IOException {
      for (int b : bytes) {
        out.writeByte(b);
      }
    }

    void sayInt(int number) throws IOException {
      out.writeInt(number);
    }

    void sayJson(String json) throws IOException {
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }

    int hear() throws IOException {
      return in.readByte();
    }

    String hearJson() throws IOException {
      return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    /** Says nothing more; a bound on the time keeps a failed test from standing still. */
    void hearUntilClosed() throws IOException {
      control.setSoTimeout(5000);
      while (in.read() >= 0) {
        // whatever the client says
      }
    }

    void note(String text) {
      heard.add(text);
    }

    /** Accepts TCP flows, whose cookie must be that of the test. */
    void acceptStreams(int number) throws IOException {
      for (int i = 0; i < number; i++) {
        Socket socket = accept();
        flows.add(socket);
        streams.add(socket);
        if (!cookie.equals(
            new String(socket.getInputStream().readNBytes(COOKIE), StandardCharsets.US_ASCII))) {
          throw new IOException("another cookie");
        }
      }
    }

    /** Asks for a UDP flow and accepts it, as a server does that answers with the bytes given. */
    DatagramSocket acceptDatagrams(byte[] answer) throws IOException {
      DatagramSocket socket = closedInTheEnd(new DatagramSocket(listener.getLocalSocketAddress()));
      flows.add(socket);
      say(10);
      DatagramPacket hello = new DatagramPacket(new byte[64], 64);
      socket.receive(hello);
      note("hello " + new String(hello.getData(), 0, hello.getLength(), StandardCharsets.US_ASCII));
      socket.connect(hello.getSocketAddress());
      socket.send(new DatagramPacket(answer, answer.length));
      return socket;
    }

    /** Everything up to a running test. */
    void begin(int number) throws IOException {
      readCookie();
      say(9);
      note(hearJson());
      say(10);
      acceptStreams(number);
      say(1, 2);
    }

    /** Everything after it. */
    void finish(String results) throws IOException {
      note("end " + hear());
      for (AutoCloseable flow : flows) {
        closeQuietly(flow);
      }
      say(13);
      note(hearJson());
      sayJson(results);
      say(14);
      note("end " + hear());
    }

    @Override
    public void close() throws IOException {
      for (AutoCloseable flow : flows) {
        closeQuietly(flow);
      }
      control.close();
    }

    private void closeQuietly(AutoCloseable flow) {
      try {
        flow.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
