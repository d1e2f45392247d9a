package org.hookbench.framework.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.hookbench.kernel.netlink.SockDiag;
import org.hookbench.kernel.netlink.TcpInfo;
import org.openjdk.jmh.profile.ProfilerException;

/**
 * The course of each arm's TCP connection, seen from the sender: TCP_INFO by sock_diag at the end
 * of slices, which costs nothing in them. An arm without a TCP connection has neither figures nor a
 * series.
 *
 * <p>Option {@code every=N}: at each N-th slice of an arm. Without it at every slice; where a fork
 * has more than 500 the series keeps every second one, and so on, and stays evenly spaced.
 *
 * <p>Needs the kernel's tcp_diag and no privilege. Source: sock_diag(7), {@code struct tcp_info}.
 */
public final class TcpInfoSeries extends LaneProfiler {
  static final String NAME = "tcpinfo";
  private static final String EVERY = "every";

  private final Optional<Integer> every;
  private final List<Optional<Track>> tracks = new ArrayList<>();
  private final List<SockDiag> open = new ArrayList<>();
  private long origin;
  private boolean begun;

  /**
   * @param options {@code every=N} or nothing
   * @throws ProfilerException for any other option, and where the kernel has no sock_diag
   */
  public TcpInfoSeries(String options) throws ProfilerException {
    Map<String, String> given = ProfilerStart.options(NAME, options, Set.of(EVERY));
    every =
        given.containsKey(EVERY)
            ? Optional.of(ProfilerStart.count(NAME, EVERY, given.get(EVERY)))
            : Optional.empty();
    ProfilerStart.<SockDiag>tryOut(NAME, SockDiag::open);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String getDescription() {
    return "TCP_INFO of the sender after slices: retransmits, reordering, cwnd, srtt, pacing rate";
  }

  @Override
  protected void open(TestbedView view) {
    begun = false;
    for (TestbedView.LaneView lane : view.lanes()) {
      tracks.add(lane.connection().map(ends -> track(lane, ends)));
    }
  }

  private Track track(TestbedView.LaneView lane, java.net.InetSocketAddress[] ends) {
    SockDiag diag = SockDiag.open(lane.sender());
    open.add(diag);
    Supplier<TcpInfo> source = () -> diag.tcpInfo(ends[0], ends[1]);
    return new Track(source, new TcpCourse(every, source.get()));
  }

  @Override
  protected void sliceBegins(int arm) {
    if (!begun) {
      begun = true;
      origin = System.nanoTime();
    }
  }

  @Override
  protected void sliceEnds(int arm, long operations) {
    Optional<Track> track = tracks.get(arm);
    if (track.isPresent() && track.get().course.wantsThisSlice()) {
      track.get().course.add((System.nanoTime() - origin) / 1e9, track.get().source.get());
    }
  }

  @Override
  protected List<ArmProfile> finish() {
    return tracks.stream()
        .map(
            track ->
                track
                    .map(t -> ArmProfile.of(t.course.figures(t.source.get()), t.course.series()))
                    .orElseGet(() -> ArmProfile.of(List.of())))
        .toList();
  }

  @Override
  protected void close() {
    open.forEach(SockDiag::close);
    open.clear();
    tracks.clear();
  }

  /** An arm's connection and what was seen of it. */
  private record Track(Supplier<TcpInfo> source, TcpCourse course) {}
}
