package org.hookbench.framework.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import org.hookbench.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerKeyTest {
  @TempDir Path folder;

  /** Test cases 1, 2, 3, 4 and 6 of RFC 4231, section 4, the last with a key of 131 bytes. */
  @ParameterizedTest
  @CsvSource({
    "0b,20,4869205468657265,1,b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
    "4a656665,1,7768617420646f2079612077616e7420666f72206e6f7468696e673f,1,"
        + "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    "aa,20,dd,50,773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
    "0102030405060708090a0b0c0d0e0f10111213141516171819,1,cd,50,"
        + "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
    "aa,131,54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d20"
        + "48617368204b6579204669727374,1,"
        + "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
  })
  void hmacIsThatOfTheRfc(String key, int keyTimes, String data, int dataTimes, String mac) {
    byte[] all = HexFormat.of().parseHex(data.repeat(dataTimes));
    byte[] head = Arrays.copyOf(all, all.length / 2);
    byte[] tail = Arrays.copyOfRange(all, all.length / 2, all.length);
    PeerKey of = PeerKey.of(HexFormat.of().parseHex(key.repeat(keyTimes)));
    assertEquals(mac, HexFormat.of().formatHex(of.hmac(all)));
    assertArrayEquals(of.hmac(all), of.hmac(head, tail));
  }

  @Test
  void aNewKeyIsReadAgainAndNobodyElseMay() throws Exception {
    Path file = folder.resolve("key");
    PeerKey.create(file);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    String text = Files.readString(file);
    assertTrue(text.matches("[0-9a-f]{64}\n"), text);
    byte[] key = HexFormat.of().parseHex(text.strip());
    assertArrayEquals(PeerKey.of(key).hmac(key), PeerKey.read(file).hmac(key));
    UsageException e = assertThrows(UsageException.class, () -> PeerKey.create(file));
    assertTrue(e.getMessage().contains("already"), e.getMessage());
    assertEquals(text, Files.readString(file));
    PeerKey.create(folder.resolve("other"));
    assertNotEquals(text, Files.readString(folder.resolve("other")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
  void aKeyThatOthersMayReadOrWriteIsRefused(String mode) throws Exception {
    Path file = folder.resolve("key");
    PeerKey.create(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    UsageException e = assertThrows(UsageException.class, () -> PeerKey.read(file));
    assertTrue(e.getMessage().contains("open to others"), e.getMessage());
    assertTrue(e.getMessage().contains(mode), e.getMessage());
  }

  @Test
  void whatIsNoKeyIsSaid() throws Exception {
    Path file = folder.resolve("key");
    assertThrows(UsageException.class, () -> PeerKey.read(file));
    PeerKey.create(file);
    for (String text : new String[] {"", "00", "g".repeat(64), "0".repeat(66), "0".repeat(9999)}) {
      Files.writeString(file, text);
      UsageException e = assertThrows(UsageException.class, () -> PeerKey.read(file), text);
      assertTrue(e.getMessage().contains("holds no key"), e.getMessage());
    }
  }

  /** Of another connection, direction, nonce, host or key it proves nothing. */
  @Test
  void aProofIsOfOneConnectionOnly() {
    byte[] a = PeerKey.random();
    byte[] b = PeerKey.random();
    PeerKey key = PeerKey.of(PeerKey.random());
    InetSocketAddress c = new InetSocketAddress("198.18.0.1", 1000);
    InetSocketAddress s = new InetSocketAddress("198.18.0.2", 2000);
    String proof = new Proof(key, a, b, c, s).ofClient();
    assertEquals(proof, new Proof(key, a, b, c, s).ofClient());
    assertNotEquals(proof, new Proof(key, a, b, c, s).ofServer());
    assertNotEquals(proof, new Proof(key, b, a, c, s).ofClient());
    assertNotEquals(proof, new Proof(key, a, b, s, c).ofClient());
    InetSocketAddress other = new InetSocketAddress("198.18.0.3", 1000);
    assertNotEquals(proof, new Proof(key, a, b, other, s).ofClient());
    InetSocketAddress otherPort = new InetSocketAddress("198.18.0.1", 1001);
    assertNotEquals(proof, new Proof(key, a, b, otherPort, s).ofClient());
    assertNotEquals(proof, new Proof(PeerKey.of(a), a, b, c, s).ofClient());
  }
}
