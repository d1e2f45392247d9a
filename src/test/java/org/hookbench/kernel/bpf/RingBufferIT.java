package org.hookbench.kernel.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hookbench.testing.KernelTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@KernelTest
class RingBufferIT {
  private static final int EVENT_BYTES = 8 + 16;
  private static final int CAPACITY = 1 << 20;
  private static final byte[] PACKET = SamplePacket.udp(64);

  @ParameterizedTest
  @ValueSource(strings = {"on_tc", "on_xdp"})
  void everyRunLeavesAnEventAndOneInTenIsChosenAtRandom(String function) throws Exception {
    assertEquals(1000 * EVENT_BYTES, produced("ringbuf@every=1", function, 1000));
    // six standard deviations of the share: 10000 / 10 +- 180
    long tenth = produced("ringbuf@every=10", function, 10_000) / EVENT_BYTES;
    assertEquals(1000, tenth, 180);
  }

  /** More events than the ring holds: without the drain the rest would be lost. */
  @ParameterizedTest
  @ValueSource(strings = {"on_tc", "on_xdp"})
  void drainMakesRoomForMoreThanTheRingHolds(String function) throws Exception {
    int batch = CAPACITY / EVENT_BYTES / 2;
    ProgramSpec spec = ProgramSpec.parse("ringbuf@every=1");
    try (LoadedProgram loaded = LoadedProgram.of(spec, spec.open(), function, Optional.empty());
        RingBuffer ring = new RingBuffer(loaded.map(RingDrain.MAP))) {
      for (int i = 1; i <= 5; i++) {
        TestRun.of(loaded.program(), PACKET, batch);
        assertEquals((long) i * batch * EVENT_BYTES, ring.produced());
        awaitEmpty(ring);
      }
    }
  }

  /** As many rounds as take the ring's positions over its end. */
  @Test
  void drainHandsOverEveryEventOnceAndWhole() {
    int batch = CAPACITY / EVENT_BYTES / 2;
    ProgramSpec spec = ProgramSpec.parse("ringbuf@every=1");
    // without the set-up of the program of ours, whose thread would take the events away
    try (BpfObject object = spec.open()) {
      BpfProgram program = object.load("on_tc");
      try (RingBuffer ring = new RingBuffer(object.map(RingDrain.MAP))) {
        assertEquals(CAPACITY, ring.capacity());
        for (int i = 0; i < 5; i++) {
          long before = System.nanoTime();
          TestRun.of(program, PACKET, batch);
          List<Long> times = new ArrayList<>();
          ring.drain(
              event -> {
                assertEquals(EVENT_BYTES - 8, event.remaining());
                assertEquals(PACKET.length, event.getInt(8));
                times.add(event.getLong(0));
              });
          assertEquals(batch, times.size());
          assertEquals(times.stream().sorted().toList(), times);
          assertTrue(times.get(0) >= before, "an event of the round before");
          assertEquals(ring.produced(), ring.consumed());
        }
      }
    }
  }

  private static void awaitEmpty(RingBuffer ring) throws InterruptedException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (ring.consumed() < ring.produced()) {
      assertTrue(System.nanoTime() < deadline, "nobody empties the ring");
      Thread.sleep(1);
    }
  }

  private static long produced(String program, String function, int runs) throws Exception {
    ProgramSpec spec = ProgramSpec.parse(program);
    try (LoadedProgram loaded = LoadedProgram.of(spec, spec.open(), function, Optional.empty());
        RingBuffer ring = new RingBuffer(loaded.map(RingDrain.MAP))) {
      TestRun.of(loaded.program(), PACKET, runs);
      return ring.produced();
    }
  }
}
