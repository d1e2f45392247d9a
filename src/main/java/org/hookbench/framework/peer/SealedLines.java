package org.hookbench.framework.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Lines with an HMAC before each, over the direction, how many lines went that way before, and the
 * line: whoever can put bytes into a proven connection can't put a command there. Not encrypted.
 */
final class SealedLines implements Lines {
  private static final int SEAL = 2 * PeerKey.BYTES;

  private final Lines lines;
  private final PeerKey key;
  private final byte mine;
  private final byte others;
  private long written;
  private long read;

  /**
   * @param key of the connection
   * @param isServer which side this is
   */
  SealedLines(Lines lines, PeerKey key, boolean isServer) {
    this.lines = lines;
    this.key = key;
    mine = (byte) (isServer ? 's' : 'c');
    others = (byte) (isServer ? 'c' : 's');
  }

  @Override
  public Optional<String> read(long deadline) throws IOException {
    Optional<String> sealed = lines.read(deadline);
    if (sealed.isEmpty()) {
      return sealed;
    }
    String text = sealed.get();
    if (text.length() <= SEAL
        || !Proof.same(text.substring(0, SEAL), seal(others, read, text.substring(SEAL + 1)))) {
      throw new PeerException("a line that does not carry the key's seal");
    }
    read++;
    return Optional.of(text.substring(SEAL + 1));
  }

  @Override
  public void write(String line) throws IOException {
    lines.write(seal(mine, written++, line) + " " + line);
  }

  private String seal(byte direction, long number, String line) {
    byte[] head = ByteBuffer.allocate(1 + Long.BYTES).put(direction).putLong(number).array();
    return HexFormat.of().formatHex(key.hmac(head, line.getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
