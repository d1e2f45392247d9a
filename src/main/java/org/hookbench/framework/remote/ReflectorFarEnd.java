package org.hookbench.framework.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hookbench.framework.lanes.FarPeer;
import org.hookbench.framework.reflect.RoundTrip;
import org.hookbench.framework.reflect.RoundTrips;

/** A reflector of STAMP or TWAMP Light, or an echo server. */
final class ReflectorFarEnd extends OneService {
  private final InetSocketAddress local;
  private final InetSocketAddress far;
  private Optional<RoundTrip> last = Optional.empty();

  ReflectorFarEnd(FarPeer peer, InetAddress local, InetSocketAddress far) {
    super(peer);
    this.local = new InetSocketAddress(local, 0);
    this.far = far;
  }

  @Override
  public boolean receives() {
    return false;
  }

  @Override
  public Echo tcpEcho(int bytes) throws IOException {
    if (peer.kind() != FarPeer.Kind.ECHO) {
      return super.tcpEcho(bytes);
    }
    return echo(RoundTrips.tcpEcho(local, far, bytes, FarEnds.PATIENCE));
  }

  @Override
  public Echo udpEcho(int bytes) throws IOException {
    return echo(
        switch (peer.kind()) {
          case STAMP -> RoundTrips.stamp(local, far, bytes, FarEnds.LOSS);
          case TWAMP -> RoundTrips.twampLight(local, far, bytes, FarEnds.LOSS);
          default -> RoundTrips.udpEcho(local, far, bytes, FarEnds.LOSS);
        });
  }

  private Echo echo(RoundTrip trip) {
    last = Optional.of(trip);
    return new EchoOfTrip(trip, () -> {});
  }

  @Override
  public Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>();
    last.map(RoundTrip::counts)
        .ifPresent(
            replies -> {
              counts.put("lost", replies.lost());
              counts.put("late", replies.late());
            });
    return counts;
  }

  @Override
  public void close() {
    // the trip is its workload's
    last = Optional.empty();
  }
}
