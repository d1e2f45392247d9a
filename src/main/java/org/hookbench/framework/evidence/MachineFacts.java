package org.hookbench.framework.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a reader must know of the machine to weigh a number. Read from /proc and /sys. */
public final class MachineFacts {
  /** The fact that is the machine's own name. */
  public static final String HOST = "host";

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Path GOVERNOR =
      Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  private static final Path VULNERABILITIES = Path.of("/sys/devices/system/cpu/vulnerabilities");

  private MachineFacts() {}

  /** The facts, in the order that reports show them. */
  public static Map<String, String> read() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(HOST, orUnknown(text(Path.of("/proc/sys/kernel/hostname"))));
    facts.put("kernel", System.getProperty("os.version") + " " + System.getProperty("os.arch"));
    facts.put("distribution", field(Path.of("/etc/os-release"), "PRETTY_NAME=\"?([^\"\n]*)"));
    facts.put("cpu", field(CPU_INFO, "model name\\s*: (.*)"));
    facts.put("cpus", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("virtualised", text(CPU_INFO).contains(" hypervisor") ? "yes" : "no");
    facts.put("governor", orUnknown(text(GOVERNOR)));
    facts.put("mitigations", mitigations());
    facts.put(
        "clocksource",
        orUnknown(
            text(Path.of("/sys/devices/system/clocksource/clocksource0/current_clocksource"))));
    facts.put("bpf jit", jit());
    facts.put("memory", field(Path.of("/proc/meminfo"), "MemTotal:\\s*(.*)"));
    facts.put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    return facts;
  }

  /** CPU time so far, from /proc/stat. */
  public static CpuTime cpuTime() {
    String[] f = field(Path.of("/proc/stat"), "cpu +(.*)").split(" ");
    long total = 0;
    for (int i = 0; i < Math.min(f.length, 8); i++) {
      total += number(f[i]);
    }
    return new CpuTime(total, f.length > 7 ? number(f[7]) : 0);
  }

  /**
   * CPU time in clock ticks, over all CPUs.
   *
   * @param total of any kind, idle included
   * @param steal taken by the hypervisor
   */
  public record CpuTime(long total, long steal) {
    /** The stolen share since an earlier reading, in per cent. */
    public double stealPercentSince(CpuTime earlier) {
      long elapsed = total - earlier.total;
      return elapsed <= 0 ? 0 : 100.0 * (steal - earlier.steal) / elapsed;
    }
  }

  private static String mitigations() {
    try (Stream<Path> files = Files.list(VULNERABILITIES)) {
      long on = files.filter(f -> text(f).startsWith("Mitigation")).count();
      return on + " on";
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String jit() {
    String enabled = text(Path.of("/proc/sys/net/core/bpf_jit_enable"));
    String harden = text(Path.of("/proc/sys/net/core/bpf_jit_harden"));
    return switch (enabled) {
      case "" -> "unknown";
      case "0" -> "off";
      default -> harden.isEmpty() || harden.equals("0") ? "on" : "on, hardened";
    };
  }

  private static String field(Path file, String pattern) {
    Matcher m = Pattern.compile("^" + pattern, Pattern.MULTILINE).matcher(text(file));
    return m.find() ? m.group(1).strip() : "unknown";
  }

  private static String orUnknown(String text) {
    return text.isEmpty() ? "unknown" : text;
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
