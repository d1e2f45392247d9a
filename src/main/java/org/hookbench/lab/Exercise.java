package org.hookbench.lab;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hookbench.hook.Event;
import org.hookbench.hook.Hook;
import org.hookbench.workload.Workloads;

/** Which workloads make a hook's program run in what they measure. */
public final class Exercise {
  private static final Map<String, Set<Event>> EVENTS =
      Map.of(
          "TcpStream", EnumSet.of(Event.PACKET, Event.DATA),
          "TcpRoundTrip", EnumSet.of(Event.PACKET, Event.DATA),
          "UdpPackets", EnumSet.of(Event.PACKET),
          "TcpConnect", EnumSet.of(Event.PACKET, Event.CONNECTION),
          "UdpUnconnected", EnumSet.of(Event.PACKET, Event.DISSECTION, Event.UNCONNECTED_SEND));

  private Exercise() {}

  /** Whether a workload exercises a hook; every one exercises a hook that takes no program. */
  public static boolean of(Hook hook, String workload) {
    return hook.programKind().isEmpty() || EVENTS.get(workload).contains(hook.event());
  }

  /** Whether a workload hands the kernel more than a packet at a time, which offloads are for. */
  public static boolean sendsSegments(String workload) {
    return workload.equals("TcpStream");
  }

  /** The names of the workloads that exercise a hook, in the order of tables. */
  public static List<String> of(Hook hook) {
    return Workloads.NAMES.stream().filter(w -> of(hook, w)).toList();
  }
}
