package org.hookbench.kernel.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** EPERM is explained by what was found, and by nothing else. */
class DenialTest {
  private static final String ROOT = "CapEff:\t000001ffffffffff\nSeccomp:\t0\n";
  private static final String NO_NET_ADMIN = "CapEff:\t000001ffffffefff\nSeccomp:\t2\n";
  private static final String FILTERED = "CapEff:\t000001ffffffffff\nSeccomp:\t2\n";
  private static final Optional<Long> FIRST = Optional.of(4026531837L);
  private static final Optional<Long> INNER = Optional.of(4026532208L);

  @Test
  void rootOfTheMachineIsNotToldToBeRoot() {
    assertEquals("", of(ROOT, FIRST));
    assertEquals("", of(ROOT, Optional.empty()));
  }

  @Test
  void missingCapabilityIsNamedAlone() {
    assertEquals(
        "this process lacks CAP_NET_ADMIN; run it as root (sudo)", of(NO_NET_ADMIN, FIRST));
    assertEquals(
        "",
        Denial.of(NO_NET_ADMIN.replace("Seccomp:\t2", "Seccomp:\t0"), FIRST, Capabilities.CAP_BPF));
  }

  @Test
  void rootOfAUserNamespaceIsToldSo() {
    assertTrue(of(ROOT, INNER).contains("in a user namespace only"), of(ROOT, INNER));
  }

  @Test
  void seccompFilterIsNamedWhereThereIsOne() {
    assertTrue(of(FILTERED, FIRST).startsWith("a seccomp filter is on"), of(FILTERED, FIRST));
  }

  private static String of(String status, Optional<Long> userNamespace) {
    return Denial.of(status, userNamespace, Capabilities.CAP_BPF, Capabilities.CAP_NET_ADMIN);
  }
}
