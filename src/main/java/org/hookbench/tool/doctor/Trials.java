package org.hookbench.tool.doctor;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hookbench.framework.hook.Hook;
import org.hookbench.kernel.sys.KernelException;

/**
 * What is tried rather than read, for no file tells what a container, a security module or a
 * seccomp filter forbids. Each gives the kernel's refusal, or nothing where it worked; it is undone
 * at once.
 *
 * @param load loads a program
 * @param lane makes namespaces with a pair of devices between them
 * @param attach attaches to a hook, on a lane made for that
 */
public record Trials(
    Supplier<Optional<KernelException>> load,
    Supplier<Optional<KernelException>> lane,
    Function<Hook, Optional<KernelException>> attach) {
  /** The same, with one try at loading and one at a lane, whoever asks how often. */
  Trials once() {
    return new Trials(once(load), once(lane), attach);
  }

  private static Supplier<Optional<KernelException>> once(
      Supplier<Optional<KernelException>> task) {
    return new Supplier<>() {
      private Optional<KernelException> answer = Optional.empty();
      private boolean asked;

      @Override
      public synchronized Optional<KernelException> get() {
        if (!asked) {
          answer = task.get();
          asked = true;
        }
        return answer;
      }
    };
  }
}
