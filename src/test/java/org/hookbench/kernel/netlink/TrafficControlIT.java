package org.hookbench.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.Shell;
import org.hookbench.testing.VethPair;
import org.junit.jupiter.api.Test;

/** Qdiscs and filters that tc made, as the kernel tells of them. */
@KernelTest
class TrafficControlIT {
  private static final String LEFT = VethPair.LEFT_NAME;

  @Test
  void qdiscIsToldByItsKindAndDevice() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT)) {
      Shell.in(pair.left(), "tc qdisc add dev " + LEFT + " clsact");
      Shell.in(pair.right(), "tc qdisc add dev " + VethPair.RIGHT_NAME + " ingress");
      IngressQdisc clsact = qdisc(pair.left(), pair.leftIndex()).orElseThrow();
      assertTrue(clsact.has(Filter.At.INGRESS) && clsact.has(Filter.At.EGRESS));
      assertEquals(OptionalInt.empty(), clsact.block(Filter.At.INGRESS));
      IngressQdisc ingress = qdisc(pair.right(), pair.rightIndex()).orElseThrow();
      assertEquals("ingress", ingress.kind());
      assertTrue(ingress.has(Filter.At.INGRESS));
      assertFalse(ingress.has(Filter.At.EGRESS));
      assertEquals(Optional.empty(), qdisc(pair.left(), 1));
    }
  }

  @Test
  void filtersOfASharedBlockAreListedWithIt() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT)) {
      Shell.in(
          pair.left(), "tc qdisc add dev " + LEFT + " ingress_block 10 egress_block 11 clsact");
      Shell.in(pair.left(), "tc filter add block 10 pref 3 chain 2 bpf bytecode '1,6 0 0 0,'");
      IngressQdisc qdisc = qdisc(pair.left(), pair.leftIndex()).orElseThrow();
      assertEquals(OptionalInt.of(10), qdisc.block(Filter.At.INGRESS));
      assertEquals(OptionalInt.of(11), qdisc.block(Filter.At.EGRESS));
      List<Filter> filters = call(pair.left(), tc -> tc.filters(pair.leftIndex()));
      assertEquals(1, filters.size(), filters.toString());
      assertEquals(OptionalInt.of(10), filters.get(0).block());
      assertEquals(2, filters.get(0).chain());
      assertEquals(3, filters.get(0).priority());
      KernelException e =
          assertThrows(
              KernelException.class,
              () ->
                  call(
                      pair.left(),
                      tc -> {
                        tc.addBpf(pair.leftIndex(), Filter.At.INGRESS, 1, 1, 0, "x");
                        return null;
                      }));
      assertEquals(Errno.EOPNOTSUPP, e.errno());
      assertTrue(e.words().startsWith("This filter block is shared"), e.getMessage());
      assertEquals("", e.hint());
    }
  }

  /** Somebody removed our clsact and put ingress there. */
  @Test
  void qdiscOfAnotherKindIsNotRemoved() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT)) {
      Shell.in(pair.left(), "tc qdisc add dev " + LEFT + " ingress");
      assertEquals(Boolean.FALSE, call(pair.left(), tc -> tc.createClsact(pair.leftIndex())));
      delete(pair);
      assertEquals("ingress", qdisc(pair.left(), pair.leftIndex()).orElseThrow().kind());
      Shell.in(pair.left(), "tc qdisc del dev " + LEFT + " ingress");
      assertEquals(Boolean.TRUE, call(pair.left(), tc -> tc.createClsact(pair.leftIndex())));
      delete(pair);
      delete(pair);
      assertEquals(Optional.empty(), qdisc(pair.left(), pair.leftIndex()));
    }
  }

  private static void delete(VethPair pair) {
    call(
        pair.left(),
        tc -> {
          tc.deleteClsact(pair.leftIndex());
          return null;
        });
  }

  private static Optional<IngressQdisc> qdisc(NetNs namespace, int ifindex) {
    return call(namespace, tc -> tc.qdisc(ifindex));
  }

  private static <T> T call(NetNs namespace, Function<TrafficControl, T> task) {
    return namespace.call(
        () -> {
          try (TrafficControl tc = TrafficControl.open()) {
            return task.apply(tc);
          }
        });
  }
}
