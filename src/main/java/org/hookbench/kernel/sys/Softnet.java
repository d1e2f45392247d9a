package org.hookbench.kernel.sys;

import java.nio.file.Path;

/**
 * Packets that came up from any device of the machine, in whichever network namespace, as {@code
 * /proc/net/softnet_stat} counts them next to the tracepoint netif_receive_skb.
 *
 * <p>Source: {@code __netif_receive_skb_core()} of {@code net/core/dev.c}, {@code
 * softnet_seq_show()}.
 */
public final class Softnet {
  private static final Path FILE = Path.of("/proc/net/softnet_stat");
  private static final long COUNTER_MASK = 0xffffffffL; // a CPU's counter has 32 bits

  private Softnet() {}

  /** Packets so far; differences are right while fewer than 2^32 pass between. */
  public static long received() {
    return received(KernelFile.read(FILE));
  }

  /** Packets between two readings. */
  public static long between(long earlier, long later) {
    return later - earlier & COUNTER_MASK;
  }

  /** By the file's text: a line a CPU, of hexadecimal columns, the first of which it is. */
  static long received(String text) {
    return text.lines().mapToLong(l -> Long.parseLong(l.split(" ", 2)[0], 16)).sum();
  }
}
