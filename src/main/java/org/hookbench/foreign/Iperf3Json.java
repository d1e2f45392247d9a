package org.hookbench.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code iperf3 -J}: one document, or several one after the other.
 *
 * <p>An {@code error} in a document refuses the file with iperf3's own text. A server's document is
 * refused, for it does not know the sender's sum. Source: iperf3 3.12's output; iperf {@code
 * src/iperf_api.c}.
 */
final class Iperf3Json implements ForeignFormat {
  @Override
  public String name() {
    return "iperf3 -J";
  }

  @Override
  public boolean recognises(ForeignInput in) throws IOException {
    return in.isJson() && in.documents().stream().anyMatch(Iperf3Json::isDocument);
  }

  private static boolean isDocument(JsonNode d) {
    return d.isObject() && d.has("start") && (d.has("end") || d.has("error"));
  }

  @Override
  public ForeignResult read(ForeignInput in) throws IOException {
    Samples out = new Samples("iperf3", in);
    List<JsonNode> documents = in.documents();
    for (int i = 0; i < documents.size(); i++) {
      String path = documents.size() == 1 ? "$" : "document " + (i + 1) + " $";
      document(new JsonAt(in, path, documents.get(i)), i, out);
    }
    return out.result();
  }

  private static void document(JsonAt document, int run, Samples out)
      throws ForeignFormatException {
    Optional<JsonAt> error = document.find("error");
    if (error.isPresent()) {
      throw document.refuse("iperf3 reports: " + Excerpt.quoted(error.get().text()));
    }
    if (document.get("start").find("accepted_connection").isPresent()) {
      throw document.refuse("the output of an iperf3 server, expected its client's");
    }
    JsonAt test = document.get("start").get("test_start");
    JsonAt end = document.get("end");
    boolean bidir = end.find("sum_received_bidir_reverse").isPresent();
    String direction =
        bidir
            ? Iperf3Workload.BIDIR_SENT
            : test.get("reverse").measure() == 0 ? "" : Iperf3Workload.REVERSE;
    direction(test, end, "", direction, run, out);
    if (bidir) {
      direction(test, end, "_bidir_reverse", Iperf3Workload.BIDIR_RECEIVED, run, out);
    }
  }

  private static void direction(
      JsonAt test, JsonAt end, String suffix, String direction, int run, Samples out)
      throws ForeignFormatException {
    String workload =
        Iperf3Workload.name(
            test.get("protocol").text(), (int) test.get("num_streams").measure(), direction);
    Optional<JsonAt> sent = end.find("sum_sent" + suffix);
    JsonAt total = received(end, suffix, sent, out);
    add(out, Iperf3Metric.GOODPUT, workload, total.get("bits_per_second"), run);
    add(out, Iperf3Metric.TRANSFER, workload, total.get("bytes"), run);
    if (sent.isPresent()) {
      add(out, Iperf3Metric.BITRATE, workload, sent.get().get("bits_per_second"), run);
      Optional<JsonAt> retransmits = sent.get().find("retransmits");
      if (retransmits.isPresent()) {
        add(out, Iperf3Metric.RETRANSMITS, workload, retransmits.get(), run);
      }
    }
    if (total.find("jitter_ms").isPresent()) {
      add(out, Iperf3Metric.JITTER, workload, total.get("jitter_ms"), run);
      lost(total, workload, run, out);
    }
  }

  /** The receiver's sum; of iperf 3.1's UDP the only sum there is, which is the sender's. */
  private static JsonAt received(JsonAt end, String suffix, Optional<JsonAt> sent, Samples out)
      throws ForeignFormatException {
    Optional<JsonAt> received = end.find("sum_received" + suffix);
    if (received.isPresent()) {
      return received.get();
    }
    out.note("a run has no receiver's sum: its goodput is the sender's bitrate");
    return sent.isPresent() ? sent.get() : end.get("sum" + suffix);
  }

  private static void lost(JsonAt total, String workload, int run, Samples out)
      throws ForeignFormatException {
    JsonAt lost = total.get("lost_packets");
    double packets = total.get("packets").measure();
    double percent = packets == 0 ? 0 : 100 * lost.measure() / packets;
    out.add(Iperf3Metric.LOST.sample(workload, percent, lost.source(), run));
  }

  private static void add(Samples out, Iperf3Metric metric, String workload, JsonAt value, int run)
      throws ForeignFormatException {
    out.add(metric.sample(workload, value.measure(), value.source(), run));
  }
}
