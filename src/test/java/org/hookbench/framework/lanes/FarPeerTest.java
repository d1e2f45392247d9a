package org.hookbench.framework.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.hookbench.UsageException;
import org.hookbench.framework.lanes.FarPeer.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FarPeerTest {
  @ParameterizedTest
  @CsvSource({
    "iperf3:10.0.0.2, IPERF3, 10.0.0.2, 5201, iperf3:10.0.0.2:5201",
    "iperf3:me@10.0.0.2:77, IPERF3, me@10.0.0.2, 77, iperf3:me@10.0.0.2:77",
    "iperf3:[::1]:77, IPERF3, ::1, 77, iperf3:[::1]:77",
    "iperf3:[::1], IPERF3, ::1, 5201, iperf3:[::1]:5201",
    "iperf3:2001:db8::1, IPERF3, 2001:db8::1, 5201, iperf3:[2001:db8::1]:5201",
    "stamp:far, STAMP, far, 862, stamp:far:862",
    "twamp:far:4000, TWAMP, far, 4000, twamp:far:4000",
    "echo:far:7, ECHO, far, 7, echo:far:7",
    "hookbench:10.0.0.2:4711, HOOKBENCH, 10.0.0.2, 4711, hookbench:10.0.0.2:4711",
    "ssh:me@far, SSH, me@far, 0, ssh:me@far",
    "ssh:far:2222, SSH, far, 2222, ssh:far:2222"
  })
  void kindHostAndPort(String text, Kind kind, String host, int port, String again) {
    FarPeer peer = FarPeer.parse(text);
    assertEquals(new FarPeer(kind, host, port, Optional.empty()), peer);
    assertEquals(again, peer.toString());
    assertEquals(peer, FarPeer.parse(again));
  }

  @Test
  void sshMayLeadElsewhereThanTheMeasuredTraffic() {
    FarPeer peer = FarPeer.parse("ssh:me@lab7:22/127.0.0.9");
    assertEquals(Optional.of("127.0.0.9"), peer.data());
    assertEquals("/127.0.0.9:0", peer.address(4).toString());
    assertEquals("ssh:me@lab7:22/127.0.0.9", peer.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.2",
        "iperf:10.0.0.2",
        "iperf3:",
        "iperf3",
        "iperf3:-x",
        "iperf3:far:0",
        "iperf3:far:65536",
        "iperf3:far:port",
        "echo:far",
        "hookbench:10.0.0.2",
        "hookbench::4711",
        "ssh:far/",
        "stamp:/far:"
      })
  void everythingElseIsRefused(String text) {
    UsageException e = assertThrows(UsageException.class, () -> FarPeer.parse(text));
    assertTrue(e.getMessage().startsWith("peer=" + text), e::getMessage);
  }

  @Test
  void theAddressIsOfTheFamilyThatIsMeasured() {
    assertEquals("/127.0.0.1:5201", FarPeer.parse("iperf3:127.0.0.1").address(4).toString());
    UsageException e =
        assertThrows(UsageException.class, () -> FarPeer.parse("iperf3:::1").address(4));
    assertTrue(e.getMessage().endsWith("use -p ipv=6"), e::getMessage);
    UsageException unknown =
        assertThrows(
            UsageException.class, () -> FarPeer.parse("ssh:no-such-host.invalid").address(4));
    assertTrue(unknown.getMessage().endsWith("/ADDRESS"), unknown::getMessage);
  }

  @Test
  void aDeviceNeedsAPeerAndAPeerADevice() {
    LinkSettings dev = settings("dev:eth1", "iperf3:10.0.0.2", "send");
    assertEquals("dev", dev.kind());
    assertTrue(dev.isExisting() && dev.sends() && dev.hasFewerLanesThan(2));
    assertEquals(".", dev.device().orElseThrow().device().namespace());
    assertFalse(settings("dev:/proc/1/ns/net/eth1", "stamp:far", "receive").sends());
    assertRefused("needs what is at its other end", "dev:eth1", "none", "receive");
    assertRefused("needs the device", "veth", "stamp:far", "receive");
    assertRefused("needs the device", "netns:a/v0,b/v1", "none", "send");
    assertRefused("direction=both is not one of", "dev:eth1", "stamp:far", "both");
    assertRefused("is not of the form dev:DEVICE", "dev:", "stamp:far", "receive");
    assertRefused("is not of the form dev:DEVICE", "dev:ns/", "stamp:far", "receive");
  }

  private static void assertRefused(String words, String link, String peer, String direction) {
    UsageException e = assertThrows(UsageException.class, () -> settings(link, peer, direction));
    assertTrue(e.getMessage().contains(words), e::getMessage);
  }

  private static LinkSettings settings(String link, String peer, String direction) {
    return LinkSettings.parse(link, "on", "auto", "shared", "4", "auto", peer, direction);
  }
}
