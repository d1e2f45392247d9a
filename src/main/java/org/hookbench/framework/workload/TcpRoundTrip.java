package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Request and response over TCP, one outstanding a connection, both ends blocking: what netperf
 * calls TCP_RR. The hook is on the request's way in. On one connection each operation is timed. On
 * several a batch is a request on each and then the responses to all, and what is measured is the
 * batch's time over their number.
 */
public final class TcpRoundTrip implements Workload {
  private static final int MOST = 65536;

  private final int request;
  private final int response;
  private final int flows;
  private final Optional<Rate> rate;

  /**
   * @param payload bytes of a request and of a response, 1 to 65536
   */
  public TcpRoundTrip(int payload) {
    this(payload, payload, 1, Optional.empty());
  }

  private TcpRoundTrip(int request, int response, int flows, Optional<Rate> rate) {
    this.request = RoundTripSizes.checked("payload", request, 1, MOST);
    this.response = RoundTripSizes.checked("response", response, 1, MOST);
    this.flows = Flows.checked(flows);
    this.rate = rate;
  }

  /**
   * It over several connections.
   *
   * @param number 1 to {@link Flows#MOST}
   */
  public TcpRoundTrip withFlows(int number) {
    return new TcpRoundTrip(request, response, number, rate);
  }

  /**
   * It with a response of another size than the request's.
   *
   * @param text bytes, 1 to 65536, or {@link RoundTripSizes#SAME}, as {@code -p response=} has it
   */
  public TcpRoundTrip withResponse(String text) {
    return new TcpRoundTrip(request, RoundTripSizes.response(text, request), flows, rate);
  }

  /**
   * It at a fixed rate.
   *
   * @param perSecond transactions a second; empty: one after the other
   */
  public TcpRoundTrip withRate(Optional<Rate> perSecond) {
    return new TcpRoundTrip(request, response, flows, perSecond);
  }

  @Override
  public String name() {
    return "TcpRoundTrip";
  }

  @Override
  public Metric metric() {
    return Metric.latency("round trip", "transaction", flows);
  }

  @Override
  public long sliceNanos() {
    return RoundTripSizes.sliceNanos(flows, rate);
  }

  /** Of a cycle 3.7 to 3.9 %, between forks 0.16 to 0.4 %. */
  @Override
  public double cycleVarianceOverForks() {
    return 300;
  }

  @Override
  public boolean isLatency() {
    return flows == 1;
  }

  @Override
  public Set<Event> events() {
    return EnumSet.of(Event.PACKET, Event.DATA);
  }

  @Override
  public boolean inDefaultSuite() {
    return true;
  }

  @Override
  public Optional<FarService> farService() {
    return Optional.of(FarService.TCP_ECHO);
  }

  @Override
  public Optional<String> lackedBy(String link, String placement) {
    return RoundTripSizes.lackedBy(link, flows, request, response);
  }

  @Override
  public boolean isPaced() {
    return rate.isPresent();
  }

  @Override
  public Flow open(Wire wire) throws IOException {
    Flow flow = openFlow(wire);
    return rate.isEmpty() ? flow : new PacedLatencyFlow(flow, rate.get().intervalNanos(flows));
  }

  private Flow openFlow(Wire wire) throws IOException {
    if (wire.far().isPresent()) {
      FarEnd far = wire.far().get();
      return new FarRoundTrip(wire.atSender(() -> far.tcpEcho(request)), true, wire.patience());
    }
    List<TcpConnection> connections = TcpConnection.open(wire, flows, OptionalInt.empty());
    try {
      RawStream[] servers = new RawStream[flows];
      RawStream[] clients = new RawStream[flows];
      // what is in the buffers does not matter, so all connections of a side share them
      ByteBuffer requested = ByteBuffer.allocateDirect(request);
      ByteBuffer answer = ByteBuffer.allocateDirect(response);
      ByteBuffer ask = ByteBuffer.allocateDirect(request);
      ByteBuffer answered = ByteBuffer.allocateDirect(response);
      for (int i = 0; i < flows; i++) {
        TcpConnection connection = connections.get(i);
        servers[i] = wire.raw(connection.receiver(), requested, answer);
        clients[i] = wire.raw(connection.sender(), answered, ask);
      }
      Peer peer = new Peer("echo", wire, connections, () -> serve(servers));
      return new PingPong(connections, clients, peer);
    } catch (IOException | RuntimeException e) {
      for (TcpConnection connection : connections) {
        connection.close();
      }
      throw e;
    }
  }

  private static boolean serve(RawStream[] connections) throws IOException {
    for (RawStream connection : connections) {
      if (!connection.receive()) {
        return false;
      }
      connection.send();
    }
    return true;
  }

  private static final class PingPong implements Flow {
    private final List<TcpConnection> connections;
    private final RawStream[] clients;
    private final Peer peer;
    private boolean answered;

    PingPong(List<TcpConnection> connections, RawStream[] clients, Peer peer) {
      this.connections = connections;
      this.clients = clients;
      this.peer = peer;
    }

    @Override
    public int batch() throws IOException {
      peer.start();
      // what TCP has acknowledged may still be lost, at the socket: the first answer will tell
      if (!answered) {
        patience(Wire.PATIENCE);
      }
      for (RawStream client : clients) {
        client.send();
      }
      for (RawStream client : clients) {
        if (!client.receive()) {
          throw peer.ended();
        }
      }
      if (!answered) {
        patience(Duration.ZERO);
        answered = true;
      }
      return 0;
    }

    private void patience(Duration most) {
      for (RawStream client : clients) {
        client.patience(most);
      }
    }

    @Override
    public Optional<InetSocketAddress[]> connection() {
      return Optional.of(connections.get(0).addresses());
    }

    @Override
    public List<InetSocketAddress[]> connections() {
      return connections.stream().map(TcpConnection::addresses).toList();
    }

    @Override
    public void close() throws IOException {
      peer.close();
    }
  }
}
