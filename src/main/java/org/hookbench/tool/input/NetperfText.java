package org.hookbench.tool.input;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * netperf's text output: any number of runs, as {@code -o} (CSV), {@code -k} (key=value) or classic
 * tables, with shell prompts and other lines between.
 *
 * <p>Each banner must be followed by a result: a run that failed, or printed what is not read here,
 * refuses the file. Source: netperf 2.7.0's output; its {@code src/nettest_omni.c}.
 */
final class NetperfText implements InputFormat {
  private static final Pattern KEY = Pattern.compile("([A-Z][A-Z0-9_]{0,60})=(.*)");
  private static final Pattern ERROR =
      Pattern.compile("establish control: are you sure|establish_control could not");

  @Override
  public String name() {
    return "netperf text";
  }

  @Override
  public boolean recognises(InputText in) throws IOException {
    return in.lines().stream().anyMatch(NetperfText::isOwn);
  }

  private static boolean isOwn(String line) {
    Matcher key = KEY.matcher(line);
    return (key.matches() && NetperfMetric.ofKey(key.group(1)).isPresent())
        || NetperfWorkload.ofBanner(line).isPresent()
        || NetperfCsv.ofHeader(0, line).isPresent()
        || NetperfTable.ofHeader(0, line).isPresent()
        || ERROR.matcher(line).find();
  }

  @Override
  public InputResult read(InputText in) throws IOException {
    return new Pass(in).read();
  }

  /** One pass over a file's lines. */
  private static final class Pass {
    private final InputText in;
    private final Samples out;
    private NetperfWorkload test = NetperfWorkload.UNKNOWN;
    private @Nullable NetperfCsv csv;
    private @Nullable NetperfTable table;
    private NetperfRun keys;
    private int runs;

    /** The banner or header that has no result yet; 0 for none. */
    private int unanswered;

    Pass(InputText in) {
      this.in = in;
      this.out = new Samples("netperf", in);
      this.keys = new NetperfRun(in);
    }

    InputResult read() throws IOException {
      List<String> lines = in.lines();
      for (int i = 0; i < lines.size(); i++) {
        line(i + 1, lines.get(i));
      }
      completeKeys();
      requireAnswer();
      if (in.endsOpen()) {
        out.note("the last line has no line end: its last number may be cut short");
      }
      return out.result();
    }

    private void line(int number, String line) throws InputFormatException {
      if (ERROR.matcher(line).find()) {
        throw in.refuse(number, "netperf reports: " + Excerpt.quoted(line));
      }
      Matcher key = KEY.matcher(line);
      if (key.matches()) {
        key(number, key.group(1), key.group(2).strip());
        return;
      }
      completeKeys();
      if (!line.isBlank() && !header(number, line)) {
        row(number, line);
      }
    }

    /** Whether the line is a banner or a header. */
    private boolean header(int number, String line) throws InputFormatException {
      Optional<NetperfWorkload> banner = NetperfWorkload.ofBanner(line);
      Optional<NetperfCsv> columns = NetperfCsv.ofHeader(number, line);
      Optional<NetperfTable> classic = NetperfTable.ofHeader(number, line);
      if (banner.isPresent()) {
        requireAnswer();
        test = banner.get();
        csv = null;
      } else if (columns.isPresent()) {
        csv = columns.get();
      } else if (classic.isPresent()) {
        table = classic.get();
      } else {
        return false;
      }
      unanswered = number;
      return true;
    }

    private void row(int number, String line) throws InputFormatException {
      if (table != null) {
        complete(table.row(in, number, line));
        table = null;
      } else if (csv != null && (unanswered == csv.line() || csv.isRow(line))) {
        complete(csv.row(in, number, line));
      }
    }

    private void key(int number, String key, String value) throws InputFormatException {
      Optional<NetperfMetric> metric = NetperfMetric.ofKey(key);
      if (metric.filter(keys::has).isPresent()) {
        completeKeys();
      }
      switch (key) {
        case "THROUGHPUT_UNITS" -> keys.unit(value);
        case "REQUEST_SIZE" -> keys.request(Excerpt.plain(value));
        case "RESPONSE_SIZE" -> keys.response(Excerpt.plain(value));
        default -> metric.ifPresent(m -> keys.put(m, number, value));
      }
    }

    private void completeKeys() throws InputFormatException {
      if (!keys.isEmpty()) {
        complete(keys);
      }
      keys = new NetperfRun(in);
    }

    private void complete(NetperfRun run) throws InputFormatException {
      run.complete(test, runs++, out);
      unanswered = 0;
    }

    private void requireAnswer() throws InputFormatException {
      if (unanswered > 0) {
        throw in.refuse(
            unanswered,
            "no result after this line, expected netperf's -o, -k, or a TCP_RR or TCP_STREAM table");
      }
    }
  }
}
