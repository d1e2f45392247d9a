package org.hookbench.tool.doctor;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hookbench.UsageException;
import org.hookbench.framework.lanes.Placement;

/** Clocks, CPUs, and who else has them. */
final class CpuChecks {
  private static final String CPUS = "sys/devices/system/cpu";
  private static final String CLOCK = "sys/devices/system/clocksource/clocksource0/";
  private static final Pattern ALLOWED =
      Pattern.compile("^Cpus_allowed_list:\\s*(\\S+)", Pattern.MULTILINE);
  private static final Pattern CPU_TIME = Pattern.compile("^cpu +(.*)$", Pattern.MULTILINE);
  private static final int STEAL = 7;
  private static final int GUEST = 8;
  private static final double STEAL_WORTH_A_WARNING = 1;

  /** Those that are not read by a system call, or on a bus. */
  private static final List<String> FAST_CLOCKS =
      List.of("tsc", "kvm-clock", "hyperv_clocksource_tsc_page", "arch_sys_counter", "timebase");

  private CpuChecks() {}

  static Finding clocksource(Machine machine) {
    String current = machine.files().text(CLOCK + "current_clocksource");
    List<String> available =
        List.of(machine.files().text(CLOCK + "available_clocksource").split("\\s+"));
    if (current.isEmpty() || FAST_CLOCKS.contains(current)) {
      return Finding.ok(current.isEmpty() ? "unknown" : current);
    }
    return Finding.warning(
        current,
        "each reading of the clock costs about a microsecond, in every batch and round trip",
        available.contains("tsc")
            ? "echo tsc > /" + CLOCK + "current_clocksource"
            : "boot with tsc=reliable, if the CPU's TSC is invariant");
  }

  static Finding governor(Machine machine) {
    TreeMap<String, Integer> governors = new TreeMap<>();
    for (String cpu : machine.files().list(CPUS)) {
      String governor = machine.files().text(CPUS + "/" + cpu + "/cpufreq/scaling_governor");
      if (cpu.matches("cpu\\d+") && !governor.isEmpty()) {
        governors.merge(governor, 1, Integer::sum);
      }
    }
    if (governors.isEmpty()) {
      return Finding.ok("none to be seen", "as on most virtual machines: the host governs");
    }
    String fact =
        governors.entrySet().stream()
            .map(e -> e.getKey() + " on " + count(e.getValue(), "CPU"))
            .collect(Collectors.joining(", "));
    String driver = machine.files().text(CPUS + "/cpu0/cpufreq/scaling_driver");
    if (!driver.isEmpty()) {
      fact += " (" + driver + ")";
    }
    return governors.keySet().equals(Set.of("performance"))
        ? Finding.ok(fact)
        : Finding.warning(
            fact,
            "the clock follows the load: times vary, and a costlier hook may get a faster CPU",
            "echo performance | tee /" + CPUS + "/cpu*/cpufreq/scaling_governor");
  }

  static Finding turbo(Machine machine) {
    String noTurbo = machine.files().text(CPUS + "/intel_pstate/no_turbo");
    String boost = machine.files().text(CPUS + "/cpufreq/boost");
    if (noTurbo.isEmpty() && boost.isEmpty()) {
      return Finding.ok("none to be seen");
    }
    if (noTurbo.equals("1") || boost.equals("0")) {
      return Finding.ok("off");
    }
    return Finding.warning(
        "on",
        "the clock sinks as the CPU warms; the arms take turns, so it falls on all of them alike,"
            + " but two runs differ more",
        noTurbo.isEmpty()
            ? "echo 0 > /" + CPUS + "/cpufreq/boost"
            : "echo 1 > /" + CPUS + "/intel_pstate/no_turbo");
  }

  static Finding mitigations(Machine machine) {
    String folder = CPUS + "/vulnerabilities";
    List<String> names = machine.files().list(folder);
    List<String> on =
        names.stream()
            .filter(n -> machine.files().text(folder + "/" + n).startsWith("Mitigation"))
            .toList();
    String spectre = machine.files().text(folder + "/spectre_v2");
    String fact = on.isEmpty() ? "none on" : "on for " + String.join(", ", on);
    return Finding.ok(
        fact,
        spectre.toLowerCase(Locale.ROOT).contains("retpoline")
            ? "retpolines make indirect calls expensive, such as a native XDP driver's into a program"
            : "");
  }

  static Finding virtualisation(Machine machine) {
    MachineFiles files = machine.files();
    boolean flag = files.text("proc/cpuinfo").lines().anyMatch(CpuChecks::hasHypervisorFlag);
    String made =
        (files.text("sys/class/dmi/id/sys_vendor")
                + " "
                + files.text("sys/class/dmi/id/product_name"))
            .strip();
    String type = files.text("sys/hypervisor/type");
    boolean virtual =
        flag || !type.isEmpty() || made.matches("(?s).*(QEMU|KVM|VMware|VirtualBox|Virtual M).*");
    String fact = (virtual ? "a virtual machine" : "none") + (made.isEmpty() ? "" : ", " + made);
    Optional<Double> steal = stealPercent(files.text("proc/stat"));
    if (!virtual) {
      return Finding.ok(fact);
    }
    fact += steal.map(s -> String.format(Locale.ROOT, ", steal %.1f %% since boot", s)).orElse("");
    return steal.orElse(0.0) < STEAL_WORTH_A_WARNING
        ? Finding.ok(fact, "between two virtual CPUs (placement=split) a wake-up is expensive")
        : Finding.warning(
            fact,
            "others on the host take CPU time: wider intervals",
            "ask for dedicated CPUs, or measure with more forks (-f)");
  }

  static Finding placement(Machine machine) {
    Matcher m = ALLOWED.matcher(machine.files().text("proc/self/status"));
    BitSet allowed = CpuList.parse(m.find() ? m.group(1) : "0");
    BitSet online = CpuList.parse(machine.files().text(CPUS + "/online"));
    String fact =
        "may use "
            + count(allowed.cardinality(), "CPU")
            + " of "
            + Math.max(online.cardinality(), allowed.cardinality())
            + (machine.files().text(CPUS + "/smt/active").equals("1") ? ", SMT on" : ", no SMT");
    Placement.Cpus split;
    try {
      split = Placement.SPLIT.choose(allowed);
    } catch (UsageException e) {
      return Finding.warning(
          fact,
          "placement=shared and free work, split needs two; all else that runs here disturbs",
          "");
    }
    int one = split.sender().orElseThrow();
    int other = split.receiver().orElseThrow();
    BitSet core = CpuList.parse(siblings(machine, one));
    String all = "placement=shared: CPU " + one + "; split: CPUs " + one + " and " + other;
    if (!core.get(other)) {
      return Finding.ok(fact, all + "; free");
    }
    BitSet elsewhere = (BitSet) allowed.clone();
    elsewhere.andNot(core);
    return Finding.warning(
        fact,
        all + ", which are one core's SMT siblings and slow each other; free",
        elsewhere.isEmpty()
            ? ""
            : "taskset -c "
                + (elsewhere.length() - 1)
                + ","
                + one
                + " java -jar benchmarks.jar ...");
  }

  private static String siblings(Machine machine, int cpu) {
    return machine.files().text(CPUS + "/cpu" + cpu + "/topology/thread_siblings_list");
  }

  private static boolean hasHypervisorFlag(String line) {
    return line.startsWith("flags") && (line + " ").contains(" hypervisor ");
  }

  /** Guest time is in user time already. Source: proc_stat(5). */
  private static Optional<Double> stealPercent(String stat) {
    Matcher m = CPU_TIME.matcher(stat);
    if (!m.find()) {
      return Optional.empty();
    }
    String[] ticks = m.group(1).strip().split(" +");
    long total = 0;
    for (int i = 0; i < Math.min(ticks.length, GUEST); i++) {
      total += Long.parseLong(ticks[i]);
    }
    return total == 0 || ticks.length <= STEAL
        ? Optional.empty()
        : Optional.of(100.0 * Long.parseLong(ticks[STEAL]) / total);
  }

  private static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }
}
