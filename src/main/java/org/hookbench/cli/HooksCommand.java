package org.hookbench.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.concurrent.Callable;
import org.hookbench.hook.Hook;
import org.hookbench.hook.Hooks;
import picocli.CommandLine.Command;

/** Lists the hooks. */
@Command(
    name = "hooks",
    mixinStandardHelpOptions = true,
    description = "Lists the hooks that can be measured.")
final class HooksCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    String table =
        AsciiTable.builder()
            .border(AsciiTable.NO_BORDERS)
            .data(
                Hooks.all(),
                java.util.List.of(
                    column("hook").with(Hook::name),
                    column("kernel").with(Hook::kernel),
                    column("where").with(Hook::where)))
            .asString();
    table.lines().filter(l -> !l.isBlank()).forEach(l -> System.out.println(l.stripTrailing()));
    return ExitCode.OK;
  }

  private static Column column(String header) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.LEFT)
        .dataAlign(HorizontalAlign.LEFT)
        .maxWidth(100);
  }
}
