package org.hookbench.tool.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hookbench.kernel.bpf.LoadedBpf;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

/**
 * Programs of others that run while HookBench measures. What is attached to a device or a network
 * namespace does not count, for HookBench makes its own; what traces the kernel or stands in our
 * cgroup does.
 *
 * <p>Source: {@code enum bpf_prog_type} and {@code enum bpf_link_type} of {@code linux/bpf.h}.
 */
final class OtherProgramsCheck {
  private static final int MOST_NAMED = 5;

  /** Attached by a perf event mostly, which no list shows: loaded has to pass for attached. */
  private static final Map<Integer, String> BY_PERF_EVENT =
      Map.of(2, "kprobe", 5, "tracepoint", 7, "perf_event");

  /** Always attached by a link: of raw tracepoints, and of fentry, tp_btf, lsm and their like. */
  private static final Map<Integer, String> BY_LINK = Map.of(1, "raw_tracepoint", 2, "tracing");

  private OtherProgramsCheck() {}

  static Finding loaded(Machine machine) {
    OtherPrograms others;
    try {
      others = machine.others().apply(MountChecks.ownCgroup(machine));
    } catch (KernelException e) {
      String what = e.errno() == Errno.EPERM ? "this user may not list them" : e.getMessage();
      return Finding.unknown(what, "which of them run on the measured packets");
    } catch (LinkageError e) {
      return new Finding(Status.UNKNOWN, "can't be listed without libbpf", "", "");
    }
    List<String> running = running(others);
    int loaded = others.programs().size();
    if (loaded == 0 && running.isEmpty()) {
      return Finding.ok("none is loaded");
    }
    return running.isEmpty()
        ? Finding.ok(loaded + " loaded, none of them on the measured packets' way")
        : Finding.warning(
            loaded + " loaded, that may run on the measured packets: " + shown(running),
            "they cost every arm alike, which makes times longer and effects in per cent smaller",
            "bpftool prog; bpftool link; bpftool cgroup tree    (and stop whose they are)");
  }

  private static List<String> running(OtherPrograms others) {
    Map<Integer, LoadedBpf.Program> byId =
        others.programs().stream()
            .collect(Collectors.toMap(LoadedBpf.Program::id, Function.identity()));
    List<String> running = new ArrayList<>();
    for (LoadedBpf.OnCgroup on : others.cgroup()) {
      running.add("cgroup " + on.place() + " " + named(byId, on.programId()));
    }
    for (LoadedBpf.Link link : others.links()) {
      if (BY_LINK.containsKey(link.type())) {
        String kind = BY_LINK.get(link.type());
        String where = link.tracepoint().map(t -> kind + " " + t).orElse(kind);
        running.add(where + " " + named(byId, link.programId()));
      }
    }
    for (LoadedBpf.Program program : others.programs()) {
      if (BY_PERF_EVENT.containsKey(program.type())) {
        running.add(BY_PERF_EVENT.get(program.type()) + " " + named(byId, program.id()));
      }
    }
    return running;
  }

  private static String named(Map<Integer, LoadedBpf.Program> byId, int id) {
    String name = Optional.ofNullable(byId.get(id)).map(LoadedBpf.Program::name).orElse("");
    return name.isEmpty() ? "id " + id : name + " (id " + id + ")";
  }

  private static String shown(List<String> running) {
    String first = running.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    int more = running.size() - MOST_NAMED;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
