package org.hookbench.framework.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.hookbench.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkSettingsTest {
  @Test
  void defaultsAreRead() {
    assertEquals(
        new LinkSettings("veth", true, OptionalInt.empty(), Placement.SHARED, 4, "auto"),
        LinkSettings.parse("veth", "on", "auto", "shared", "4", "auto"));
  }

  @Test
  void othersAreRead() {
    assertEquals(
        new LinkSettings("lo", false, OptionalInt.of(9000), Placement.SPLIT, 6, "auto"),
        LinkSettings.parse("lo", "off", "9000", "split", "6", "auto"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vlan | on | auto | shared | 4 | auto | link=vlan is not one of [veth, forward, netkit, lo]",
        "veth | yes | auto | shared | 4 | auto | offload=yes is not one of [on, off]",
        "veth | on | auto | SHARED | 4 | auto | placement=SHARED is not one of [shared, split, free]",
        "veth | on | auto | shared | 5 | auto | ipv=5 is not one of [4, 6]",
        "veth | on | big | shared | 4 | auto | mtu=big is not a number of bytes up to 65535",
        "veth | on | 0 | shared | 4 | auto | mtu=0 is not a number of bytes up to 65535",
        "veth | on | -1 | shared | 4 | auto | mtu=-1 is not a number of bytes up to 65535",
        "veth | on | 65536 | shared | 4 | auto | mtu=65536 is not a number of bytes up to 65535",
        "veth | on | 575 | shared | 4 | auto | mtu=575 is below IPv4's 576",
        "veth | on | 1279 | shared | 6 | auto | mtu=1279 is below IPv6's 1280",
        "lo | on | auto | shared | 4 | cubic | congestion= can't be set on link=lo, which has the"
            + " kernel's default; use link=veth",
      })
  void whatCanNotBeIsRefusedInWords(
      String link,
      String offload,
      String mtu,
      String placement,
      String ipv,
      String congestion,
      String message) {
    UsageException e =
        assertThrows(
            UsageException.class,
            () -> LinkSettings.parse(link, offload, mtu, placement, ipv, congestion));
    assertEquals(message, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"576, 4", "1280, 6", "65535, 4"})
  void leastAndMostMtuAreTaken(int mtu, String ipv) {
    LinkSettings s = LinkSettings.parse("veth", "on", "" + mtu, "free", ipv, "auto");
    assertEquals(OptionalInt.of(mtu), s.mtu());
  }

  @Test
  void unknownCongestionControlNamesTheKernelsOwn() {
    UsageException e =
        assertThrows(
            UsageException.class,
            () -> LinkSettings.parse("veth", "on", "auto", "shared", "4", "cubi"));
    assertTrue(
        e.getMessage().startsWith("congestion=cubi is not one of this kernel's: ["),
        e.getMessage());
    LinkSettings.congestionControls().forEach(c -> assertTrue(e.getMessage().contains(c)));
  }
}
