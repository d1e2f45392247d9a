package org.hookbench.tool.cli.plan;

import java.util.Iterator;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;

/** The hooks' names, for picocli's completion, which alone asks for them. */
public final class HookNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Hooks.all().stream().map(Hook::name).iterator();
  }
}
