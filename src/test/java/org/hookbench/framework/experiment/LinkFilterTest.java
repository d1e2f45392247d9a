package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.profile.ArmProfile;
import org.hookbench.framework.profile.Figure;
import org.hookbench.framework.profile.ProfileResult;
import org.hookbench.framework.profile.Series;
import org.hookbench.framework.profile.Stacks;
import org.hookbench.kernel.sys.KernelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.runner.BenchmarkException;
import org.openjdk.jmh.runner.link.BinaryLinkClient;

/** The filter on what JMH's own client sends, and on what an attacker would. */
class LinkFilterTest {
  private static final ObjectInputFilter IN_A_FORK =
      ObjectInputFilter.Config.createFilter(
          LinkFilter.jvmArgs().get(0).substring("-Djdk.serialFilter=".length()));

  @Test
  void framesOfJmhsClientPass() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<List<String>> got = CompletableFuture.supplyAsync(() -> frames(server));
      BinaryLinkClient client =
          new BinaryLinkClient(server.getInetAddress().getHostAddress(), server.getLocalPort());
      client.getOutputFormat().println("a line");
      client.getErrStream().println("another");
      client.pushException(
          new BenchmarkException(
              new IllegalStateException("no", new KernelException("attach", 16, "busy"))));
      client.close();
      assertEquals(
          List.of("OutputFormatFrame", "OutputFrame", "ExceptionFrame"),
          got.get().stream().distinct().toList());
    }
  }

  private static List<String> frames(ServerSocket server) {
    List<String> names = new ArrayList<>();
    try (Socket socket = server.accept()) {
      new ObjectOutputStream(socket.getOutputStream()).flush();
      ObjectInputStream in = new ObjectInputStream(socket.getInputStream());
      in.setObjectInputFilter(new LinkFilter());
      while (true) {
        names.add(in.readObject().getClass().getSimpleName());
      }
    } catch (EOFException e) {
      // JMH's client closes the connection before its last frame is out
      return names;
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void resultsOfAForkPass() throws Exception {
    Slices slices = new Slices(2, 0);
    slices.add(0, 1, 2, 3, 4);
    ArmEvidence arm =
        new ArmEvidence(
            true,
            List.of(new ArmEvidence.Pass(1, 2, 3, 4, 5)),
            1,
            2,
            3,
            List.of("sender tso on -> off"),
            new ArmEvidence.Tcp("cubic", 1, 2, 3, 4, 5),
            1.5,
            null);
    ForkReport report =
        new ForkReport(
            1, Deals.draw(3, 2, 1), new ArrayList<>(List.of(arm)), List.of(new byte[9]), 1, 0.5);
    StretchResult stretch = new StretchResult(slices, Optional.of(report));
    assertEquals(1, ((StretchResult) read(stretch)).slices().size());
    ProfileResult profile =
        new ProfileResult(
            "kflame",
            List.of(
                new ArmProfile(
                    List.of(new Figure("softirq", "ns", 1, 2)),
                    new Stacks(new TreeMap<>(Map.of("a;b", 1L)), 1, 2, 3, 4, 5),
                    new Series(List.of("t, s"), List.of(new double[] {1})))));
    assertEquals(1, ((ProfileResult) read(profile)).arms().size());
  }

  /** What a fork gets from the host is of the classes that the host names to it. */
  @Test
  void aForkTakesWhatTheHostSends() throws Exception {
    for (Object sent :
        List.of(
            new ArrayList<>(List.of("a", 1, 2.5, true)),
            new TreeMap<>(Map.of("k", 1L)),
            new Figure("softirq", "ns", 1, 2))) {
      assertEquals(sent, read(sent, IN_A_FORK));
    }
  }

  @Test
  void theLimitsThemselvesPass() throws Exception {
    assertEquals(1 << 22, ((byte[]) read(new byte[1 << 22])).length);
    Object deep = new ArrayList<>();
    for (int i = 1; i < 20; i++) {
      deep = new ArrayList<>(List.of(deep));
    }
    assertEquals(deep, read(deep));
    Object tables = new HashMap<>(Map.of("k", 1));
    for (int i = 1; i < 3; i++) {
      tables = new HashMap<>(Map.of(tables, 1));
    }
    assertEquals(tables, read(tables));
  }

  @Test
  void whatWasRefusedIsSaid() {
    List<Object> deep = new ArrayList<>();
    Map<Object, Object> tables = new HashMap<>(Map.of("k", 1));
    for (int i = 0; i < 30; i++) {
      deep = new ArrayList<>(List.of(deep));
      tables = i < 3 ? new HashMap<>(Map.of(tables, 1)) : tables;
    }
    assertRefused("objects 21 deep", deep);
    assertRefused("an array of 4194305", new byte[(1 << 22) + 1]);
    assertRefused("hash tables 4 deep", tables);
    assertRefused("class java.io.File", new File("x"));
  }

  private static void assertRefused(String said, Object attack) {
    LinkFilter.refused();
    assertThrows(InvalidClassException.class, () -> read(attack));
    assertEquals(Optional.of(said), LinkFilter.refused());
  }

  static List<Object> attacks() throws Exception {
    Map<Object, Object> tables = new HashMap<>();
    for (int i = 0; i < 4; i++) {
      tables = new HashMap<>(Map.of(tables, 1));
    }
    List<Object> deep = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      deep = new ArrayList<>(List.of(deep));
    }
    return List.of(
        new HashSet<>(Set.of(new HashSet<>(), 1)),
        tables,
        deep,
        new int[(1 << 22) + 1],
        new File("/etc/passwd"),
        new URI("http://localhost").toURL(),
        new Object[] {new File("x")},
        new IllegalStateException("a failure's suppressed field is looked at, too", hiding()));
  }

  private static Throwable hiding() {
    Throwable failure =
        new Throwable("hides a file") {
          private static final long serialVersionUID = 1;
          private final File file = new File("x");
        };
    return failure;
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void everythingElseIsRefusedAndNamed(Object attack) throws Exception {
    LinkFilter.refused();
    assertThrows(InvalidClassException.class, () -> read(attack));
    assertTrue(LinkFilter.refused().isPresent());
    assertEquals(Optional.empty(), LinkFilter.refused());
  }

  @Test
  void tablesBesideEachOtherAreNotNested() throws Exception {
    List<Map<String, Integer>> many = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      many.add(new HashMap<>(Map.of("k", i)));
    }
    assertEquals(many, read(many));
  }

  @Test
  void forkRefusesForeignClassesToo() {
    for (Object foreign : List.of(new HashSet<>(Set.of(1)), new File("x"))) {
      assertThrows(InvalidClassException.class, () -> read(foreign, IN_A_FORK));
    }
  }

  private static Object read(Object object) throws Exception {
    return read(object, new LinkFilter());
  }

  private static Object read(Object object, ObjectInputFilter filter) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      in.setObjectInputFilter(filter);
      return in.readObject();
    }
  }
}
