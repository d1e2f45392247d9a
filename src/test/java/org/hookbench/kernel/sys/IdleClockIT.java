package org.hookbench.kernel.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.hookbench.testing.KernelTest;
import org.junit.jupiter.api.Test;

/** The scheduling class of its threads needs a kernel; what it reads is a matter of the machine. */
@KernelTest
class IdleClockIT {
  @Test
  void itRunsOnAndNeverFasterThanTheClock() throws Exception {
    BitSet last = new BitSet();
    last.set(CpuTime.online().length() - 1);
    long begin = System.nanoTime();
    try (IdleClock clock = IdleClock.open(last)) {
      assertEquals(1, clock.cpus());
      // on a busy machine it may be long until nobody else wants the CPU
      long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
      long first = clock.nanos();
      long second = first;
      while (second == first && System.nanoTime() < until) {
        Thread.sleep(10);
        second = clock.nanos();
      }
      assertTrue(second > first, first + " then " + second);
      assertTrue(second <= System.nanoTime() - begin, "more idle than there was time");
    }
  }

  @Test
  void usersShareOneClockOfTheSameCpus() {
    BitSet all = CpuTime.online();
    BitSet one = new BitSet();
    one.set(all.length() - 1);
    IdleClock first = IdleClock.open(one);
    IdleClock second = IdleClock.open(one);
    assertSame(first, second);
    first.close();
    if (all.cardinality() > 1) {
      assertThrows(IllegalStateException.class, () -> IdleClock.open(all));
    }
    second.close();
    try (IdleClock other = IdleClock.open(all)) {
      assertEquals(all.cardinality(), other.cpus());
    }
  }

  @Test
  void aCpuThatIsNotThereIsOneLine() {
    BitSet none = new BitSet();
    none.set(8191);
    assertThrows(KernelException.class, () -> IdleClock.open(none));
    // and the next one starts
    try (IdleClock clock = IdleClock.open(CpuTime.online())) {
      assertTrue(clock.cpus() > 0);
    }
  }
}
