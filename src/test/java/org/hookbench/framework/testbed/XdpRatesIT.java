package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.Target;
import org.hookbench.framework.lanes.Lane;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.lanes.VethLanes;
import org.hookbench.kernel.bpf.LiveFrames;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.bpf.SamplePacket;
import org.hookbench.testing.CpuPlaces;
import org.hookbench.testing.KernelTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@KernelTest
@ExtendWith(CpuPlaces.class)
class XdpRatesIT {
  private static final int FRAMES = 640;

  /** What is said to be dropped, sent back or redirected is: the other ends count it. */
  @Test
  void framesGoWhereTheProgramSendsThem() {
    LinkSettings settings =
        new LinkSettings("veth", true, OptionalInt.empty(), Placement.FREE, 4, LinkSettings.AUTO);
    try (VethLanes lanes = VethLanes.create(2, settings)) {
      Lane in = lanes.lanes().get(0);
      Lane out = lanes.lanes().get(1);
      int to = out.sender().ifindex();
      try (LiveFrames ours = in.sender().namespace().call(() -> new LiveFrames(to));
          Attachment a = attach(ours, in.sender());
          Attachment b = attach(ours, in.receiver());
          Attachment c = attach(ours, out.receiver())) {
        assertEquals(List.of(0L, 0L), received(ours, "drop", in, out));
        assertEquals(List.of((long) FRAMES, 0L), received(ours, "tx", in, out));
        assertEquals(List.of(0L, (long) FRAMES), received(ours, "redirect", in, out));
      }
    }
  }

  private static Attachment attach(LiveFrames ours, Lane.End end) {
    Hook xdp = Hooks.required("xdpdrv");
    Target target = new Target(end.namespace(), end.device(), end.ifindex());
    return end.namespace().call(() -> Hooks.attach(xdp, target, ours.program("drop")));
  }

  /** How many frames the far ends of both lanes take in. */
  private static List<Long> received(LiveFrames ours, String action, Lane in, Lane out) {
    long first = Stays.stats(in.receiver()).rxPackets();
    long second = Stays.stats(out.receiver()).rxPackets();
    int nanos =
        in.sender()
            .namespace()
            .call(
                () ->
                    LiveFrames.nanosPerFrame(
                        ours.program(action), in.sender().ifindex(), SamplePacket.udp(64), FRAMES));
    assertTrue(nanos >= 0);
    return List.of(
        Stays.stats(in.receiver()).rxPackets() - first,
        Stays.stats(out.receiver()).rxPackets() - second);
  }

  @Test
  void oursAndTheUsersAreMeasuredInTurn() {
    ProgramSpec own = ProgramSpec.parse("spin@ns=20000");
    try (XdpRates rates = new XdpRates(List.of(own), 128)) {
      List<XdpRates.Turns> seen = rates.measure(6, FRAMES, new Random(1));
      assertEquals(
          List.of("drop", "tx", "redirect", own.text()),
          seen.stream().map(XdpRates.Turns::name).toList());
      for (XdpRates.Turns turns : seen) {
        assertEquals(6, turns.nanos().length);
        assertTrue(Arrays.stream(turns.nanos()).allMatch(nanos -> nanos > 0), turns::name);
      }
      // it burns that by the clock, which nothing else here does
      assertTrue(Arrays.stream(seen.get(3).nanos()).allMatch(nanos -> nanos >= 20_000));
    }
  }
}
