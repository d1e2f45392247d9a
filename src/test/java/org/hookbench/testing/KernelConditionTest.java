package org.hookbench.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

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
  void otherSystem() {
    assertEquals(Optional.of("it is not a Linux with /proc"), KernelCondition.obstacle(""));
  }
}
