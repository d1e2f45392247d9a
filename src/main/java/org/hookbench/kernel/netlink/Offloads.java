package org.hookbench.kernel.netlink;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which offloads of an interface are on. Immutable. */
public final class Offloads {
  private final Map<Offload, Boolean> states;

  /**
   * @throws IllegalArgumentException if one is missing
   */
  public Offloads(Map<Offload, Boolean> states) {
    this.states = Collections.unmodifiableMap(new EnumMap<>(states));
    if (this.states.size() != Offload.values().length) {
      throw new IllegalArgumentException("offloads missing: " + this.states);
    }
  }

  /** Whether it is on. */
  public boolean isOn(Offload offload) {
    return states.getOrDefault(offload, false);
  }

  /** The same states but for one. */
  public Offloads with(Offload offload, boolean on) {
    Map<Offload, Boolean> changed = new EnumMap<>(states);
    changed.put(offload, on);
    return new Offloads(changed);
  }

  /** What another state, seen later, has changed: {@code ["tso on -> off"]}. */
  public List<String> diff(Offloads later) {
    return Stream.of(Offload.values())
        .filter(o -> isOn(o) != later.isOn(o))
        .map(o -> o.shortName() + " " + word(isOn(o)) + " -> " + word(later.isOn(o)))
        .toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Offloads o && states.equals(o.states);
  }

  @Override
  public int hashCode() {
    return states.hashCode();
  }

  /** For example {@code sg on, rx on, tx on, gso on, tso off, gro on}. */
  @Override
  public String toString() {
    return Stream.of(Offload.values())
        .map(o -> o.shortName() + " " + word(isOn(o)))
        .collect(Collectors.joining(", "));
  }

  private static String word(boolean on) {
    return on ? "on" : "off";
  }
}
