package org.hookbench.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;

/** A server and a client of somebody else's, as command lines: a byte there and back. */
public final class TrafficEnds {
  private static final int ENDED = 3;

  private TrafficEnds() {}

  /**
   * The command line of the server: it listens on a port, and where a number is given ends with
   * code 3 after so many connections.
   *
   * @param folder of the test's classes, as the process sees it
   */
  public static String server(String folder, int connections) {
    return java(folder, "serve {port} " + connections);
  }

  /** That of the client: it asks so often, and prints how often it did in a second. */
  public static String client(String folder, int trips) {
    return java(folder, "ask {address} {port} " + trips);
  }

  private static String java(String folder, String arguments) {
    return String.join(
        " ",
        List.of(
            Command.JAVA,
            "-XX:-UsePerfData -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx32m -cp",
            folder,
            TrafficEnds.class.getName(),
            arguments));
  }

  /** Either of them. */
  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("serve")) {
      serve(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    } else {
      ask(arguments[1], Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
    }
  }

  private static void serve(int port, int connections) throws IOException {
    try (ServerSocket server = new ServerSocket(port)) {
      for (int i = 0; connections == 0 || i < connections; i++) {
        try (Socket socket = server.accept()) {
          socket.setTcpNoDelay(true);
          InputStream in = socket.getInputStream();
          OutputStream out = socket.getOutputStream();
          for (int b = in.read(); b >= 0; b = in.read()) {
            out.write(b);
          }
        }
      }
    }
    System.err.println("has served enough");
    System.exit(ENDED);
  }

  private static void ask(String address, int port, int trips) throws IOException {
    try (Socket socket = new Socket(address, port)) {
      socket.setTcpNoDelay(true);
      long begun = System.nanoTime();
      for (int i = 0; i < trips; i++) {
        socket.getOutputStream().write(1);
        if (socket.getInputStream().read() < 0) {
          throw new IOException("the server has closed the connection");
        }
      }
      double rate = trips / ((System.nanoTime() - begun) / 1e9);
      System.out.printf(Locale.ROOT, "%d trips, %.3fk trips/s%n", trips, rate / 1000);
      System.out.printf(Locale.ROOT, "{\"trips_per_second\": %.1f}%n", rate);
    }
  }
}
