package org.hookbench.framework.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hookbench.kernel.bpf.CpuCounts;
import org.hookbench.kernel.bpf.CpuCounts.Softirq;
import org.hookbench.kernel.netlink.LinkStats;
import org.hookbench.kernel.sys.StealTime;
import org.junit.jupiter.api.Test;

class CpuWorkTest {
  /**
   * {@code struct seen}: ten times, ten counts, a part of the times, switches, five modes, and a
   * time that is none.
   */
  private static final int FIELDS = 28;

  private static final double SAMPLE = 1e9 / 1999;

  private static final LinkStats CROSSED = new LinkStats(10, 0, 1000, 0, 0, 0, 0, 0);

  private static final StealTime STEAL_BEFORE =
      StealTime.parse("cpu0 1 1 1 1 1 1 1 1\ncpu1 5 5 5 5 5 5 5 5");
  private static final StealTime STEAL_AFTER =
      StealTime.parse("cpu0 2 2 4 1 1 1 2 1\ncpu1 6 5 5 5 5 5 7 6");

  @Test
  void timesAreByUnitAndCpuAndAddUpOverSlices() {
    CpuWork work = twoSlices();
    Map<String, Double> seen = values(work.figures(cpus(0, 1), CROSSED, "transaction"));
    // a slice: CPU 0 has 300 ns of NET_RX and 50 of NET_TX, CPU 1 100 ns of NET_RX and 7 of RCU
    assertEquals(2 * 457 / 8.0, seen.get("softirq ns/transaction"));
    assertEquals(2 * 457 / 10.0, seen.get("softirq/packet ns/packet"));
    assertEquals(2 * 457 / 1000.0, seen.get("softirq/byte ns/byte"));
    assertEquals(2 * 400 / 10.0, seen.get("NET_RX/packet ns/packet"));
    assertEquals(2 * 50 / 10.0, seen.get("NET_TX/packet ns/packet"));
    assertEquals(2 * 60 / 8.0, seen.get("softirq in others ns/transaction"));
    assertEquals(2 * 350 / 8.0, seen.get("softirq@0 ns/transaction"));
    assertEquals(2 * 107 / 8.0, seen.get("softirq@1 ns/transaction"));
    assertEquals(2 * 1 * SAMPLE / 8, seen.get("user ns/transaction"));
    assertEquals(2 * 2 * SAMPLE / 10, seen.get("system/packet ns/packet"));
    assertEquals(2 * 3 * SAMPLE / 1000, seen.get("softirq by samples/byte ns/byte"));
    assertEquals(2 * 4 * SAMPLE / 8, seen.get("others ns/transaction"));
    assertEquals(2 * 5 * SAMPLE / 8, seen.get("idle@1 ns/transaction"));
    assertEquals(0, seen.get("idle@0 ns/transaction"));
    assertEquals(2 * 1e7 / 8, seen.get("steal ns/transaction"));
    assertEquals(2 * 4 / 10.0, seen.get("NET_RX softirqs softirqs/packet"));
    assertEquals(2 * 1 / 10.0, seen.get("NET_TX softirqs softirqs/packet"));
    assertEquals(2 * 9 / 8.0, seen.get("context switches switches/transaction"));
  }

  @Test
  void otherCpusAreLeftOut() {
    Map<String, Double> seen = values(twoSlices().figures(cpus(0), CROSSED, "transaction"));
    assertEquals(2 * 350 / 8.0, seen.get("softirq ns/transaction"));
    assertEquals(2 * 4 / 8.0, seen.get("context switches switches/transaction"));
    assertEquals(List.of(), seen.keySet().stream().filter(k -> k.contains("@")).toList());
  }

  /** Its packets are the workload's own count, and there is one figure for them. */
  @Test
  void operationThatIsAPacketIsNotCountedTwice() {
    List<Figure> figures = twoSlices().figures(cpus(0), CROSSED, "packet");
    Map<String, Double> seen = values(figures);
    assertEquals(figures.size(), seen.size());
    assertEquals(2 * 350 / 8.0, seen.get("softirq ns/packet"));
    assertEquals(2 * 350 / 1000.0, seen.get("softirq/byte ns/byte"));
  }

  @Test
  void nothingIsDividedByNothing() {
    CpuWork work = twoSlices();
    List<Figure> figures =
        work.figures(cpus(0, 1), new LinkStats(0, 0, 0, 0, 0, 0, 0, 0), "connection");
    figures.forEach(f -> assertEquals(8, f.per(), f.toString()));
    assertEquals(List.of(), new CpuWork().figures(cpus(0), CROSSED.since(CROSSED), "packet"));
  }

  @Test
  void forksArePooledByTheirSums() {
    ArmProfile one = ArmProfile.of(twoSlices().figures(cpus(0, 1), CROSSED, "transaction"));
    LinkStats thrice = new LinkStats(30, 0, 3000, 0, 0, 0, 0, 0);
    ArmProfile other = ArmProfile.of(twoSlices().figures(cpus(0, 1), thrice, "transaction"));
    Map<String, Double> both = values(one.plus(other).figures());
    assertEquals(one.figures().size(), both.size());
    assertEquals(4 * 457 / 40.0, both.get("softirq/packet ns/packet"));
    assertEquals(4 * 457 / 4000.0, both.get("softirq/byte ns/byte"));
    assertEquals(4 * 457 / 16.0, both.get("softirq ns/transaction"));
  }

  @Test
  void brokenValueIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> CpuCounts.decode(ByteBuffer.allocate(100)));
  }

  private static CpuWork twoSlices() {
    CpuCounts before = counts(1000);
    CpuCounts after =
        counts(
            1000,
            slot(0, Softirq.NET_RX.ordinal(), 300),
            slot(0, Softirq.NET_TX.ordinal(), 50),
            slot(0, 10 + Softirq.NET_RX.ordinal(), 3),
            slot(0, 10 + Softirq.NET_TX.ordinal(), 1),
            slot(0, 20, 60),
            slot(0, 21, 4),
            slot(0, 22, 1),
            slot(0, 23, 2),
            slot(1, 24, 3),
            slot(1, 25, 4),
            slot(1, 26, 5),
            slot(0, 27, 77_777),
            slot(1, Softirq.NET_RX.ordinal(), 100),
            slot(1, Softirq.RCU.ordinal(), 7),
            slot(1, 10 + Softirq.NET_RX.ordinal(), 1),
            slot(1, 21, 5));
    CpuWork work = new CpuWork();
    work.add(before, after, STEAL_BEFORE, STEAL_AFTER, 4);
    work.add(before, after, STEAL_BEFORE, STEAL_AFTER, 4);
    return work;
  }

  private static long[] slot(int cpu, int field, long more) {
    return new long[] {cpu * FIELDS + field, more};
  }

  private static CpuCounts counts(long base, long[]... more) {
    ByteBuffer value = ByteBuffer.allocate(2 * FIELDS * Long.BYTES).order(ByteOrder.nativeOrder());
    for (int i = 0; i < 2 * FIELDS; i++) {
      value.putLong(i * Long.BYTES, base + i);
    }
    for (long[] m : more) {
      int at = (int) m[0] * Long.BYTES;
      value.putLong(at, value.getLong(at) + m[1]);
    }
    return CpuCounts.decode(value);
  }

  /** By label and unit; the labels alone tell them apart. */
  private static Map<String, Double> values(List<Figure> figures) {
    assertEquals(figures.size(), figures.stream().map(Figure::label).distinct().count());
    return figures.stream()
        .collect(
            Collectors.toMap(
                f -> f.label() + " " + f.unit(),
                Figure::value,
                (a, b) -> {
                  throw new AssertionError("two figures of one name");
                },
                TreeMap::new));
  }

  private static BitSet cpus(int... numbers) {
    BitSet cpus = new BitSet();
    for (int n : numbers) {
      cpus.set(n);
    }
    return cpus;
  }
}
