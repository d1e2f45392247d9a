package org.hookbench.framework.runfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.evidence.PlaceEvidence;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Design;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.ForkReport;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.experiment.Slices;
import org.hookbench.framework.workload.Metric;

/**
 * Writes a run that {@link RunCheck} has passed. The order of fields is that of {@link
 * RunDocument}.
 */
final class RunWriter implements AutoCloseable {
  /** No fraction that a user can set is 0. */
  private static final int NOT_SET = 0;

  // Double.toString of Java 17 is not always the shortest form, and later ones differ from it
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .build();

  /** Writes a value into the array or object that has just begun. */
  private interface Values {
    void write() throws IOException;
  }

  private final Layout layout = new Layout();
  private final JsonGenerator out;

  private RunWriter(OutputStream to) throws IOException {
    out = JSON.createGenerator(to).setPrettyPrinter(layout);
  }

  static void write(RunData run, OutputStream to) throws IOException {
    try (RunWriter writer = new RunWriter(to)) {
      writer.run(run);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void run(RunData run) throws IOException {
    out.writeStartObject();
    out.writeStringField("format", RunFile.FORMAT);
    out.writeNumberField("version", RunFile.VERSION);
    out.writeStringField("hookbench", run.version());
    out.writeStringField("status", run.status().name());
    started(run.startedMillis());
    out.writeNumberField("wallNanos", run.wallNanos());
    texts("arguments", run.arguments());
    design(run.design());
    map("machine", run.machine());
    texts("failures", run.failures());
    out.writeArrayFieldStart("cases");
    for (CaseData c : run.cases()) {
      oneCase(c);
    }
    out.writeEndArray();
    out.writeEndObject();
    out.writeRaw('\n');
  }

  private void started(long millis) throws IOException {
    out.writeNumberField("startedMillis", millis);
    out.writeStringField("started", Instant.ofEpochMilli(millis).toString());
  }

  private void design(Design design) throws IOException {
    out.writeObjectFieldStart("design");
    out.writeNumberField("forks", design.forks());
    out.writeNumberField("stretches", design.stretches());
    out.writeNumberField("seed", design.seed());
    out.writeNumberField("delta", design.delta().orElse(NOT_SET));
    out.writeNumberField("precision", design.precision().orElse(NOT_SET));
    if (design.against().isPresent()) {
      out.writeStringField("against", design.against().get());
    }
    out.writeEndObject();
  }

  private void oneCase(CaseData c) throws IOException {
    out.writeStartObject();
    out.writeStringField("benchmark", c.bench().benchmark());
    out.writeStringField("workload", c.bench().workload());
    map("params", c.bench().params());
    Metric metric = c.metric();
    out.writeFieldName("metric");
    compactObject(
        () -> {
          out.writeStringField("name", metric.name());
          out.writeStringField("unit", metric.unit());
          out.writeBooleanField("higherIsBetter", metric.higherIsBetter());
          out.writeNumberField("delta", metric.delta());
          out.writeStringField("operation", metric.operation());
          out.writeNumberField("operationsPerBatch", metric.operationsPerBatch());
          out.writeNumberField("ofOneNano", metric.ofOneNano());
        });
    out.writeFieldName("measurement");
    compactObject(
        () -> {
          out.writeNumberField("cycles", c.measurement().cycles());
          out.writeNumberField("warmupCycles", c.measurement().warmupCycles());
          out.writeNumberField("sliceNanos", c.measurement().sliceNanos());
        });
    out.writeArrayFieldStart("arms");
    for (Arm arm : c.arms()) {
      arm(arm);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("forks");
    for (ForkData fork : c.forks()) {
      fork(fork);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void arm(Arm arm) throws IOException {
    compactObject(
        () -> {
          out.writeStringField("id", arm.id());
          out.writeStringField("hook", arm.hook().toString());
          out.writeStringField("program", arm.program().orElse(""));
          out.writeStringField("role", arm.role().name());
        });
  }

  private void fork(ForkData fork) throws IOException {
    out.writeStartObject();
    out.writeNumberField("number", fork.number());
    started(fork.startedMillis());
    out.writeObjectFieldStart("slices");
    slices(fork.slices());
    out.writeEndObject();
    out.writeFieldName("report");
    if (fork.report().isPresent()) {
      report(fork.report().get());
    } else {
      out.writeNull();
    }
    out.writeEndObject();
  }

  private void slices(Slices s) throws IOException {
    int n = s.size();
    column("arm", n, i -> out.writeNumber(s.arm(i)));
    column("startNanos", n, i -> out.writeNumber(s.startNanos(i)));
    column("value", n, i -> out.writeNumber(s.value(i)));
    column("batches", n, i -> out.writeNumber(s.batches(i)));
    column("lost", n, i -> out.writeNumber(s.lost(i)));
  }

  private void report(ForkReport report) throws IOException {
    out.writeStartObject();
    out.writeNumberField("seed", report.seed());
    out.writeArrayFieldStart("deals");
    layout.compact(true);
    for (int[] deal : report.deals().lanes()) {
      out.writeArray(deal, 0, deal.length);
    }
    out.writeEndArray();
    layout.compact(false);
    out.writeNumberField("heapBytes", report.heapBytes());
    out.writeArrayFieldStart("evidence");
    for (ArmEvidence evidence : report.evidence()) {
      compactObject(() -> evidence(evidence));
    }
    out.writeEndArray();
    out.writeArrayFieldStart("histograms");
    for (byte[] histogram : report.histograms()) {
      out.writeString(Base64.getEncoder().encodeToString(histogram));
    }
    out.writeEndArray();
    if (report.load().isPresent()) {
      out.writeNumberField("otherLoad", report.load().getAsDouble());
    }
    if (report.ofPlace().isPresent()) {
      out.writeFieldName("place");
      place(report.ofPlace().get());
    }
    out.writeEndObject();
  }

  private void place(PlaceEvidence place) throws IOException {
    out.writeStartObject();
    out.writeNumberField("settleNanos", place.settleNanos());
    out.writeNumberField("discardedSlices", place.discardedSlices());
    out.writeNumberField("arrivals", place.turns().arrivals());
    out.writeNumberField("exchanges", place.turns().exchanges());
    out.writeObjectFieldStart("peer");
    for (Map.Entry<String, Long> count : place.peer().entrySet()) {
      out.writeNumberField(Text.printable(count.getKey()), count.getValue());
    }
    out.writeEndObject();
    texts("device", place.devices().here());
    texts("peerDevice", place.devices().far());
    if (place.limit().isPresent()) {
      PlaceEvidence.Saturation saturation = place.limit().get();
      out.writeObjectFieldStart("saturation");
      out.writeNumberField("busiestCpu", saturation.busiestCpu());
      out.writeNumberField("bitsPerSecond", saturation.bitsPerSecond());
      out.writeNumberField("linkBitsPerSecond", saturation.linkBitsPerSecond());
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private void texts(String field, Map<String, String> texts) throws IOException {
    out.writeObjectFieldStart(field);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      out.writeStringField(Text.printable(text.getKey()), Text.printable(text.getValue()));
    }
    out.writeEndObject();
  }

  private void evidence(ArmEvidence e) throws IOException {
    out.writeBooleanField("attached", e.attached());
    out.writeArrayFieldStart("passes");
    for (ArmEvidence.Pass pass : e.passes()) {
      out.writeStartObject();
      out.writeNumberField("operations", pass.operations());
      out.writeNumberField("packets", pass.packets());
      out.writeNumberField("bytes", pass.bytes());
      out.writeNumberField("hits", pass.hits());
      out.writeNumberField("hitNanos", pass.hitNanos());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeNumberField("rxPackets", e.rxPackets());
    out.writeNumberField("rxBytes", e.rxBytes());
    out.writeNumberField("droppedPackets", e.droppedPackets());
    texts("offloadsChanged", e.offloadsChanged());
    out.writeFieldName("tcp");
    if (e.tcp() == null) {
      out.writeNull();
    } else {
      tcp(e.tcp());
    }
    out.writeFieldName("testRunNanos");
    if (e.testRunNanos() == null) {
      out.writeNull();
    } else {
      out.writeNumber(e.testRunNanos());
    }
    if (e.code() != null) {
      out.writeObjectFieldStart("code");
      out.writeNumberField("jitedBytes", e.code().jitedBytes());
      out.writeNumberField("verifiedInstructions", e.code().verifiedInstructions());
      if (!e.code().tag().isEmpty()) {
        out.writeStringField("tag", Text.printable(e.code().tag()));
      }
      out.writeEndObject();
    }
  }

  private void tcp(ArmEvidence.Tcp tcp) throws IOException {
    out.writeStartObject();
    out.writeStringField("congestion", Text.printable(tcp.congestion()));
    out.writeNumberField("retransmits", tcp.retransmits());
    out.writeNumberField("cwnd", tcp.cwnd());
    out.writeNumberField("mss", tcp.mss());
    out.writeNumberField("rttMicros", tcp.rttMicros());
    out.writeNumberField("bytesAcked", tcp.bytesAcked());
    out.writeEndObject();
  }

  private void texts(String name, List<String> texts) throws IOException {
    out.writeArrayFieldStart(name);
    for (String text : texts) {
      out.writeString(Text.printable(text));
    }
    out.writeEndArray();
  }

  private void map(String name, Map<String, String> map) throws IOException {
    out.writeObjectFieldStart(name);
    for (Map.Entry<String, String> e : map.entrySet()) {
      out.writeStringField(e.getKey(), Text.printable(e.getValue()));
    }
    out.writeEndObject();
  }

  /** Writes one value of a column. */
  private interface Value {
    void write(int i) throws IOException;
  }

  private void column(String name, int size, Value value) throws IOException {
    out.writeArrayFieldStart(name);
    layout.compact(true);
    for (int i = 0; i < size; i++) {
      value.write(i);
    }
    out.writeEndArray();
    layout.compact(false);
  }

  private void compactObject(Values fields) throws IOException {
    out.writeStartObject();
    layout.compact(true);
    fields.write();
    out.writeEndObject();
    layout.compact(false);
  }
}
