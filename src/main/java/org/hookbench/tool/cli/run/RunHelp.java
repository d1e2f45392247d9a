package org.hookbench.tool.cli.run;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hookbench.framework.HookBenchmark;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.kernel.bpf.NamedPrograms;
import org.hookbench.tool.cli.plan.HookNames;
import org.openjdk.jmh.annotations.Param;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What {@code help run} says beside what picocli knows of the command. */
public final class RunHelp {
  private static final String JMH = "optionsOfJmh";
  private static final String OF_RUN = "parameters";
  private static final int MEANING_COLUMN = 24;

  /** The parameters whose values are few, with each, for completion. */
  static final Iterable<String> PARAMETERS = () -> values().iterator();

  /** What each parameter of {@link HookBenchmark} means. */
  private static final Map<String, String> MEANINGS = meanings();

  private RunHelp() {}

  private static Stream<String> values() {
    return Stream.of(
            values("hook", StreamSupport.stream(new HookNames().spliterator(), false)),
            values("program", NamedPrograms.names().stream()),
            values("link", LinkSettings.LINKS.stream()),
            values("offload", LinkSettings.OFFLOADS.stream()),
            values("placement", LinkSettings.PLACEMENTS.stream()),
            values("ipv", LinkSettings.IP_VERSIONS.stream()))
        .flatMap(values -> values);
  }

  private static Stream<String> values(String parameter, Stream<String> all) {
    return all.map(value -> parameter + "=" + value);
  }

  private static Map<String, String> meanings() {
    Map<String, String> m = new LinkedHashMap<>();
    m.put("hook", "hooks to compare with none; 'hooks' lists them; all");
    m.put("program", "programs, 'programs' lists them, or your own,");
    m.put("depth", "so many programs one after the other");
    m.put("link", "veth, netkit, forward, lo, netns:N1/D1,N2/D2, dev:D");
    m.put("offload", "on: as the kernel has it; off: TSO, GSO, GRO, checksums");
    m.put("mtu", "bytes");
    m.put("placement", "ends on one CPU (shared), on two (split), free");
    m.put("ipv", "4 or 6");
    m.put("congestion", "TCP's congestion control; cubic where there is one");
    m.put("peer", "of dev:, such as iperf3:HOST; docs/two-hosts.md");
    m.put("direction", "what this host does with a peer: receive, send");
    return m;
  }

  /** Makes its usage message complete. */
  public static void complete(CommandSpec run) {
    UsageMessageSpec usage = run.usageMessage();
    List<String> keys = new ArrayList<>(usage.sectionKeys());
    int options = keys.indexOf(UsageMessageSpec.SECTION_KEY_OPTION_LIST);
    keys.addAll(options + 1, List.of(JMH, OF_RUN));
    usage.sectionKeys(keys);
    usage.sectionMap().put(JMH, RunHelp::options);
    usage.sectionMap().put(OF_RUN, help -> parameters());
  }

  private static String options(Help of) {
    return "\nOf JMH, with the defaults of HookBench ('help jmh' lists all):\n"
        + new Help(ofJmh().getCommandSpec(), of.colorScheme()).optionList();
  }

  /** JMH's options in a model of their own: a value follows its option after a space. */
  public static CommandLine ofJmh() {
    CommandSpec described = CommandSpec.create().name("run");
    described.usageMessage().sortOptions(false);
    JmhOptions.addTo(described);
    return new CommandLine(described).setSeparator(" ");
  }

  /** The parameters of a run, with their defaults, in lines. */
  public static String parameters() {
    StringBuilder text =
        new StringBuilder("\nParameters, -p NAME=VALUE; several values are joined by commas:\n");
    for (Field field : HookBenchmark.class.getFields()) {
      Param values = field.getAnnotation(Param.class);
      if (values != null) {
        String first = "  " + field.getName() + "=" + String.join(",", values.value());
        String meaning = MEANINGS.getOrDefault(field.getName(), "");
        text.append(first.length() < MEANING_COLUMN ? pad(first) : first + "\n" + pad(""))
            .append(meaning)
            .append('\n');
        if (field.getName().equals("program")) {
          text.append(pad("")).append("path/to/object.bpf.o:function; with @constant=value, and\n");
          text.append(pad("")).append("more joined by ';'; pass is always attached too\n");
        }
      }
    }
    return text.append(pad("  payload=BYTES"))
        .append("of a packet or message of the workload\n")
        .append(pad("  rate=max"))
        .append("packets a second (UdpPackets) or bits (TcpStream), and\n")
        .append(pad(""))
        .append("the CPU time at it; round trips a second, and their time\n")
        .append(pad("  flows=1"))
        .append("connections or pairs of sockets a lane, 1 to 256\n")
        .append(pad("  segments=1"))
        .append("of UdpPackets: datagrams a call (UDP_SEGMENT), to 32\n")
        .append(pad("  response=same"))
        .append("bytes of a response of TcpRoundTrip and UdpRoundTrip\n")
        .append(pad("  send=write"))
        .append("of TcpStream: write, sendfile\n")
        .append(pad("  inject=ingress"))
        .append("of KernelPackets: they begin at the receiver's device;\n")
        .append(pad(""))
        .append("egress: at the sender's\n")
        .append(pad("  client=COMMAND"))
        .append("of Command, which is measured: {address} {port} {dir}\n")
        .append(pad("  server=none"))
        .append("of Command: what the client talks to; docs/command.md\n")
        .append(pad("  metric=wall"))
        .append("of Command: wall, cpu, regex:PATTERN, json:/POINTER\n")
        .append(pad("  unit=auto, better=auto"))
        .append("of the metric: Mbit/s; higher, lower\n")
        .append(pad("  port=auto, limit=30s"))
        .append("of the server; for a run of the client\n")
        .toString();
  }

  private static String pad(String text) {
    return text + " ".repeat(MEANING_COLUMN - text.length());
  }
}
