package org.hookbench.tool.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of the iperf3 client, from its first line to {@code iperf Done.} */
final class Iperf3Run {
  private final InputText in;
  private final int firstLine;
  private final List<Iperf3Row> rows = new ArrayList<>();
  private final Iperf3Setting setting;
  private boolean reverse;

  /**
   * @param setting what the lines before it say of how it was run
   */
  Iperf3Run(InputText in, int firstLine, Iperf3Setting setting) {
    this.in = in;
    this.setting = setting;
    this.firstLine = firstLine;
  }

  void add(Iperf3Row row) {
    rows.add(row);
  }

  void reverse() {
    reverse = true;
  }

  Iperf3Setting setting() {
    return setting;
  }

  InputFormatException truncated() {
    return in.refuse(firstLine, "truncated, expected 'iperf Done.' after the run of this line");
  }

  /** The run's samples, of both directions where it has two. */
  void complete(Samples out, int run) throws InputFormatException {
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
      throws InputFormatException {
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
            protocol(arrived, sender, out), Math.max(1, streams), suffix(direction));
    Iperf3Values values =
        new Iperf3Values(out, workload, run, setting.conditions(sender.orElse(arrived).seconds()));
    String arrivedAt = in.at(arrived.line());
    values.add(Iperf3Metric.GOODPUT, arrived.bitsPerSecond().doubleValue(), arrivedAt);
    values.add(Iperf3Metric.TRANSFER, arrived.bytes().doubleValue(), arrivedAt);
    if (sender.isPresent()) {
      String sentAt = in.at(sender.get().line());
      values.add(Iperf3Metric.BITRATE, sender.get().bitsPerSecond().doubleValue(), sentAt);
      if (sender.get().retransmits().isPresent()) {
        double count = sender.get().retransmits().getAsDouble();
        values.addIfKnown(Iperf3Metric.RETRANSMITS, count, sentAt);
      }
    }
    if (arrived.datagrams().isPresent()) {
      Iperf3Row.Datagrams d = arrived.datagrams().get();
      values.addIfKnown(Iperf3Metric.JITTER, d.jitter(), arrivedAt);
      values.addLost(d.lost(), d.total(), arrivedAt);
    }
  }

  /**
   * What the run's own words say; else UDP is told by its datagrams, and the rest taken for TCP.
   */
  private String protocol(Iperf3Row arrived, Optional<Iperf3Row> sender, Samples out) {
    if (setting.protocol().isPresent()) {
      return setting.protocol().get();
    }
    if (arrived.datagrams().isPresent()) {
      return "UDP";
    }
    if (sender.isPresent() && sender.get().retransmits().isEmpty()) {
      out.note("a run without retransmits is taken for TCP, and may be SCTP; iperf3 -V tells them");
    }
    return "TCP";
  }

  private Optional<Iperf3Row> only(List<Iperf3Row> total, boolean receiver)
      throws InputFormatException {
    List<Iperf3Row> found = total.stream().filter(r -> r.receiver() == receiver).toList();
    if (found.size() > 1) {
      throw in.refuse(
          found.get(1).line(), "a second closing table, expected 'iperf Done.' after the first");
    }
    return found.stream().findFirst();
  }

  private String suffix(String direction) {
    return switch (direction) {
      case "TX" -> Iperf3Workload.BIDIR_SENT;
      case "RX" -> Iperf3Workload.BIDIR_RECEIVED;
      default -> reverse ? Iperf3Workload.REVERSE : "";
    };
  }
}
