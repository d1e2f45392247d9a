package org.hookbench.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.VethPair;
import org.junit.jupiter.api.Test;

@KernelTest
class EthtoolIT {
  @Test
  void eachOffloadOfAVethIsSwitchedAndBack() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT);
        Ethtool ethtool = Ethtool.open(pair.left())) {
      for (Offload offload : Offload.values()) {
        boolean on = ethtool.get(VethPair.LEFT_NAME).isOn(offload);
        ethtool.set(VethPair.LEFT_NAME, offload, !on);
        assertEquals(!on, ethtool.get(VethPair.LEFT_NAME).isOn(offload), offload.shortName());
        ethtool.set(VethPair.LEFT_NAME, offload, on);
      }
    }
  }

  @Test
  void whatDependsOnAnOffloadGoesWithItAndTheDiffSaysSo() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT);
        Ethtool ethtool = Ethtool.open(pair.left())) {
      Offloads before = ethtool.get(VethPair.LEFT_NAME);
      ethtool.set(VethPair.LEFT_NAME, Offload.SG, false);
      Offloads after = ethtool.get(VethPair.LEFT_NAME);
      List<String> diff = before.diff(after);
      assertTrue(diff.containsAll(List.of("sg on -> off", "tso on -> off")), diff.toString());

      ethtool.apply(VethPair.LEFT_NAME, before);
      assertEquals(before, ethtool.get(VethPair.LEFT_NAME));
    }
  }

  /** veth has a driver's name and channels; what it has not, such as rings, is left out. */
  @Test
  void aDriverTellsWhatItHas() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT);
        Ethtool ethtool = Ethtool.open(pair.left())) {
      Map<String, String> settings = DeviceSettings.of(ethtool, VethPair.LEFT_NAME);
      assertTrue(settings.get("driver").startsWith("veth"), settings.toString());
      assertTrue(settings.get("channels").matches("rx \\d+, tx \\d+"), settings.toString());
      assertTrue(settings.get("offloads").contains("tso"), settings.toString());
      assertFalse(settings.containsKey("rss"), settings.toString());
    }
  }

  @Test
  void whatTheKernelAcceptsAndDoesNotDoIsAFailureToo() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT);
        Ethtool ethtool = Ethtool.open(pair.left())) {
      ethtool.set(VethPair.LEFT_NAME, Offload.SG, false);
      KernelException e =
          assertThrows(
              KernelException.class, () -> ethtool.set(VethPair.LEFT_NAME, Offload.TSO, true));
      assertEquals(
          "switch tso of hbl0 on: failed; the kernel accepts the request and leaves it as it is:"
              + " it depends on another offload",
          e.getMessage());
    }
  }

  @Test
  void applyRefusesWhatCannotBe() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT);
        Ethtool ethtool = Ethtool.open(pair.left())) {
      Offloads impossible = ethtool.get(VethPair.LEFT_NAME).with(Offload.SG, false);
      KernelException e =
          assertThrows(KernelException.class, () -> ethtool.apply(VethPair.LEFT_NAME, impossible));
      assertTrue(e.getMessage().contains("tso on -> off"), e.getMessage());
    }
  }

  @Test
  void theOtherEndKeepsItsOwn() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT);
        Ethtool left = Ethtool.open(pair.left());
        Ethtool right = Ethtool.open(pair.right())) {
      Offloads before = right.get(VethPair.RIGHT_NAME);
      left.set(VethPair.LEFT_NAME, Offload.TSO, false);
      assertFalse(left.get(VethPair.LEFT_NAME).isOn(Offload.TSO));
      assertEquals(before, right.get(VethPair.RIGHT_NAME));
    }
  }

  @Test
  void aFixedOffloadIsRefusedWithAHint() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT);
        Ethtool ethtool = Ethtool.open(pair.left())) {
      KernelException e =
          assertThrows(KernelException.class, () -> ethtool.set("lo", Offload.TX_CHECKSUM, false));
      assertTrue(e.getMessage().startsWith("switch tx of lo off: "), e.getMessage());
      assertTrue(e.hint().contains("[fixed]"), e.getMessage());
    }
  }

  @Test
  void theNamespaceIsTheOneItWasOpenedIn() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT);
        Ethtool ethtool = Ethtool.open(pair.left())) {
      KernelException e =
          assertThrows(KernelException.class, () -> ethtool.get(VethPair.RIGHT_NAME));
      assertEquals(Errno.ENODEV, e.errno());
      assertEquals(
          "read offload sg of hbr0: ENODEV (No such device); "
              + "there is no such interface in this namespace",
          e.getMessage());
    }
  }
}
