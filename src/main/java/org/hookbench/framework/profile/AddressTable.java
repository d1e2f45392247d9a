package org.hookbench.framework.profile;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which name stands at which address: functions, compiled methods, or files in memory. */
final class AddressTable {
  private static final String NOTHING = "";

  private final TreeMap<Long, String> starts = new TreeMap<>(Long::compareUnsigned);

  /** Enters what reaches to the next entry. */
  void put(long start, String name) {
    starts.put(start, name);
  }

  /** Enters what has an end, unless another begins there. */
  void put(long start, long bytes, String name) {
    starts.put(start, name);
    starts.putIfAbsent(start + bytes, NOTHING);
  }

  /** What begins at an address. */
  Optional<String> startingAt(long address) {
    return Optional.ofNullable(starts.get(address)).filter(n -> !n.equals(NOTHING));
  }

  /** What an address belongs to. */
  Optional<String> at(long address) {
    return Optional.ofNullable(starts.floorEntry(address))
        .map(Map.Entry::getValue)
        .filter(n -> !n.equals(NOTHING));
  }
}
