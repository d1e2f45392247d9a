package org.hookbench.framework.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.hookbench.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelPacketsTest {
  private static final int ALL = KernelPackets.BATCH;

  /** Takes what it is told to have taken, and has arrive what it is told. */
  private static final class Scripted implements PacketSource {
    final Deque<Integer> taken = new ArrayDeque<>();
    final Deque<Integer> arriving = new ArrayDeque<>();
    Begin begin;
    private long sent;

    @Override
    public void send() {
      sent += taken.remove();
    }

    @Override
    public long sent() {
      return sent;
    }

    @Override
    public int arrived() {
      return arriving.remove();
    }

    @Override
    public int packetBytes() {
      return 106;
    }

    @Override
    public InetSocketAddress[] ends() {
      return new InetSocketAddress[2];
    }

    @Override
    public void close() {}
  }

  private static Flow open(Scripted source, String inject) throws IOException {
    Wire wire =
        (Wire)
            Proxy.newProxyInstance(
                Wire.class.getClassLoader(),
                new Class<?>[] {Wire.class},
                (proxy, method, arguments) -> {
                  if (!method.getName().equals("packets")) {
                    return InetAddress.getLoopbackAddress();
                  }
                  source.begin = (PacketSource.Begin) arguments[0];
                  return source;
                });
    return new KernelPackets(64, inject).open(wire);
  }

  @Test
  void whatDoesNotArriveIsLost() throws IOException {
    Scripted source = new Scripted();
    source.taken.addAll(List.of(ALL, ALL - 3, ALL));
    source.arriving.addAll(List.of(ALL, ALL - 8, ALL + 5));
    Flow flow = open(source, "ingress");
    assertEquals(0, flow.batch());
    assertEquals(8, flow.batch());
    assertEquals(0, flow.batch(), "late ones make no loss negative");
  }

  /** Over the link the device itself counts them. */
  @Test
  void onlyPacketsPutIntoTheReceiversDeviceAreUncounted() throws IOException {
    Scripted in = new Scripted();
    in.taken.addAll(List.of(ALL, ALL - 3));
    in.arriving.addAll(List.of(ALL, ALL));
    Flow flow = open(in, "ingress");
    flow.batch();
    flow.batch();
    assertEquals(PacketSource.Begin.RECEIVED, in.begin);
    assertEquals(2L * ALL - 3, flow.uncountedPackets());
    assertEquals((2L * ALL - 3) * 106, flow.uncountedBytes());
    Scripted out = new Scripted();
    out.taken.add(ALL);
    out.arriving.add(ALL);
    Flow sending = open(out, "egress");
    sending.batch();
    assertEquals(PacketSource.Begin.SENT, out.begin);
    assertEquals(0, sending.uncountedPackets());
  }

  @Test
  void eachWayLacksWhatTheOtherHas() {
    KernelPackets ingress = new KernelPackets(64, "ingress");
    KernelPackets egress = new KernelPackets(64, "egress");
    assertTrue(Event.UNREDIRECTED.isIn(ingress.events()));
    assertTrue(Event.CROSSED.isIn(egress.events()));
    assertEquals(Optional.of("inject=egress"), ingress.parameterFor(Event.CROSSED));
    assertEquals(Optional.of("inject=ingress"), egress.parameterFor(Event.UNREDIRECTED));
    assertEquals(Optional.empty(), ingress.parameterFor(Event.CONNECTION));
    assertEquals(Optional.empty(), egress.parameterFor(Event.PACKET));
  }

  @ParameterizedTest
  @CsvSource({
    "3, ingress, 'payload of a packet is 4 to 1472 bytes, not 3'",
    "1473, egress, 'payload of a packet is 4 to 1472 bytes, not 1473'",
    "64, both, 'inject=both is not one of [ingress, egress]'"
  })
  void badValuesAreRefused(int payload, String inject, String message) {
    UsageException e = assertThrows(UsageException.class, () -> new KernelPackets(payload, inject));
    assertEquals(message, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"veth, shared, true", "veth, free, true", "veth, split, false", "lo, shared, false"})
  void itNeedsOneCpuAndVeth(String link, String placement, boolean fits) {
    assertEquals(fits, new KernelPackets(64, "ingress").lackedBy(link, placement).isEmpty());
  }
}
