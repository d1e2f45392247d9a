package org.hookbench.framework.workload;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventTest {
  private static final Set<Event> PARTS =
      EnumSet.of(Event.RECEIVED, Event.UNREDIRECTED, Event.CROSSED, Event.LEAVING);

  @Test
  void whatBefallsAPacketOnItsWayIsInTrafficOfPackets() {
    Set<Event> packets = Set.of(Event.PACKET);
    for (Event e : Event.values()) {
      assertTrue(e.isIn(Set.of(e)), e.name());
      assertTrue(e.isIn(packets) == (e == Event.PACKET || PARTS.contains(e)), e.name());
    }
  }

  @Test
  void aPartOfTheWayIsNotTheWholeOfIt() {
    assertFalse(Event.PACKET.isIn(PARTS));
    assertFalse(Event.CROSSED.isIn(Set.of(Event.RECEIVED, Event.UNREDIRECTED)));
  }
}
