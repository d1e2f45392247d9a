package org.hookbench.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.hookbench.hook.Hook;
import org.hookbench.hook.Hooks;
import org.hookbench.kernel.Capabilities;
import org.hookbench.kernel.KernelException;
import org.hookbench.lab.Exercise;
import org.hookbench.lab.HookProbe;
import picocli.CommandLine.Command;

/** Lists the hooks, and asks the kernel for each whether it can be had here. */
@Command(
    name = "hooks",
    mixinStandardHelpOptions = true,
    description = "Lists the hooks that can be measured, and which of them this machine has.")
final class HooksCommand implements Callable<Integer> {
  private record Row(Hook hook, String here) {}

  @Override
  public Integer call() {
    boolean allowed = Capabilities.missing().isEmpty();
    List<Row> rows =
        Hooks.all().stream()
            .map(h -> new Row(h, allowed ? here(h) : "needs root to tell"))
            .toList();
    print(
        rows,
        List.of(
            column("hook", r -> r.hook().name()),
            column("kernel", r -> r.hook().kernel()),
            column("detaches", r -> r.hook().detachesByItself() ? "by itself" : "by hand"),
            column("measured by", r -> String.join(", ", Exercise.of(r.hook()))),
            column("here", Row::here)));
    System.out.println();
    print(
        rows,
        List.of(column("hook", r -> r.hook().name()), column("where", r -> r.hook().where())));
    return ExitCode.OK;
  }

  private static String here(Hook hook) {
    return HookProbe.refusal(hook)
        .map(KernelException::getMessage)
        .map(m -> "no: " + m)
        .orElse("yes");
  }

  private static void print(List<Row> rows, List<ColumnData<Row>> columns) {
    String table =
        AsciiTable.builder().border(AsciiTable.NO_BORDERS).data(rows, columns).asString();
    table.lines().filter(l -> !l.isBlank()).forEach(l -> System.out.println(l.stripTrailing()));
  }

  private static ColumnData<Row> column(String header, Function<Row, String> value) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.LEFT)
        .dataAlign(HorizontalAlign.LEFT)
        .maxWidth(100)
        .with(value);
  }
}
