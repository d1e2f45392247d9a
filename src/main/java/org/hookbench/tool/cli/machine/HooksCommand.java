package org.hookbench.tool.cli.machine;

import java.util.List;
import java.util.concurrent.Callable;
import org.hookbench.framework.Benchmarks;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.testbed.HookProbe;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.plan.Preflight;
import picocli.CommandLine.Command;

/** Lists the hooks, and asks the kernel for each whether it is available here. */
@Command(
    name = "hooks",
    mixinStandardHelpOptions = true,
    description = "Lists the hooks that can be measured, and which of them this machine has.")
public final class HooksCommand implements Callable<Integer> {
  private record Row(Hook hook, String here) {}

  @Override
  public Integer call() {
    boolean allowed = Preflight.canAttach();
    List<Row> rows =
        Hooks.all().stream()
            .map(h -> new Row(h, allowed ? here(h) : "needs root and libbpf to tell"))
            .toList();
    Tables.print(
        rows,
        List.of(
            Tables.column("hook", r -> r.hook().name()),
            Tables.column("kernel", r -> r.hook().kernel()),
            Tables.column("detaches", r -> r.hook().detachesByItself() ? "by itself" : "by hand"),
            Tables.column("measured by", r -> String.join(", ", Benchmarks.measuring(r.hook()))),
            Tables.column("here", Row::here)));
    System.out.println();
    Tables.print(
        rows,
        List.of(
            Tables.column("hook", r -> r.hook().name()),
            Tables.column("where", r -> r.hook().where())));
    return ExitCode.OK;
  }

  private static String here(Hook hook) {
    return HookProbe.refusal(hook)
        .map(KernelException::getMessage)
        .map(m -> "no: " + m)
        .orElse("yes");
  }
}
