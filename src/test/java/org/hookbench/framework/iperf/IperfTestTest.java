package org.hookbench.framework.iperf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole tests with servers that say what recorded ones said. */
class IperfTestTest {
  private static final Patience SHORT =
      new Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(200));

  /** Of 3.12, which prints -1 without a sign. */
  private static final String RECEIVED_BY_3_12 =
      """
      {"cpu_util_total":29.5,"cpu_util_user":0.5,"cpu_util_system":29.0,\
      "sender_has_retransmits":18446744073709551615,"congestion_used":"bbr","streams":[\
      {"id":1,"bytes":1000,"retransmits":18446744073709551615,"jitter":0,"errors":0,"packets":0,\
      "start_time":0,"end_time":0.402633},\
      {"id":3,"bytes":2000,"retransmits":18446744073709551615,"jitter":0,"errors":0,"packets":0,\
      "start_time":0,"end_time":0.402634}]}""";

  /** Of 3.1, which knows fewer fields. */
  private static final String SENT_BY_3_1 =
      """
      {"cpu_util_total":35.1,"cpu_util_user":1.1,"cpu_util_system":34.0,\
      "sender_has_retransmits":1,"streams":[\
      {"id":1,"bytes":5,"retransmits":1,"jitter":0,"errors":0,"packets":0}]}""";

  @Test
  void theServerReceivesTwoStreams() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(
                s -> {
                  s.begin(2);
                  s.finish(RECEIVED_BY_3_12);
                });
        IperfTest test = start(server, Protocol.TCP, false, 2)) {
      test.check();
      assertEquals(2, test.tcp().size());
      assertEquals(List.of(), test.udp());
      assertTrue(test.tcp().get(0).isBlocking());
      IperfResults results = test.end(List.of(FlowTotals.ofBytes(1000), FlowTotals.ofBytes(2000)));
      assertEquals(3000, results.bytes());
      assertEquals(OptionalLong.empty(), results.retransmits());
      assertEquals(Optional.of("bbr"), results.congestionControl());
      assertEquals(OptionalDouble.of(0.402633), results.flows().get(0).seconds());
      assertEquals(29.5, results.cpuPercent());
      assertEquals(RECEIVED_BY_3_12, results.json());
      assertFalse(test.tcp().get(0).isOpen());
      List<String> heard = server.heard(4);
      assertEquals(
          "{\"tcp\":true,\"omit\":0,\"time\":86400,\"num\":0,\"blockcount\":0,\"parallel\":2,"
              + "\"len\":131072,\"pacing_timer\":1000,\"client_version\":\"HookBench\"}",
          heard.get(0));
      assertEquals("end 4", heard.get(1));
      assertTrue(
          heard.get(2).contains("{\"id\":3,\"bytes\":2000,\"retransmits\":-1,"), heard.get(2));
      assertEquals("end 16", heard.get(3));
    }
  }

  @Test
  void whatArrivesAfterTheEndIsCounted() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(
                s -> {
                  s.begin(1);
                  s.streams.get(0).getOutputStream().write(new byte[5]);
                  s.finish(SENT_BY_3_1);
                });
        IperfTest test = start(server, Protocol.TCP, true, 1)) {
      assertEquals(2, test.tcp().get(0).read(ByteBuffer.allocate(2)));
      IperfResults results = test.end(List.of(FlowTotals.ofBytes(2)));
      assertEquals(3, results.flows().get(0).bytesAfterEnd());
      assertEquals(OptionalLong.of(1), results.retransmits());
      assertEquals(OptionalDouble.empty(), results.flows().get(0).seconds());
      assertEquals(Optional.empty(), results.congestionControl());
      assertTrue(server.heard(1).get(0).contains("\"reverse\":true"));
    }
  }

  /** Of 3.10 and later, and of earlier ones on machines of either byte order. */
  @ParameterizedTest
  @ValueSource(ints = {0x36373839, 0xb168de3a, 0x3ade68b1})
  void datagramsBeginWithTheAnswersOfAllVersions(int answer) throws Exception {
    byte[] bytes = ByteBuffer.allocate(4).putInt(answer).array();
    try (ScriptedServer server =
            new ScriptedServer(
                s -> {
                  s.readCookie();
                  s.say(9);
                  s.note(s.hearJson());
                  try (DatagramSocket flow = s.acceptDatagrams(bytes)) {
                    s.say(1, 2);
                    flow.send(new DatagramPacket(new byte[1448], 1448));
                    s.finish(SENT_BY_3_1.replace("\"bytes\":5", "\"bytes\":2896"));
                  }
                });
        IperfTest test = start(server, Protocol.UDP, true, 1)) {
      ByteBuffer datagram = ByteBuffer.allocate(2000);
      assertEquals(1448, test.udp().get(0).read(datagram));
      IperfResults results = test.end();
      assertEquals(2, results.flows().get(0).packets());
      List<String> heard = server.heard(2);
      assertTrue(heard.get(0).contains("\"bandwidth\":1048576,"), heard.get(0));
      assertTrue(heard.get(0).contains("\"udp_counters_64bit\":1,"), heard.get(0));
      assertEquals("hello 9876", heard.get(1));
    }
  }

  @Test
  void closeInTheMiddleTellsTheServer() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.begin(1);
              s.note("closed by " + s.hear());
            })) {
      IperfTest test = start(server, Protocol.TCP, true, 1);
      test.close();
      assertFalse(test.tcp().get(0).isOpen());
      assertThrows(IllegalStateException.class, test::check);
      test.close();
      assertEquals("closed by 12", server.heard(2).get(1));
    }
  }

  @Test
  void aServerBetweenTwoTestsIsAskedAgain() throws Exception {
    int[] asked = {0};
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              if (asked[0]++ == 0) {
                s.say(-1);
              } else if (asked[0] > 2) {
                s.begin(1);
                s.finish(SENT_BY_3_1);
              }
            })) {
      try (IperfTest test = start(server, Protocol.TCP, false, 1)) {
        assertEquals(5, test.end().bytes());
      }
    }
    assertEquals(3, asked[0]);
  }

  private static IperfTest start(ScriptedServer server, Protocol protocol, boolean reverse, int n)
      throws IOException {
    return IperfTest.start(
        IperfOptions.of(server.address(), protocol).reverse(reverse).flows(n).build(), SHORT);
  }
}
