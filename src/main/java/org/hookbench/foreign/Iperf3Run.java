package org.hookbench.foreign;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of the iperf3 client, from its first line to {@code iperf Done.} */
final class Iperf3Run {
  private final ForeignInput in;
  private final int firstLine;
  private final List<Iperf3Row> rows = new ArrayList<>();
  private boolean reverse;

  Iperf3Run(ForeignInput in, int firstLine) {
    this.in = in;
    this.firstLine = firstLine;
  }

  void add(Iperf3Row row) {
    rows.add(row);
  }

  void reverse() {
    reverse = true;
  }

  ForeignFormatException truncated() {
    return in.refuse(firstLine, "truncated, expected 'iperf Done.' after the run of this line");
  }

  /** The run's samples, of both directions where it has two. */
  void complete(Samples out, int run) throws ForeignFormatException {
    if (rows.isEmpty()) {
      throw in.refuse(firstLine, "expected iperf3's closing table after this line");
    }
    for (String direction : List.of("", "TX", "RX")) {
      List<Iperf3Row> own = rows.stream().filter(r -> r.direction().equals(direction)).toList();
      if (!own.isEmpty()) {
        direction(own, direction, out, run);
      }
    }
  }

  private void direction(List<Iperf3Row> own, String direction, Samples out, int run)
      throws ForeignFormatException {
    int streams =
        (int) own.stream().map(Iperf3Row::id).filter(id -> !id.equals("SUM")).distinct().count();
    List<Iperf3Row> total =
        streams <= 1 ? own : own.stream().filter(r -> r.id().equals("SUM")).toList();
    if (total.isEmpty()) {
      throw in.refuse(own.get(0).line(), "expected a [SUM] line for " + streams + " streams");
    }
    Optional<Iperf3Row> sender = only(total, false);
    Optional<Iperf3Row> receiver = only(total, true);
    if (receiver.isEmpty()) {
      out.note("a run has no receiver line: its goodput is the sender's bitrate");
    }
    Iperf3Row arrived = receiver.or(() -> sender).orElseThrow();
    String workload =
        Iperf3Workload.name(
            arrived.datagrams().isPresent() ? "UDP" : "TCP",
            Math.max(1, streams),
            suffix(direction));
    add(out, Iperf3Metric.GOODPUT, workload, arrived.bitsPerSecond().doubleValue(), arrived, run);
    add(out, Iperf3Metric.TRANSFER, workload, arrived.bytes().doubleValue(), arrived, run);
    sender.ifPresent(
        s -> {
          add(out, Iperf3Metric.BITRATE, workload, s.bitsPerSecond().doubleValue(), s, run);
          s.retransmits()
              .ifPresent(
                  r -> add(out, Iperf3Metric.RETRANSMITS, workload, r.doubleValue(), s, run));
        });
    arrived
        .datagrams()
        .ifPresent(
            d -> {
              add(out, Iperf3Metric.JITTER, workload, d.jitter().doubleValue(), arrived, run);
              add(out, Iperf3Metric.LOST, workload, d.lostPercent(), arrived, run);
            });
  }

  private Optional<Iperf3Row> only(List<Iperf3Row> total, boolean receiver)
      throws ForeignFormatException {
    List<Iperf3Row> found = total.stream().filter(r -> r.receiver() == receiver).toList();
    if (found.size() > 1) {
      throw in.refuse(
          found.get(1).line(), "a second closing table, expected 'iperf Done.' after the first");
    }
    return found.stream().findFirst();
  }

  private void add(
      Samples out, Iperf3Metric metric, String workload, double value, Iperf3Row row, int run) {
    out.add(metric.sample(workload, value, in.at(row.line()), run));
  }

  private String suffix(String direction) {
    return switch (direction) {
      case "TX" -> Iperf3Workload.BIDIR_SENT;
      case "RX" -> Iperf3Workload.BIDIR_RECEIVED;
      default -> reverse ? Iperf3Workload.REVERSE : "";
    };
  }
}
