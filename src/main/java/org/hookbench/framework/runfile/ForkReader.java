package org.hookbench.framework.runfile;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.experiment.Deals;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.ForkReport;
import org.hookbench.framework.experiment.Slices;

/** Reads a fork: its slices by columns, and its report. */
final class ForkReader {
  private static final int FIRST_ROOM = 1024;

  private final JsonCursor in;
  private final Fields fields;

  ForkReader(JsonCursor in, Fields fields) {
    this.in = in;
    this.fields = fields;
  }

  /**
   * Reads the fork that the cursor is at.
   *
   * @param arms how many arms its cycles have
   * @param version of the file's format
   */
  ForkData read(int arms, int version) throws RunFileException {
    in.startObject();
    int number = fields.integer("number");
    long started = fields.started();
    Slices slices = slices(arms);
    in.field("report");
    Optional<ForkReport> report = in.isNull() ? Optional.empty() : Optional.of(report(version));
    in.endObject();
    return new ForkData(number, started, slices, report);
  }

  private Slices slices(int arms) throws RunFileException {
    in.field("slices");
    in.startObject();
    int[] arm = integers("arm");
    int rows = arm.length;
    long[] startNanos = new long[rows];
    double[] value = new double[rows];
    int[] batches = new int[rows];
    int[] lost = new int[rows];
    column("startNanos", rows, i -> startNanos[i] = in.longInteger());
    column("value", rows, i -> value[i] = in.number());
    column("batches", rows, i -> batches[i] = in.integer());
    column("lost", rows, i -> lost[i] = in.integer());
    in.endObject();
    Slices slices = new Slices(arms, rows);
    for (int i = 0; i < rows; i++) {
      slices.add(arm[i], startNanos[i], value[i], batches[i], lost[i]);
    }
    return slices;
  }

  private ForkReport report(int version) throws RunFileException {
    in.startObject();
    long seed = fields.longInteger("seed");
    Deals deals =
        version == RunFile.WITHOUT_DEALS
            ? Deals.standing(integers("laneOfArm"))
            : Deals.of(fields.list("deals", this::integers));
    long heapBytes = fields.longInteger("heapBytes");
    List<ArmEvidence> evidence = fields.list("evidence", this::evidence);
    List<byte[]> histograms = fields.list("histograms", this::histogram);
    in.endObject();
    return new ForkReport(seed, deals, evidence, histograms, heapBytes);
  }

  private byte[] histogram() throws RunFileException {
    try {
      return Base64.getDecoder().decode(in.text());
    } catch (IllegalArgumentException e) {
      throw in.bad("base64", in.found());
    }
  }

  private ArmEvidence evidence() throws RunFileException {
    in.startObject();
    in.field("attached");
    boolean attached = in.flag();
    List<ArmEvidence.Pass> passes = fields.list("passes", this::pass);
    long rxPackets = fields.longInteger("rxPackets");
    long rxBytes = fields.longInteger("rxBytes");
    long dropped = fields.longInteger("droppedPackets");
    List<String> offloads = fields.texts("offloadsChanged");
    in.field("tcp");
    ArmEvidence.Tcp tcp = in.isNull() ? null : tcp();
    in.field("testRunNanos");
    Double testRun = in.isNull() ? null : Double.valueOf(in.number());
    in.endObject();
    return new ArmEvidence(attached, passes, rxPackets, rxBytes, dropped, offloads, tcp, testRun);
  }

  private ArmEvidence.Pass pass() throws RunFileException {
    in.startObject();
    ArmEvidence.Pass pass =
        new ArmEvidence.Pass(
            fields.longInteger("operations"),
            fields.longInteger("packets"),
            fields.longInteger("bytes"),
            fields.longInteger("hits"),
            fields.longInteger("hitNanos"));
    in.endObject();
    return pass;
  }

  private ArmEvidence.Tcp tcp() throws RunFileException {
    in.startObject();
    ArmEvidence.Tcp tcp =
        new ArmEvidence.Tcp(
            fields.text("congestion"),
            fields.longInteger("retransmits"),
            fields.longInteger("cwnd"),
            fields.longInteger("mss"),
            fields.longInteger("rttMicros"),
            fields.longInteger("bytesAcked"));
    in.endObject();
    return tcp;
  }

  private int[] integers(String name) throws RunFileException {
    in.field(name);
    return integers();
  }

  private int[] integers() throws RunFileException {
    in.startArray();
    int[] values = new int[FIRST_ROOM];
    int size = 0;
    while (in.nextValue()) {
      if (size == RunCheck.MOST_SLICES) {
        throw in.bad("at most " + size + " values", "more");
      }
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = in.integer();
    }
    return Arrays.copyOf(values, size);
  }

  /** Stores the value that the cursor is at as that of a slice. */
  private interface Cell {
    void read(int row) throws RunFileException;
  }

  private void column(String name, int rows, Cell cell) throws RunFileException {
    in.field(name);
    in.startArray();
    int row = 0;
    while (in.nextValue()) {
      if (row == rows) {
        throw in.bad(rows + " values as in the column \"arm\"", "more");
      }
      cell.read(row++);
    }
    if (row < rows) {
      throw in.bad(rows + " values as in the column \"arm\"", "only " + row);
    }
  }
}
