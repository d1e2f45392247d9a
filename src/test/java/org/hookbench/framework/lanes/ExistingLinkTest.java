package org.hookbench.framework.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hookbench.UsageException;
import org.hookbench.framework.lanes.ExistingDevice.Name;
import org.hookbench.framework.lanes.ExistingLink.Pair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExistingLinkTest {
  @Test
  void namesPathsAndTheCurrentNamespace() {
    assertEquals(
        List.of(
            new Pair(new Name("a", "v0"), new Name("b", "v1")),
            new Pair(new Name(".", "eth1"), new Name("/proc/12/ns/net", "eth0"))),
        ExistingLink.parse("netns:a/v0,b/v1+./eth1,/proc/12/ns/net/eth0").pairs());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "netns:",
        "netns:a/v0",
        "netns:a/v0,",
        "netns:a/v0,b/v1+",
        "netns:a/v0,b/v1,c/v2",
        "netns:v0,b/v1",
        "netns:/v0,b/v1",
        "netns:a/,b/v1"
      })
  void everythingElseIsRefused(String link) {
    UsageException e = assertThrows(UsageException.class, () -> ExistingLink.parse(link));
    assertTrue(e.getMessage().startsWith("link=" + link), e::getMessage);
  }

  /** Whatever would have to be changed on them. */
  @Test
  void devicesStayAsTheyAre() {
    String link = "netns:a/v0,b/v1";
    for (String[] p :
        List.of(
            new String[] {"off", "auto", "auto"},
            new String[] {"on", "1500", "auto"},
            new String[] {"on", "auto", "cubic"})) {
      UsageException e =
          assertThrows(
              UsageException.class,
              () -> LinkSettings.parse(link, p[0], p[1], "shared", "4", p[2]));
      assertTrue(e.getMessage().endsWith("use link=veth"), e::getMessage);
    }
  }

  @Test
  void turnsWhereThereAreFewerPairsThanArms() {
    LinkSettings two =
        LinkSettings.parse("netns:a/v0,b/v1+a/v2,b/v3", "on", "auto", "shared", "4", "auto");
    assertEquals("netns", two.kind());
    assertFalse(two.hasFewerLanesThan(2));
    assertTrue(two.hasFewerLanesThan(3));
    assertFalse(
        LinkSettings.parse("veth", "on", "auto", "shared", "4", "auto").hasFewerLanesThan(9));
  }
}
