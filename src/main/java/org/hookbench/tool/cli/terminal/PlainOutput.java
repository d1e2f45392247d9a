package org.hookbench.tool.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * UTF-8 text without characters that a terminal obeys. Control characters (line breaks and tabs are
 * kept), line and paragraph separators, and what changes the direction of writing come out as
 * {@code \u001b}: an argument, a file's name or a tool's message must not move the cursor, clear
 * the screen or reverse what is read.
 */
public final class PlainOutput extends FilterOutputStream {
  private static final int LONGEST_SEQUENCE = 3;

  /** The bytes of a character, or of a line's end, that has begun. */
  private final byte[] begun = new byte[LONGEST_SEQUENCE];

  private int length;

  public PlainOutput(OutputStream to) {
    super(to);
  }

  @Override
  public void write(int b) throws IOException {
    int next = b & 0xff;
    if (length > 0 && !continues(next)) {
      escapeOrKeep();
    }
    begun[length++] = (byte) next;
    if (length == wanted(begun[0] & 0xff)) {
      escapeOrKeep();
    }
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    for (int i = from; i < from + count; i++) {
      write(bytes[i]);
    }
  }

  private boolean continues(int next) {
    return begun[0] == '\r' ? next == '\n' : (next & 0xc0) == 0x80;
  }

  /** Only two and three bytes make characters that are looked at; CR waits for what follows. */
  private static int wanted(int first) {
    if (first == '\r') {
      return 2;
    }
    return first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 1;
  }

  private void escapeOrKeep() throws IOException {
    byte[] bytes = Arrays.copyOf(begun, length);
    length = 0;
    boolean lineEnd = bytes[0] == '\n' || bytes[0] == '\r' && bytes.length == 2;
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!lineEnd && text.length() == 1 && isObeyed(text.charAt(0))) {
      bytes = String.format("\\u%04x", (int) text.charAt(0)).getBytes(StandardCharsets.US_ASCII);
    }
    out.write(bytes, 0, bytes.length);
  }

  private static boolean isObeyed(char c) {
    boolean control = c < ' ' && c != '\t' || c >= 0x7f && c < 0xa0;
    boolean direction =
        c == 0x061c
            || c == 0x200e
            || c == 0x200f
            || c >= 0x2028 && c <= 0x202e
            || c >= 0x2066 && c <= 0x2069;
    return control || direction;
  }

  /** What has begun and never ended is written as it is. */
  @Override
  public void close() throws IOException {
    if (length > 0) {
      escapeOrKeep();
    }
    super.close();
  }
}
