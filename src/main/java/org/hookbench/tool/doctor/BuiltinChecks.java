package org.hookbench.tool.doctor;

import java.util.List;
import java.util.stream.Stream;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;

/**
 * The questions that come with HookBench, in the order that tables show the answers: those of the
 * machine, then one a hook, {@code hook.NAME}.
 */
public final class BuiltinChecks implements CheckProvider {
  private static final List<Check> MACHINE =
      List.of(
          new Check("kernel", "kernel", KernelChecks::release),
          new Check("btf", "BTF", KernelChecks::btf),
          new Check("lockdown", "lockdown", KernelChecks::lockdown),
          new Check("memlock", "locked memory", KernelChecks::memlock),
          new Check("jit", "BPF JIT", BpfChecks::jit),
          new Check("jit-harden", "JIT hardening", BpfChecks::harden),
          new Check("unprivileged-bpf", "unprivileged BPF", BpfChecks::unprivileged),
          new Check("bpf-stats", "BPF statistics", BpfChecks::statistics),
          new Check("other-programs", "others' programs", OtherProgramsCheck::loaded),
          new Check("native-code", "native code", LibbpfCheck::nativeCode),
          new Check("libbpf", "libbpf", LibbpfCheck::installed),
          new Check("capabilities", "capabilities", PrivilegeChecks::needed),
          new Check("optional-capabilities", "optional ones", PrivilegeChecks::useful),
          new Check("load", "program load", TrialChecks::load),
          new Check("lane", "lane", TrialChecks::lane),
          new Check("cgroup2", "cgroup2", MountChecks::cgroup2),
          new Check("bpffs", "bpffs", MountChecks::bpffs),
          new Check("clocksource", "clocksource", CpuChecks::clocksource),
          new Check("governor", "CPU governor", CpuChecks::governor),
          new Check("turbo", "turbo", CpuChecks::turbo),
          new Check("mitigations", "mitigations", CpuChecks::mitigations),
          new Check("virtualisation", "virtualisation", CpuChecks::virtualisation),
          new Check("placement", "placement", CpuChecks::placement),
          new Check("congestion", "congestion", NetworkChecks::congestion),
          new Check("netfilter", "netfilter", NetworkChecks::netfilter),
          new Check("perf-events", "perf events", ProfilerChecks::perfEvents),
          new Check("kernel-symbols", "kernel symbols", ProfilerChecks::symbols),
          new Check("command.run", "run", CommandChecks::run),
          new Check("command.attach", "attach", CommandChecks::attach),
          new Check("command.show", "show", CommandChecks::show),
          new Check("command.profile", "profile", CommandChecks::profile));

  @Override
  public List<Check> checks() {
    return Stream.concat(MACHINE.stream(), Hooks.all().stream().map(BuiltinChecks::ofHook))
        .toList();
  }

  private static Check ofHook(Hook hook) {
    return new Check(
        "hook." + hook.name(), "hook " + hook.name(), machine -> HookSupport.of(hook, machine));
  }
}
