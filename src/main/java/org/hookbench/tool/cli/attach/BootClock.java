package org.hookbench.tool.cli.attach;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hookbench.kernel.sys.KernelFile;

/**
 * When the machine started, for times that the kernel gives since then (CLOCK_BOOTTIME). Source:
 * /proc/uptime in proc(5), which has hundredths of a second.
 *
 * @param started the machine's start by today's clock
 */
record BootClock(Instant started) {
  static BootClock now() {
    String uptime = KernelFile.read(Path.of("/proc/uptime")).split(" ")[0];
    return new BootClock(Instant.now().minusMillis((long) (Double.parseDouble(uptime) * 1000)));
  }

  /** To the second. */
  Instant at(long nanosSinceStart) {
    return started.plusNanos(nanosSinceStart).truncatedTo(ChronoUnit.SECONDS);
  }
}
