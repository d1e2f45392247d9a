package org.hookbench.framework.runfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hookbench.framework.experiment.Deals;
import org.hookbench.framework.experiment.Slices;

/**
 * Whether two runs are equal in every value: through records, lists and maps (with their order),
 * arrays, and slices by their accessors, doubles bit for bit. A kind of value that it does not know
 * fails, so that a new component can't be forgotten.
 */
final class DeepEquality {
  private DeepEquality() {}

  static void assertSame(Object expected, Object actual) {
    compare("run", expected, actual);
  }

  private static void compare(String at, Object a, Object b) {
    if (a == null || b == null) {
      assertEquals(a, b, at);
    } else if (a instanceof Record r) {
      record(at, r, b);
    } else if (a instanceof List<?> list) {
      list(at, list, (List<?>) b);
    } else if (a instanceof Map<?, ?> map) {
      list(at, new ArrayList<>(map.entrySet()), new ArrayList<>(((Map<?, ?>) b).entrySet()));
    } else if (a instanceof Optional<?> o) {
      compare(at, o.orElse(null), ((Optional<?>) b).orElse(null));
    } else if (a instanceof int[] ints) {
      assertArrayEquals(ints, (int[]) b, at);
    } else if (a instanceof byte[] bytes) {
      assertArrayEquals(bytes, (byte[]) b, at);
    } else if (a instanceof Deals deals) {
      list(at, List.of(deals.lanes()), List.of(((Deals) b).lanes()));
    } else if (a instanceof Slices slices) {
      slices(at, slices, (Slices) b);
    } else {
      String type = a.getClass().getName();
      assertEquals(true, type.startsWith("java.") || a instanceof Enum<?>, at + ": " + type);
      assertEquals(a, b, at);
    }
  }

  private static void record(String at, Record a, Object b) {
    assertEquals(a.getClass(), b.getClass(), at);
    for (RecordComponent c : a.getClass().getRecordComponents()) {
      compare(at + "." + c.getName(), get(c, a), get(c, b));
    }
  }

  private static Object get(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new AssertionError(component.getName(), e);
    }
  }

  private static void list(String at, List<?> a, List<?> b) {
    assertNotNull(b, at);
    assertEquals(a.size(), b.size(), at);
    for (int i = 0; i < a.size(); i++) {
      compare(at + "[" + i + "]", a.get(i), b.get(i));
    }
  }

  private static void slices(String at, Slices a, Slices b) {
    assertEquals(a.size(), b.size(), at);
    assertEquals(a.arms(), b.arms(), at);
    for (int i = 0; i < a.size(); i++) {
      assertEquals(a.arm(i), b.arm(i), at);
      assertEquals(a.startNanos(i), b.startNanos(i), at);
      assertEquals(
          Double.doubleToRawLongBits(a.value(i)), Double.doubleToRawLongBits(b.value(i)), at);
      assertEquals(a.batches(i), b.batches(i), at);
      assertEquals(a.lost(i), b.lost(i), at);
    }
  }
}
