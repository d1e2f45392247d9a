package org.hookbench.tool.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of whole machines: a VM, a laptop, a poor VM, an old and locked server. */
class RecordedMachinesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "vm       | kernel        | OK      | Linux 6.18.44                       | -",
        "vm       | btf           | WARNING | no /sys/kernel/btf/vmlinux          | CONFIG_DEBUG_INFO_BTF",
        "vm       | lockdown      | OK      | no lockdown                         | -",
        "vm       | memlock       | OK      | RLIMIT_MEMLOCK 8388608 bytes        | -",
        "vm       | jit           | OK      | on                                  | -",
        "vm       | cgroup2       | OK      | mounted at /sys/fs/cgroup/unified   | -",
        "vm       | bpffs         | OK      | not mounted                         | -",
        "vm       | native-code   | OK      | jffi's library can be loaded        | -",
        "vm       | clocksource   | OK      | tsc                                 | -",
        "vm       | governor      | OK      | none to be seen                     | -",
        "vm       | mitigations   | OK      | on for spectre_v1, spectre_v2       | -",
        "vm       | virtualisation| OK      | a virtual machine, steal 0.1 %      | -",
        "vm       | placement     | OK      | may use 2 CPUs of 2, no SMT         | -",
        "vm       | congestion    | OK      | bbr by default; has reno bbr cubic  | -",
        "vm       | netfilter     | OK      | no packet filter is loaded          | -",
        "vm       | capabilities  | OK      | has CAP_NET_ADMIN, CAP_SYS_ADMIN    | -",
        "vm       | command.run   | OK      | can be made here                    | -",
        "vm       | command.attach| WARNING | no bpffs at /sys/fs/bpf             | mount -t bpf bpf",
        "vm       | command.show  | OK      | lists every program                 | -",
        "vm       | load          | UNKNOWN | not tried                           | -",
        "laptop   | command.attach| OK      | every hook's program can stay       | -",
        "server   | command.run   | WARNING | can't be made here                  | -",
        "server   | command.profile | WARNING | not all of it here                | -",
        "laptop   | btf           | OK      | /sys/kernel/btf/vmlinux is there    | -",
        "laptop   | lockdown      | OK      | lockdown none                       | -",
        "laptop   | governor      | WARNING | performance on 1 CPU, powersave on 2 CPUs (intel_pstate)"
            + " | echo performance | tee",
        "laptop   | turbo         | WARNING | on                                  | no_turbo",
        "laptop   | virtualisation| OK      | none, LENOVO 20XW004AGE             | -",
        "laptop   | placement     | WARNING | may use 8 CPUs of 8, SMT on         | taskset -c 5,7",
        "laptop   | netfilter     | OK      | nf_tables, nf_conntrack loaded      | -",
        "laptop   | perf-events   | OK      | perf_event_paranoid = 3             | -",
        "laptop   | bpffs         | OK      | mounted at /sys/fs/bpf              | -",
        "hpet-vm  | btf           | WARNING | no /sys/kernel/btf/vmlinux          | -",
        "hpet-vm  | memlock       | WARNING | RLIMIT_MEMLOCK 65536 bytes          | ulimit -l unlimited",
        "hpet-vm  | jit           | WARNING | bpf_jit_enable = 0                  | bpf_jit_enable=1",
        "hpet-vm  | jit-harden    | WARNING | bpf_jit_harden = 2                  | bpf_jit_harden=0",
        "hpet-vm  | bpf-stats     | WARNING | bpf_stats_enabled = 1               | bpf_stats_enabled=0",
        "hpet-vm  | cgroup2       | WARNING | not mounted                         | mount -t cgroup2",
        "hpet-vm  | clocksource   | WARNING | hpet                                | tsc=reliable",
        "hpet-vm  | virtualisation| WARNING | a virtual machine, QEMU Standard PC | dedicated CPUs",
        "hpet-vm  | placement     | WARNING | may use 1 CPU of 1, no SMT          | -",
        "hpet-vm  | congestion    | WARNING | reno by default; has reno           | modprobe tcp_cubic",
        "hpet-vm  | kernel-symbols| WARNING | kptr_restrict = 2                   | kptr_restrict=0",
        "hpet-vm  | mitigations   | OK      | none on                             | -",
        "server   | kernel        | BLOCKED | Linux 5.4.0-216-generic             | 5.8 or later",
        "server   | lockdown      | OK      | lockdown integrity                  | -",
        "server   | memlock       | OK      | RLIMIT_MEMLOCK unlimited            | -",
        "server   | jit-harden    | OK      | bpf_jit_harden = 1                  | -",
        "server   | clocksource   | WARNING | acpi_pm                             | echo tsc >",
        "server   | governor      | OK      | performance on 1 CPU                | -",
        "server   | turbo         | OK      | off                                 | -",
        "server   | placement     | OK      | may use 4 CPUs of 64, SMT on        | -",
        "server   | capabilities  | BLOCKED | lacks CAP_NET_ADMIN, CAP_SYS_ADMIN, CAP_BPF | sudo",
        "server   | optional-capabilities | WARNING | lacks CAP_PERFMON, CAP_SYSLOG | sudo",
        "server   | perf-events   | WARNING | this kernel has no perf events      | CONFIG_PERF_EVENTS",
        "server   | hook.xdpdrv   | OK      | needs Linux 4.8                     | -",
      })
  void finding(String machine, String id, Status status, String fact, String fix) {
    Finding found = RecordedMachine.named(machine.strip()).finding(id);
    assertEquals(status, found.status(), found.toString());
    assertTrue(found.fact().contains(fact), found.toString());
    assertTrue(fix == null || found.fix().contains(fix), found.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"vm", "laptop", "hpet-vm", "server"})
  void whatIsNotOkSaysWhatFollowsAndWhatIsOkNeedsNoMending(String machine) {
    for (Diagnosis.Answer a : Diagnosis.of(RecordedMachine.named(machine).machine()).answers()) {
      Finding f = a.finding();
      assertFalse(f.fact().isBlank(), a.id());
      if (f.status() == Status.OK) {
        assertEquals("", f.fix(), a.id());
      } else {
        assertFalse(f.follows().isBlank(), a.id());
      }
    }
  }

  /** Readers of the JSON document know checks by these; docs/doctor.md lists them. */
  @Test
  void idsAreThoseOfTheDocument() throws IOException {
    List<String> ids =
        Diagnosis.of(RecordedMachine.named("vm").machine()).answers().stream()
            .map(Diagnosis.Answer::id)
            .toList();
    assertEquals(ids.stream().distinct().toList(), ids);
    List<String> documented =
        Files.readAllLines(Path.of("docs/doctor.md")).stream()
            .filter(l -> l.startsWith("| `"))
            .map(l -> l.split("`")[1])
            .toList();
    assertEquals(
        ids.stream().filter(id -> !id.startsWith("hook.")).toList(),
        documented.stream().filter(ids::contains).toList());
    assertTrue(ids.containsAll(List.of("hook.none", "hook.tc", "hook.xdpgeneric", "hook.xdpdrv")));
    assertTrue(documented.contains("hook.NAME"), documented.toString());
  }

  @Test
  void onlyWhatIsBlockedBlocks() {
    Diagnosis poor = Diagnosis.of(RecordedMachine.named("hpet-vm").machine());
    assertTrue(poor.count(Status.WARNING) > 8);
    assertFalse(poor.isBlocked());
    Diagnosis old = Diagnosis.of(RecordedMachine.named("server").machine());
    assertEquals(2, old.count(Status.BLOCKED));
    assertTrue(old.isBlocked());
  }
}
