package org.hookbench.tool.input;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The classic tables of the request/response tests and of TCP_STREAM: one row of numbers under four
 * lines of header, of which the last names the units.
 *
 * @param line where the header's last line stands
 * @param unit what the rate counts, as netperf names it
 * @param rate the rate's place in the row
 */
record NetperfTable(int line, String unit, int rate) {
  private static final Pattern REQUEST_RESPONSE =
      Pattern.compile("\\s*bytes\\s+[Bb]ytes\\s+bytes\\s+bytes\\s+secs\\.\\s+per sec\\b.*");
  private static final Pattern STREAM =
      Pattern.compile("\\s*bytes\\s+bytes\\s+bytes\\s+secs\\.\\s+(\\S+/s(?:ec)?)\\b.*");

  static Optional<NetperfTable> ofHeader(int line, String text) {
    if (REQUEST_RESPONSE.matcher(text).matches()) {
      return Optional.of(new NetperfTable(line, "Trans/s", 5));
    }
    Matcher stream = STREAM.matcher(text);
    return stream.matches()
        ? Optional.of(new NetperfTable(line, stream.group(1), 4))
        : Optional.empty();
  }

  NetperfRun row(InputText in, int number, String text) throws InputFormatException {
    String[] fields = text.strip().split("\\s+");
    if (fields.length <= rate) {
      throw in.refuse(
          number,
          "expected netperf's row of " + (rate + 1) + " numbers, got " + Excerpt.quoted(text));
    }
    NetperfRun run = new NetperfRun(in);
    run.put(NetperfMetric.THROUGHPUT, number, fields[rate]);
    run.unit(unit);
    Seconds.nominal(fields[rate - 1]).ifPresent(s -> run.condition(Condition.DURATION, s));
    if (rate == 5) {
      run.request(Excerpt.plain(fields[2]));
      run.response(Excerpt.plain(fields[3]));
    } else {
      run.condition(Condition.BLOCK_SIZE, Excerpt.plain(fields[2]) + " bytes");
    }
    return run;
  }
}
