package org.hookbench.framework.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.function.Supplier;
import org.hookbench.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several flows, sizes and ways to send: what a batch is then, and what is refused. */
class FlowsTest {
  /** Each pair of sockets has as many datagrams, and no batch is shorter than that of one pair. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 32",
    "8, 1, 32",
    "5, 1, 30",
    "64, 1, 64",
    "1, 16, 32",
    "4, 16, 64",
    "3, 4, 24"
  })
  void aBatchOfDatagramsIsAMultipleOfTheFlows(int flows, int segments, int batch) {
    Metric metric = new UdpPackets(64).withFlows(flows).withSegments(segments).metric();
    assertEquals(batch, metric.operationsPerBatch());
    assertEquals(1, metric.value(batch), 1e-9, "ns a packet, of a batch with a ns for each");
  }

  /** Goodput: bits of all connections over the batch's time. */
  @ParameterizedTest
  @CsvSource({
    "262144, 1, 262144",
    "262144, 4, 262144",
    "262144, 64, 4194304",
    "4096, 1, 262144",
    "64, 1, 4096",
    "1, 1, 1024",
    "1, 8, 8192"
  })
  void aBlockIsAllConnectionsShares(int chunk, int flows, int bytes) {
    Metric metric = new TcpStream(chunk).withFlows(flows).metric();
    assertEquals(bytes, metric.operationsPerBatch());
    assertEquals(8, metric.value(bytes), 1e-9, "Gbit/s, of a byte a ns");
  }

  /** On one connection a batch is a transaction, on several one of each. */
  @Test
  void aRoundTripIsABatchsTimeOverItsNumber() {
    for (Workload one : new Workload[] {new TcpRoundTrip(1), new UdpRoundTrip(1)}) {
      assertTrue(one.isLatency());
      assertEquals(2, one.metric().value(2000), 1e-9);
    }
    for (Workload eight :
        new Workload[] {new TcpRoundTrip(1).withFlows(8), new UdpRoundTrip(1).withFlows(8)}) {
      assertFalse(eight.isLatency());
      assertEquals(8, eight.metric().operationsPerBatch());
      assertEquals(2, eight.metric().value(16_000), 1e-9);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 257, Integer.MAX_VALUE})
  void flowsThatAreNone(int flows) {
    String said = "flows is 1 to 256, not " + flows;
    assertEquals(said, refusal(() -> new UdpPackets(64).withFlows(flows)));
    assertEquals(said, refusal(() -> new TcpStream(64).withFlows(flows)));
    assertEquals(said, refusal(() -> new TcpRoundTrip(64).withFlows(flows)));
    assertEquals(said, refusal(() -> new UdpRoundTrip(64).withFlows(flows)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | 64 | segments is 1, 2, 4, 8, 16 or 32 datagrams of a call, not 3",
        "0 | 64 | segments is 1, 2, 4, 8, 16 or 32 datagrams of a call, not 0",
        "64 | 64 | segments is 1, 2, 4, 8, 16 or 32 datagrams of a call, not 64",
        "32 | 4000 | segments=32 of payload=4000 are more than the 65507 bytes that a call sends at"
            + " most",
        "1 | 0 | payload of a datagram is 1 to 65507 bytes, not 0",
        "1 | 65508 | payload of a datagram is 1 to 65507 bytes, not 65508"
      })
  void datagramsThatAreNone(int segments, int payload, String said) {
    assertEquals(said, refusal(() -> new UdpPackets(payload).withSegments(segments)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Same", "1k", "-", "1.5"})
  void responsesThatAreNoNumber(String text) {
    String said = "response=" + text + " is no number of bytes, nor same";
    assertEquals(said, refusal(() -> new TcpRoundTrip(1).withResponse(text)));
    assertEquals(said, refusal(() -> new UdpRoundTrip(1).withResponse(text)));
  }

  @Test
  void responsesThatAreTooSmallOrTooLarge() {
    assertEquals(
        "response of a round trip is 1 to 65536 bytes, not 0",
        refusal(() -> new TcpRoundTrip(1).withResponse("0")));
    assertEquals(
        "response of a round trip is 1 to 65507 bytes, not 65508",
        refusal(() -> new UdpRoundTrip(1).withResponse("65508")));
  }

  @Test
  void aWayToSendThatIsNone() {
    assertEquals(
        "send=splice is neither write nor sendfile",
        refusal(() -> new TcpStream(64).withSending("splice")));
  }

  /** An echo of another host is one at a time and as it was sent. */
  @Test
  void whatAPeerDoesNotServeIsSaid() {
    assertEquals(Optional.empty(), new TcpRoundTrip(1).lackedBy("dev", "free"));
    assertEquals(Optional.empty(), new TcpRoundTrip(1).withFlows(8).lackedBy("veth", "free"));
    assertEquals(
        Optional.of("has one transaction outstanding with a peer; leave flows=1"),
        new TcpRoundTrip(1).withFlows(8).lackedBy("dev", "free"));
    assertEquals(
        Optional.of("gets its own request back from a peer; leave response=same"),
        new UdpRoundTrip(64).withResponse("100").lackedBy("dev", "free"));
    assertEquals(Optional.empty(), new UdpRoundTrip(64).withResponse("64").lackedBy("dev", "free"));
    assertEquals(
        Optional.of("needs payload=4 or more with a peer"),
        new UdpRoundTrip(3).lackedBy("dev", "free"));
    assertTrue(new TcpStream(64).withSending("sendfile").lackedBy("dev", "free").isPresent());
    assertTrue(new UdpPackets(64).withSegments(2).lackedBy("dev", "free").isPresent());
    assertEquals(Optional.empty(), new UdpPackets(64).withFlows(9).lackedBy("dev", "free"));
  }

  private static String refusal(Supplier<Workload> made) {
    return assertThrows(UsageException.class, made::get).getMessage();
  }
}
