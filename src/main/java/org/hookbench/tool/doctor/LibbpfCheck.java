package org.hookbench.tool.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hookbench.kernel.bpf.Libbpf;

/** The installed libbpf, and whether it can be called. Source: libbpf's {@code libbpf.map}. */
final class LibbpfCheck {
  /** Functions of libbpf 1.3 and 1.4, and what HookBench does without. */
  static final Map<String, String> NEWER =
      new TreeMap<>(
          Map.of(
              "bpf_program__attach_tcx", "TCX goes by bpf_link_create",
              "bpf_program__attach_netkit", "netkit goes by bpf_link_create",
              "bpf_program__attach_netfilter", "netfilter goes by bpf(2) itself",
              "bpf_token_create", "no BPF token: real capabilities are needed"));

  private static final String INSTALL =
      "apt-get install libbpf1    (Debian, Ubuntu; Fedora: dnf install libbpf)";

  private LibbpfCheck() {}

  /** Whether anything native can be called at all, libbpf or the C library. */
  static Finding nativeCode(Machine machine) {
    return machine
        .nativeRefusal()
        .get()
        .map(reason -> Finding.blocked("none can be called", reason, ""))
        .orElseGet(() -> Finding.ok("jffi's library can be loaded"));
  }

  static Finding installed(Machine machine) {
    Libbpf found;
    try {
      found = machine.libbpf().get();
    } catch (LinkageError e) {
      if (machine.nativeRefusal().get().isPresent()) {
        return Finding.blocked(
            "libbpf.so.1 can't be loaded", "nor can jffi's own library: see native code", "");
      }
      return Finding.blocked(
          "libbpf.so.1 can't be loaded",
          "nothing can be attached: " + firstLine(Optional.ofNullable(e.getMessage())),
          INSTALL);
    }
    String fact = "libbpf " + found.version();
    if (!found.unusable().isEmpty()) {
      return Finding.blocked(
          fact + " lacks " + String.join(", ", found.unusable()),
          "HookBench calls these; libbpf 1.0 has them",
          INSTALL);
    }
    List<String> missing = found.missing();
    return missing.isEmpty()
        ? Finding.ok(fact)
        : Finding.ok(
            fact + " lacks " + String.join(", ", missing),
            missing.stream().map(NEWER::get).collect(Collectors.joining("; ")));
  }

  private static String firstLine(Optional<String> message) {
    return message.map(m -> m.lines().findFirst().orElse("")).orElse("it is not installed");
  }
}
