package org.hookbench.framework.hook;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hookbench.Extensions;
import org.hookbench.UsageException;
import org.hookbench.kernel.bpf.BpfProgram;

/**
 * Every hook that can be measured: those that come with HookBench, in the order that tables show
 * them, and behind them those of every {@link HookProvider} on the class path.
 */
public final class Hooks {
  private static final Extensions<HookProvider, Hook> ALL =
      new Extensions<>(HookProvider.class, BuiltinHooks.class, HookProvider::hooks, Hook::name);

  private Hooks() {}

  /**
   * Every hook, {@code none} first.
   *
   * @throws org.hookbench.ExtensionException where one on the class path can't be used
   */
  public static List<Hook> all() {
    return ALL.all();
  }

  /**
   * The hook of that name.
   *
   * @throws org.hookbench.ExtensionException where any on the class path can't be used
   */
  public static Optional<Hook> named(String name) {
    return ALL.named(name);
  }

  /**
   * The hook of that name, for who knows that there is one.
   *
   * @throws UsageException where there is none
   */
  public static Hook required(String name) {
    return named(name).orElseThrow(() -> new UsageException("unknown hook '" + name + "'"));
  }

  /**
   * Attaches as {@link Hook#attach} does; of a hook from elsewhere that fails in it, the failure is
   * told with its class.
   *
   * @throws org.hookbench.ExtensionException for such a failure
   */
  public static Attachment attach(Hook hook, Target target, BpfProgram program) {
    return attach(hook, () -> hook.attach(target, program));
  }

  /**
   * The same by {@link Hook#attachForProcess}.
   *
   * @throws org.hookbench.ExtensionException for such a failure
   */
  public static Attachment attachForProcess(Hook hook, Target target, BpfProgram program) {
    return attach(hook, () -> hook.attachForProcess(target, program));
  }

  /**
   * Exchanges a program by {@link Attachment#exchange}.
   *
   * @param hook that it is attached at
   * @throws org.hookbench.ExtensionException for such a failure
   */
  public static boolean exchange(Hook hook, Attachment there, BpfProgram before, BpfProgram next) {
    return extension(hook, "exchange", () -> there.exchange(before, next));
  }

  private static Attachment attach(Hook hook, Supplier<Attachment> way) {
    return extension(hook, "attach", way);
  }

  private static <T> T extension(Hook hook, String call, Supplier<T> way) {
    try {
      return way.get();
    } catch (RuntimeException | LinkageError e) {
      throw Extensions.failure(hook, call, e);
    }
  }

  /** Nothing attached. */
  public static Hook none() {
    return all().get(0);
  }
}
