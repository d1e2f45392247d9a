package org.hookbench.framework.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Lines out of a stream of bytes, in a buffer that never grows. */
abstract class ByteLines implements Lines {
  private static final char FIRST_PRINTABLE = ' ';
  private static final char LAST_PRINTABLE = '~';

  private final byte[] buffer = new byte[MOST];
  private final OutputStream out;
  private int filled;

  /** How many bytes from the buffer's beginning are known to have no line's end among them. */
  private int looked;

  ByteLines(OutputStream out) {
    this.out = out;
  }

  /**
   * Waits for at least one byte.
   *
   * @return how many came, or -1 at the end
   */
  abstract int fill(byte[] to, int from, int most, long deadline) throws IOException;

  @Override
  public Optional<String> read(long deadline) throws IOException {
    while (true) {
      for (; looked < filled; looked++) {
        byte b = buffer[looked];
        if (b == '\n') {
          return Optional.of(take());
        }
        if (b < FIRST_PRINTABLE || b > LAST_PRINTABLE) {
          throw new PeerException("a line with bytes that are no printable ASCII");
        }
      }
      if (filled == buffer.length) {
        throw new PeerException("a line of more than " + MOST + " bytes");
      }
      int n = fill(buffer, filled, buffer.length - filled, deadline);
      if (n < 0) {
        return Optional.empty();
      }
      filled += n;
    }
  }

  private String take() {
    String line = new String(buffer, 0, looked, StandardCharsets.US_ASCII);
    filled -= looked + 1;
    System.arraycopy(buffer, looked + 1, buffer, 0, filled);
    looked = 0;
    return line;
  }

  @Override
  public void write(String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** Of streams that know no deadline: whoever uses them closes them in time. */
  static Lines of(InputStream in, OutputStream out) {
    return new ByteLines(out) {
      @Override
      int fill(byte[] to, int from, int most, long deadline) throws IOException {
        return in.read(to, from, most);
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }

  /** Of a TCP connection. */
  static Lines of(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    return new ByteLines(socket.getOutputStream()) {
      @Override
      int fill(byte[] to, int from, int most, long deadline) throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new SocketTimeoutException("no line came in time");
        }
        socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        return in.read(to, from, most);
      }

      @Override
      public void close() throws IOException {
        socket.close();
      }
    };
  }
}
