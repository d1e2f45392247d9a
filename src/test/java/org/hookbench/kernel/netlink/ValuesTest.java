package org.hookbench.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.hookbench.kernel.sys.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  @Test
  void macAddress() {
    MacAddress mac = new MacAddress("02:00:00:00:00:0A");
    assertEquals("02:00:00:00:00:0a", mac.toString());
    assertArrayEquals(new byte[] {2, 0, 0, 0, 0, 10}, mac.bytes());
    assertEquals(mac, MacAddress.of(mac.bytes()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "02:00", "02-00-00-00-00-0a", "02:00:00:00:00:0a:00", "hello"})
  void noMacAddress(String text) {
    assertThrows(IllegalArgumentException.class, () -> new MacAddress(text));
  }

  @Test
  void prefixes() throws Exception {
    assertEquals("198.18.1.0/24", IpPrefix.parse("198.18.1.0/24").toString());
    assertEquals(
        IpPrefix.parse("198.18.1.4/30"),
        IpPrefix.containing(InetAddress.getByName("198.18.1.6"), 30));
    assertEquals(
        IpPrefix.parse("2001:2:0:1::/64"),
        IpPrefix.containing(InetAddress.getByName("2001:2:0:1::9"), 64));
    assertEquals(
        IpPrefix.parse("0.0.0.0/0"), IpPrefix.containing(InetAddress.getByName("9.9.9.9"), 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "198.18.1.1/24",
        "198.18.1.0/33",
        "198.18.1.0",
        "name/24",
        "::/129",
        "::/x",
        "/8",
        "a.b/8",
        "999.0.0.0/8",
        "1.2.0/8",
        "fe80::1::/64"
      })
  void noPrefix(String text) {
    assertThrows(IllegalArgumentException.class, () -> IpPrefix.parse(text));
  }

  @Test
  void aRoutesSourceIsOfItsFamily() throws Exception {
    Route route = Route.of(IpPrefix.parse("198.18.1.0/24"), 2);
    InetAddress v6 = InetAddress.getByName("::1");
    assertThrows(IllegalArgumentException.class, () -> route.withSource(v6));
  }

  @Test
  void vethOptions() {
    assertEquals(new VethOptions(9000, 2), VethOptions.DEFAULT.withMtu(9000).withQueues(2));
    assertThrows(IllegalArgumentException.class, () -> VethOptions.DEFAULT.withQueues(0));
    assertThrows(IllegalArgumentException.class, () -> VethOptions.DEFAULT.withMtu(67));
  }

  @Test
  void theLeastOfAVethAreAccepted() {
    assertEquals(new VethOptions(68, 1), VethOptions.DEFAULT.withMtu(68));
  }

  @Test
  void aRouteKnowsItsFamily() {
    assertFalse(Route.of(IpPrefix.parse("198.18.1.0/24"), 2).isIpv6());
    assertTrue(Route.of(IpPrefix.parse("2001:2::/64"), 2).isIpv6());
  }

  @Test
  void hintsAreForRefusalsWithoutWords() {
    assertEquals(
        "there is no such interface in this namespace",
        NetlinkHints.of(new NetlinkAck(Errno.ENODEV, "", -1)));
    assertEquals(
        "this kernel or driver lacks it",
        NetlinkHints.of(new NetlinkAck(Errno.EOPNOTSUPP, "", -1)));
    assertEquals("", NetlinkHints.of(new NetlinkAck(Errno.EOPNOTSUPP, "no", -1)));
    assertEquals("", NetlinkHints.of(new NetlinkAck(Errno.EEXIST, "it is there", -1)));
  }

  @Test
  void offloadsSayWhatChanged() {
    Map<Offload, Boolean> on = new EnumMap<>(Offload.class);
    for (Offload offload : Offload.values()) {
      on.put(offload, true);
    }
    Offloads before = new Offloads(on);
    Offloads after = before.with(Offload.TSO, false).with(Offload.SG, false);

    assertEquals(List.of("sg on -> off", "tso on -> off"), before.diff(after));
    assertEquals(List.of("sg off -> on", "tso off -> on"), after.diff(before));
    assertEquals(List.of(), before.diff(before));
    assertEquals("sg off, rx on, tx on, gso on, tso off, gro on", after.toString());
    assertNotEquals(before, after);
    assertEquals(before, after.with(Offload.TSO, true).with(Offload.SG, true));
    Map<Offload, Boolean> incomplete = Map.of(Offload.TSO, true);
    assertThrows(IllegalArgumentException.class, () -> new Offloads(incomplete));
  }
}
