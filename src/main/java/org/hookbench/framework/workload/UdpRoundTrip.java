package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hookbench.SocketAddresses;

/**
 * A datagram and its echo, one outstanding a pair of sockets: what netperf calls UDP_RR. On one
 * pair each operation is timed; on several a batch is a datagram on each and then the echoes of
 * all. The hook is on the datagram's way in, against another host on the echo's. A datagram that is
 * lost ends the measurement where both ends are in this process, for then a program drops it;
 * against another host it is counted.
 */
public final class UdpRoundTrip implements Workload {
  private static final int MOST = 65507;

  /** Of an echo by another host, which is known by its number. */
  private static final int LEAST_WITH_PEER = 4;

  private final int request;
  private final int response;
  private final int flows;
  private final Optional<Rate> rate;

  /**
   * @param payload bytes of a datagram and its echo, 1 to 65507
   */
  public UdpRoundTrip(int payload) {
    this(payload, payload, 1, Optional.empty());
  }

  private UdpRoundTrip(int request, int response, int flows, Optional<Rate> rate) {
    this.request = RoundTripSizes.checked("payload", request, 1, MOST);
    this.response = RoundTripSizes.checked("response", response, 1, MOST);
    this.flows = Flows.checked(flows);
    this.rate = rate;
  }

  /**
   * It over several pairs of sockets.
   *
   * @param number 1 to {@link Flows#MOST}
   */
  public UdpRoundTrip withFlows(int number) {
    return new UdpRoundTrip(request, response, number, rate);
  }

  /**
   * It with a response of another size than the request's.
   *
   * @param text bytes, 1 to 65507, or {@link RoundTripSizes#SAME}, as {@code -p response=} has it
   */
  public UdpRoundTrip withResponse(String text) {
    return new UdpRoundTrip(request, RoundTripSizes.response(text, request), flows, rate);
  }

  /**
   * It at a fixed rate.
   *
   * @param perSecond transactions a second; empty: one after the other
   */
  public UdpRoundTrip withRate(Optional<Rate> perSecond) {
    return new UdpRoundTrip(request, response, flows, perSecond);
  }

  @Override
  public Metric metric() {
    return Metric.latency("round trip", "transaction", flows);
  }

  @Override
  public long sliceNanos() {
    return RoundTripSizes.sliceNanos(flows, rate);
  }

  @Override
  public boolean isLatency() {
    return flows == 1;
  }

  @Override
  public Set<Event> events() {
    return EnumSet.of(Event.PACKET);
  }

  @Override
  public Optional<FarService> farService() {
    return Optional.of(FarService.UDP_ECHO);
  }

  @Override
  public Optional<String> lackedBy(String link, String placement) {
    return link.equals("dev") && request < LEAST_WITH_PEER
        ? Optional.of("needs payload=" + LEAST_WITH_PEER + " or more with a peer")
        : RoundTripSizes.lackedBy(link, flows, request, response);
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
      return new FarRoundTrip(wire.atSender(() -> far.udpEcho(request)), false, wire.patience());
    }
    List<DatagramChannel> clients = new ArrayList<>();
    List<DatagramChannel> servers = new ArrayList<>();
    try {
      for (int i = 0; i < flows; i++) {
        servers.add(wire.atReceiver(() -> bound(wire.receiver())));
        clients.add(wire.atSender(() -> bound(wire.sender())));
        clients.get(i).connect(servers.get(i).getLocalAddress());
        servers.get(i).connect(clients.get(i).getLocalAddress());
      }
      return new PingPong(wire, clients, servers, request, response);
    } catch (IOException | RuntimeException e) {
      closeAll(clients);
      closeAll(servers);
      throw e;
    }
  }

  private static void closeAll(List<DatagramChannel> channels) throws IOException {
    for (DatagramChannel channel : channels) {
      channel.close();
    }
  }

  private static DatagramChannel bound(java.net.InetAddress address) throws IOException {
    InetSocketAddress any = new InetSocketAddress(address, 0);
    DatagramChannel channel = DatagramChannel.open(SocketAddresses.family(any));
    try {
      return channel.bind(any);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static final class PingPong implements Flow {
    private final List<DatagramChannel> clients;
    private final List<DatagramChannel> servers;
    private final RawStream[] raw;
    private final Thread echo;
    private final List<InetSocketAddress[]> ends = new ArrayList<>();
    private boolean started;

    PingPong(
        Wire wire,
        List<DatagramChannel> clients,
        List<DatagramChannel> servers,
        int request,
        int response)
        throws IOException {
      this.clients = clients;
      this.servers = servers;
      this.raw = new RawStream[clients.size()];
      ByteBuffer ask = ByteBuffer.allocateDirect(request);
      ByteBuffer answered = ByteBuffer.allocateDirect(response);
      for (int i = 0; i < raw.length; i++) {
        DatagramChannel client = clients.get(i);
        raw[i] = wire.raw(client, answered, ask);
        raw[i].patience(wire.patience());
        ends.add(Ends.of(client));
      }
      ByteBuffer requested = ByteBuffer.allocateDirect(request);
      ByteBuffer answer = ByteBuffer.allocateDirect(response);
      echo =
          new Thread(
              () -> {
                wire.placeReceiver();
                echo(servers, requested, answer);
              },
              "echo");
      echo.setDaemon(true);
    }

    private static void echo(
        List<DatagramChannel> servers, ByteBuffer requested, ByteBuffer answer) {
      DatagramChannel[] all = servers.toArray(DatagramChannel[]::new);
      try {
        while (true) {
          for (DatagramChannel server : all) {
            server.read(requested.clear());
            server.write(answer.clear());
          }
        }
      } catch (ClosedChannelException e) {
        // our own close
      } catch (IOException e) {
        // the client gives up, and says that no answer came
        return;
      }
    }

    @Override
    public int batch() throws IOException {
      if (!started) {
        started = true;
        echo.start();
      }
      for (RawStream client : raw) {
        client.send();
      }
      for (RawStream client : raw) {
        client.receive();
      }
      return 0;
    }

    @Override
    public Optional<InetSocketAddress[]> ends() {
      return Optional.of(ends.get(0));
    }

    @Override
    public List<InetSocketAddress[]> allEnds() {
      return List.copyOf(ends);
    }

    @Override
    public void close() throws IOException {
      closeAll(clients);
      // wakes the thread that is blocked on one of them
      closeAll(servers);
      boolean interrupted = false;
      while (echo.isAlive()) {
        try {
          echo.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
