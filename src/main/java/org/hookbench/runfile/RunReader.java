package org.hookbench.runfile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hookbench.evidence.ArmEvidence;
import org.hookbench.experiment.Arm;
import org.hookbench.experiment.BenchCase;
import org.hookbench.experiment.CaseData;
import org.hookbench.experiment.Design;
import org.hookbench.experiment.ForkData;
import org.hookbench.experiment.ForkReport;
import org.hookbench.experiment.RunData;
import org.hookbench.experiment.Slices;
import org.hookbench.workload.Metric;

/**
 * Reads what {@link RunWriter} writes, in one pass. It answers for each field's type and place;
 * whether the values agree with each other is asked by {@link RunCheck}.
 */
final class RunReader {
  private static final long LAST_MILLIS = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
  private static final int FIRST_ROOM = 1024;

  private final JsonCursor in;

  private RunReader(JsonCursor in) {
    this.in = in;
  }

  static RunData read(JsonCursor in) throws RunFileException {
    return new RunReader(in).run();
  }

  private RunData run() throws RunFileException {
    in.startDocument();
    format();
    String hookbench = text("hookbench");
    RunData.Status status = constant("status", RunData.Status.class);
    long started = started();
    long wallNanos = longInteger("wallNanos");
    List<String> arguments = texts("arguments");
    Design design = design();
    Map<String, String> machine = map("machine");
    List<String> failures = texts("failures");
    List<CaseData> cases = list("cases", this::oneCase);
    in.endObject();
    in.endDocument();
    return new RunData(
        hookbench, status, started, wallNanos, arguments, design, machine, cases, failures);
  }

  private void format() throws RunFileException {
    String format = text("format");
    if (!format.equals(RunFile.FORMAT)) {
      throw in.bad('"' + RunFile.FORMAT + '"', in.found());
    }
    int version = integer("version");
    if (version > RunFile.VERSION) {
      throw in.bad(
          "version " + RunFile.VERSION + " or lower",
          "version " + version + ": a newer HookBench saved this run, read it with that one");
    }
    if (version != RunFile.VERSION) {
      throw in.bad("version " + RunFile.VERSION, in.found());
    }
  }

  private long started() throws RunFileException {
    long millis = longInteger("startedMillis");
    if (millis < 0 || millis > LAST_MILLIS) {
      throw in.bad("ms since the epoch, up to the year 9999", in.found());
    }
    String written = Instant.ofEpochMilli(millis).toString();
    if (!text("started").equals(written)) {
      throw in.bad('"' + written + "\" as startedMillis says", in.found());
    }
    return millis;
  }

  private Design design() throws RunFileException {
    in.field("design");
    in.startObject();
    Design design =
        new Design(
            integer("forks"),
            integer("cycles"),
            integer("warmupCycles"),
            longInteger("sliceNanos"),
            longInteger("seed"));
    in.endObject();
    return design;
  }

  private CaseData oneCase() throws RunFileException {
    in.startObject();
    BenchCase bench = new BenchCase(text("benchmark"), text("workload"), map("params"));
    metric(bench);
    List<Arm> arms = list("arms", this::arm);
    if (arms.isEmpty()) {
      throw in.bad("at least a baseline and a null arm", "no arms");
    }
    List<ForkData> forks = list("forks", () -> fork(arms.size()));
    in.endObject();
    return new CaseData(bench, arms, forks);
  }

  private void metric(BenchCase bench) throws RunFileException {
    in.field("metric");
    Metric expected;
    try {
      expected = bench.makeWorkload().metric();
    } catch (IllegalArgumentException e) {
      throw in.bad("the metric of a workload", e.getMessage());
    }
    in.startObject();
    match("name", expected.name());
    match("unit", expected.unit());
    in.field("higherIsBetter");
    if (in.flag() != expected.higherIsBetter()) {
      throw in.bad(expected.higherIsBetter() + ", as this workload's metric has it", in.found());
    }
    in.endObject();
  }

  private void match(String field, String expected) throws RunFileException {
    if (!text(field).equals(expected)) {
      throw in.bad('"' + expected + "\", as this workload's metric has it", in.found());
    }
  }

  private Arm arm() throws RunFileException {
    in.startObject();
    Arm arm = new Arm(text("id"), text("hook"), text("program"), constant("role", Arm.Role.class));
    in.endObject();
    return arm;
  }

  private ForkData fork(int arms) throws RunFileException {
    in.startObject();
    int number = integer("number");
    long started = started();
    Slices slices = slices(arms);
    in.field("report");
    Optional<ForkReport> report = in.isNull() ? Optional.empty() : Optional.of(report());
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

  private ForkReport report() throws RunFileException {
    in.startObject();
    long seed = longInteger("seed");
    int[] laneOfArm = integers("laneOfArm");
    long heapBytes = longInteger("heapBytes");
    List<ArmEvidence> evidence = list("evidence", this::evidence);
    List<byte[]> histograms = list("histograms", this::histogram);
    in.endObject();
    return new ForkReport(seed, laneOfArm, evidence, histograms, heapBytes);
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
    List<ArmEvidence.Pass> passes = list("passes", this::pass);
    long rxPackets = longInteger("rxPackets");
    long rxBytes = longInteger("rxBytes");
    long dropped = longInteger("droppedPackets");
    List<String> offloads = texts("offloadsChanged");
    in.field("tcp");
    ArmEvidence.Tcp tcp = in.isNull() ? null : tcp();
    in.endObject();
    return new ArmEvidence(attached, passes, rxPackets, rxBytes, dropped, offloads, tcp);
  }

  private ArmEvidence.Pass pass() throws RunFileException {
    in.startObject();
    ArmEvidence.Pass pass =
        new ArmEvidence.Pass(
            longInteger("operations"),
            longInteger("packets"),
            longInteger("bytes"),
            longInteger("hits"),
            longInteger("hitNanos"));
    in.endObject();
    return pass;
  }

  private ArmEvidence.Tcp tcp() throws RunFileException {
    in.startObject();
    ArmEvidence.Tcp tcp =
        new ArmEvidence.Tcp(
            text("congestion"),
            longInteger("retransmits"),
            longInteger("cwnd"),
            longInteger("mss"),
            longInteger("rttMicros"),
            longInteger("bytesAcked"));
    in.endObject();
    return tcp;
  }

  /** Reads the value that the cursor is at. */
  private interface Value<T> {
    T read() throws RunFileException;
  }

  private <T> List<T> list(String name, Value<T> value) throws RunFileException {
    in.field(name);
    in.startArray();
    List<T> list = new ArrayList<>();
    while (in.nextValue()) {
      list.add(value.read());
    }
    return List.copyOf(list);
  }

  private List<String> texts(String name) throws RunFileException {
    return list(name, in::text);
  }

  private Map<String, String> map(String name) throws RunFileException {
    in.field(name);
    in.startObject();
    Map<String, String> map = new LinkedHashMap<>();
    for (String key = in.nextField(); key != null; key = in.nextField()) {
      map.put(key, in.text());
    }
    return map;
  }

  private int[] integers(String name) throws RunFileException {
    in.field(name);
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

  private String text(String name) throws RunFileException {
    in.field(name);
    return in.text();
  }

  private int integer(String name) throws RunFileException {
    in.field(name);
    return in.integer();
  }

  private long longInteger(String name) throws RunFileException {
    in.field(name);
    return in.longInteger();
  }

  private <E extends Enum<E>> E constant(String name, Class<E> type) throws RunFileException {
    String text = text(name);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw in.bad(
        "a " + name.toLowerCase(Locale.ROOT) + " of " + Arrays.toString(type.getEnumConstants()),
        in.found());
  }
}
