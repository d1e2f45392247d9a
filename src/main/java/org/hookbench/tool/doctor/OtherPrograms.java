package org.hookbench.tool.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hookbench.kernel.bpf.LoadedBpf;

/**
 * The eBPF that is loaded on a machine.
 *
 * @param programs all programs
 * @param links all links
 * @param cgroup what runs for the sockets of this process
 */
public record OtherPrograms(
    List<LoadedBpf.Program> programs, List<LoadedBpf.Link> links, List<LoadedBpf.OnCgroup> cgroup) {
  /**
   * Asks the kernel.
   *
   * @param cgroup the cgroup2 folder of this process, where there is one
   */
  static OtherPrograms loaded(Optional<Path> cgroup) {
    return new OtherPrograms(
        LoadedBpf.programs(), LoadedBpf.links(), cgroup.map(LoadedBpf::onCgroup).orElse(List.of()));
  }
}
