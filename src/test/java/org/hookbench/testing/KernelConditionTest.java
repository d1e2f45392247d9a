package org.hookbench.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

class KernelConditionTest {
  @Test
  void rootHasAllCapabilities() {
    assertEquals(
        Optional.empty(), KernelCondition.obstacle("Name:\tjava\nCapEff:\t000001fffeffffff\n"));
  }

  @Test
  void userLacksBoth() {
    assertEquals(
        Optional.of("it lacks CAP_NET_ADMIN and CAP_SYS_ADMIN; run as root"),
        KernelCondition.obstacle("CapEff:\t0000000000000000\n"));
  }

  @Test
  void netAdminAloneIsNotEnough() {
    assertEquals(
        Optional.of("it lacks CAP_SYS_ADMIN; run as root"),
        KernelCondition.obstacle("CapEff:\t0000000000001000\n"));
  }

  @Test
  void anObstacleSkipsTheTestOrFailsItWhereTheKernelIsRequired() {
    Optional<String> obstacle = Optional.of("no kernel");
    assertFalse(KernelCondition.decide("RtnlIT", Optional.empty(), true).isDisabled());
    assertEquals(
        "RtnlIT can't run here: no kernel",
        KernelCondition.decide("RtnlIT", obstacle, false).getReason().orElseThrow());
    ExtensionConfigurationException e =
        assertThrows(
            ExtensionConfigurationException.class,
            () -> KernelCondition.decide("RtnlIT", obstacle, true));
    assertEquals("RtnlIT can't run here: no kernel, and kernel.required=true", e.getMessage());
  }

  @Test
  void otherSystem() {
    assertEquals(Optional.of("it is not a Linux with /proc"), KernelCondition.obstacle(""));
  }
}
