package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class SlicesTest {
  /** Two arms; in the second cycle arm 1 goes first; the third is not whole. */
  private static Slices slices(int expected) {
    Slices s = new Slices(2, expected);
    s.add(0, 100, 1.5, 10, 0);
    s.add(1, 200, 2.5, 11, 3);
    s.add(1, 300, 3.5, 12, 4);
    s.add(0, 400, 4.5, 13, 1);
    s.add(0, 500, 5.5, 14, 2);
    return s;
  }

  @Test
  void valuesOfAnArmAreInTheOrderOfWholeCycles() {
    Slices s = slices(5);
    assertEquals(2, s.cycles());
    assertArrayEquals(new double[] {1.5, 4.5}, s.values(0));
    assertArrayEquals(new double[] {2.5, 3.5}, s.values(1));
  }

  @Test
  void lossesAndBatchesAreSummedOverAllSlicesOfAnArm() {
    Slices s = slices(5);
    assertEquals(3, s.lostBy(0));
    assertEquals(7, s.lostBy(1));
    assertEquals(37, s.batchesBy(0));
    assertEquals(23, s.batchesBy(1));
  }

  @Test
  void growsBeyondWhatWasExpected() {
    Slices s = slices(0);
    for (int i = 0; i < 1000; i++) {
      s.add(i % 2, i, i, i, i);
    }
    assertEquals(1005, s.size());
    assertEquals(1.5, s.value(0));
    assertEquals(999, s.value(1004));
    assertEquals(999, s.startNanos(1004));
    assertEquals(1, s.arm(1004));
  }

  @Test
  void copyIsIndependent() {
    Slices s = slices(50);
    Slices copy = s.copy();
    s.clear();
    assertEquals(0, s.size());
    assertEquals(0, s.cycles());
    assertEquals(5, copy.size());
    assertEquals(2, copy.arms());
    assertEquals(14, copy.batches(4));
    assertEquals(2, copy.lost(4));
  }

  @Test
  void otherValuesAreOfWholeCycles() {
    Slices s = slices(5).withValues(i -> 10 * i);
    assertEquals(4, s.size());
    assertArrayEquals(new double[] {0, 30}, s.values(0));
    assertArrayEquals(new double[] {10, 20}, s.values(1));
    assertEquals(300, s.startNanos(2));
    assertEquals(12, s.batches(2));
    assertEquals(4, s.lost(2));
  }

  @Test
  void addAllKeepsTheOrder() {
    Slices all = new Slices(2, 0);
    all.addAll(slices(5));
    all.addAll(slices(5));
    assertEquals(10, all.size());
    assertEquals(1.5, all.value(5));
    assertEquals(5.5, all.value(9));
  }

  @Test
  void survivesTheWayFromForkToHost() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(slices(5));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Slices read = (Slices) in.readObject();
      assertArrayEquals(new double[] {2.5, 3.5}, read.values(1));
      assertEquals(300, read.startNanos(2));
    }
  }
}
