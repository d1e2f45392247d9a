package org.hookbench.hook;

import java.util.List;
import java.util.Optional;
import org.hookbench.bpf.XdpSlot;

/** The registry: every hook that can be measured, in the order that tables show them. */
public final class Hooks {
  private static final List<Hook> ALL =
      List.of(
          new None(), new TcIngress(), new Xdp(XdpSlot.Mode.GENERIC), new Xdp(XdpSlot.Mode.DRIVER));

  private Hooks() {}

  /** Every hook, {@code none} first. */
  public static List<Hook> all() {
    return ALL;
  }

  /** The hook of that name. */
  public static Optional<Hook> named(String name) {
    return ALL.stream().filter(h -> h.name().equals(name)).findFirst();
  }

  /** Nothing attached. */
  public static Hook none() {
    return ALL.get(0);
  }
}
