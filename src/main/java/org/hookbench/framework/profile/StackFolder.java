package org.hookbench.framework.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hookbench.kernel.bpf.StackSample;

/**
 * Turns the addresses of a sample into a folded stack: the thread's name, the process's frames, the
 * kernel's. What neither this process nor the network's softirqs did has none. The kernel's frames
 * end in {@code _[k]}, as flamegraph.pl and async-profiler's converter know them.
 */
final class StackFolder {
  private static final String KERNEL = "_[k]";
  private static final String UNKNOWN = "[unknown]";

  /** What any task does only when there are packets to receive, or the like. */
  private static final Pattern SOFTIRQ = Pattern.compile("(handle|do|__do)_softirq.*");

  /** What an idle CPU's task does only when an interrupt came, or left it a softirq. */
  private static final Pattern INTERRUPT =
      Pattern.compile(
          "(handle|do|__do)_softirq.*|.*irq_exit.*|(asm_)?(sysvec|common_interrupt|exc).*"
              + "|el1h?_(64_)?(irq|fiq|interrupt).*|gic_handle_irq");

  private final KernelSymbols kernel;
  private final Optional<PerfMap> java;
  private final ProcessMaps libraries;

  StackFolder(KernelSymbols kernel, Optional<PerfMap> java, ProcessMaps libraries) {
    this.kernel = kernel;
    this.java = java;
    this.libraries = libraries;
  }

  /**
   * The folded stack.
   *
   * @return empty if the CPU was idle, or at work for neither this process nor the network
   */
  Optional<String> fold(StackSample sample) {
    List<String> kernelFrames = names(sample.kernel(), this::kernelName);
    if (!concerns(sample.task(), kernelFrames)) {
      return Optional.empty();
    }
    List<String> frames = new ArrayList<>();
    frames.add(sample.comm());
    String last = "";
    for (String frame : names(sample.user(), this::userName)) {
      // the ways within a library, or within the interpreter, are not known
      if (!frame.isEmpty() && !frame.equals(last)) {
        frames.add(frame);
        last = frame;
      }
    }
    kernelFrames.forEach(f -> frames.add(f + KERNEL));
    return Optional.of(
        String.join(
            String.valueOf(Stacks.SEPARATOR),
            frames.stream().map(f -> f.replace(Stacks.SEPARATOR, ':')).toList()));
  }

  /** A packet may be received in whichever task an interrupt found on the CPU. */
  private static boolean concerns(StackSample.Task task, List<String> kernelFrames) {
    return switch (task) {
      case OWN -> true;
      case IDLE -> kernelFrames.stream().anyMatch(f -> INTERRUPT.matcher(f).matches());
      case OTHER -> kernelFrames.stream().anyMatch(f -> SOFTIRQ.matcher(f).matches());
    };
  }

  private interface Names {
    String at(long address);
  }

  /** From the root. */
  private static List<String> names(long[] addresses, Names names) {
    List<String> frames = new ArrayList<>();
    for (int i = addresses.length - 1; i >= 0; i--) {
      // a call may be the last instruction of its function: it returns to the next one
      frames.add(names.at(i == 0 ? addresses[i] : addresses[i] - 1));
    }
    return frames;
  }

  private String kernelName(long address) {
    return kernel.at(address).orElse(UNKNOWN);
  }

  /** Empty where there is no code: code without frame pointers has left something else there. */
  private String userName(long address) {
    return java.flatMap(m -> m.at(address)).or(() -> libraries.at(address)).orElse("");
  }
}
