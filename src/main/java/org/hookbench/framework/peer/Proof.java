package org.hookbench.framework.peer;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * That both sides of one TCP connection know the key: HMACs over the nonces of both, and over both
 * addresses as each side sees them. So a proof is of no use on another connection, later, from
 * another host or in the other direction, and an address translator between the two makes it wrong.
 */
final class Proof {
  private final PeerKey key;
  private final byte[] of;

  /**
   * @param key of this side
   * @param serverNonce {@value PeerKey#BYTES} bytes
   * @param clientNonce {@value PeerKey#BYTES} bytes
   */
  Proof(
      PeerKey key,
      byte[] serverNonce,
      byte[] clientNonce,
      InetSocketAddress client,
      InetSocketAddress server) {
    this.key = key;
    byte[] c = bytes(client);
    byte[] s = bytes(server);
    of =
        ByteBuffer.allocate(serverNonce.length + clientNonce.length + c.length + s.length)
            .put(serverNonce)
            .put(clientNonce)
            .put(c)
            .put(s)
            .array();
  }

  /** Length, address, port: unambiguous for both families. */
  private static byte[] bytes(InetSocketAddress address) {
    byte[] ip = address.getAddress().getAddress();
    return ByteBuffer.allocate(1 + ip.length + Short.BYTES)
        .put((byte) ip.length)
        .put(ip)
        .putShort((short) address.getPort())
        .array();
  }

  String ofClient() {
    return HexFormat.of().formatHex(hmac("client"));
  }

  String ofServer() {
    return HexFormat.of().formatHex(hmac("server"));
  }

  /** For the lines that follow, of this connection only. */
  PeerKey sessionKey() {
    return PeerKey.of(hmac("session"));
  }

  private byte[] hmac(String role) {
    return key.hmac((Protocol.GREETING + role + "\n").getBytes(StandardCharsets.US_ASCII), of);
  }

  /** In a time that does not tell where they differ. */
  static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.US_ASCII), b.getBytes(StandardCharsets.US_ASCII));
  }
}
