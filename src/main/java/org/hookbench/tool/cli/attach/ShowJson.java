package org.hookbench.tool.cli.attach;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.OptionalInt;
import org.hookbench.framework.attachment.Found;
import org.hookbench.kernel.bpf.KernelProgram;

/** What is attached as a JSON document; {@code docs/show.md} describes it. */
final class ShowJson {
  private ShowJson() {}

  static String of(Shown shown) {
    ObjectNode document = new ObjectMapper().createObjectNode();
    document.put("format", "hookbench-show").put("version", 1).put("netns", shown.netns());
    var list = document.putArray("attached");
    shown.found().forEach(f -> entry(list.addObject(), f, shown.clock()));
    return document.toPrettyString();
  }

  private static void entry(ObjectNode entry, Found f, BootClock clock) {
    entry.put("device", f.device()).put("ifindex", f.ifindex()).put("hook", f.hook());
    entry.put("owner", f.isOurs() ? "hookbench" : null);
    entry.put("attachedAs", f.mark().map(m -> m.program()).orElse(null));
    entry.put("by", f.by().name().toLowerCase(Locale.ROOT));
    number(entry, "linkId", f.linkId());
    if (f.filter().isPresent()) {
      Found.FilterKey key = f.filter().get();
      ObjectNode filter =
          entry
              .putObject("filter")
              .put("kind", key.kind())
              .put("handle", Integer.toUnsignedLong(key.handle()))
              .put("priority", key.priority())
              .put("protocol", key.protocol())
              .put("chain", key.chain());
      number(filter, "block", key.block());
    } else {
      entry.putNull("filter");
    }
    if (f.program().isPresent()) {
      KernelProgram p = f.program().get();
      entry
          .putObject("program")
          .put("id", p.id())
          .put("type", p.type())
          .put("name", p.name())
          .put("tag", p.tag())
          .put("loaded", clock.at(p.loadedNanos()).toString())
          .put("runCount", p.runCount())
          .put("runTimeNanos", p.runTimeNanos());
    } else {
      entry.putNull("program");
    }
  }

  private static void number(ObjectNode entry, String field, OptionalInt value) {
    if (value.isPresent()) {
      entry.put(field, value.getAsInt());
    } else {
      entry.putNull(field);
    }
  }
}
