package org.hookbench.tool.input;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The iperf3 client's text output: any number of runs, with shell prompts and other lines between.
 *
 * <p>Only the closing table of a run is read (lines that end with {@code sender} or {@code
 * receiver}; of iperf 3.1's UDP the line after the dashes), never an interval. A run that has no
 * {@code iperf Done.}, or an error of iperf3 anywhere, refuses the file: to leave a failed run out
 * would bias the rest. Source: iperf3 3.12's output; iperf {@code src/iperf_locale.c}.
 */
final class Iperf3Text implements InputFormat {
  private static final Pattern ERROR =
      Pattern.compile("iperf3: ((?:error|interrupt|parameter error)\\b.*)");
  private static final Pattern SERVER =
      Pattern.compile("Server listening on \\d|Accepted connection from ");
  private static final Pattern OWN_LINE =
      Pattern.compile(
          "iperf Done\\.|Connecting to host \\S+, port|Server listening on \\d+"
              + "|Interval +Transfer +(Bitrate|Bandwidth)");

  @Override
  public String name() {
    return "iperf3 text";
  }

  @Override
  public boolean recognises(InputText in) throws IOException {
    return in.lines().stream()
        .anyMatch(
            l ->
                OWN_LINE.matcher(l).find()
                    || ERROR.matcher(l).find()
                    || (Iperf3Row.hasRole(l) && l.contains("/sec")));
  }

  @Override
  public InputResult read(InputText in) throws IOException {
    return new Pass(in).read();
  }

  /** One pass over a file's lines. */
  private static final class Pass {
    private final InputText in;
    private final Samples out;
    private @Nullable Iperf3Run run;
    private Iperf3Setting before = new Iperf3Setting();
    private int runs;
    private boolean closingTable;
    private boolean serverOutput;

    Pass(InputText in) {
      this.in = in;
      this.out = new Samples("iperf3", in);
    }

    InputResult read() throws IOException {
      out.note("iperf3 text has three significant digits; iperf3 -J has all");
      List<String> lines = in.lines();
      for (int i = 0; i < lines.size(); i++) {
        line(i + 1, lines.get(i));
      }
      if (run != null) {
        throw run.truncated();
      }
      return out.result();
    }

    private void line(int number, String line) throws InputFormatException {
      Matcher error = ERROR.matcher(line);
      if (error.find()) {
        throw in.refuse(number, "iperf3 reports: " + Excerpt.quoted(error.group(1)));
      }
      if (line.contains("Connecting to host ")) {
        connect(number);
      } else if (line.stripTrailing().endsWith("iperf Done.")) {
        done(number);
      } else if (line.stripTrailing().endsWith("Server output:")) {
        serverOutput = true;
      } else if (!serverOutput) {
        (run == null ? before : run.setting()).line(line);
        body(number, line);
      }
    }

    private void body(int number, String line) throws InputFormatException {
      if (SERVER.matcher(line).find()) {
        throw in.refuse(number, "the output of an iperf3 server, expected its client's");
      }
      if (line.contains("Reverse mode, remote host ")) {
        open(number).reverse();
      } else if (line.contains("- - - - - - - -")) {
        closingTable = true;
      } else if (Iperf3Row.hasRole(line)
          || (closingTable && Iperf3Row.isBareUdp(line.stripTrailing()))) {
        open(number).add(Iperf3Row.parse(in, number, line));
      }
    }

    private void connect(int number) throws InputFormatException {
      if (run != null) {
        throw run.truncated();
      }
      open(number);
    }

    private Iperf3Run open(int number) {
      if (run == null) {
        run = new Iperf3Run(in, number, before);
        before = new Iperf3Setting();
      }
      return run;
    }

    private void done(int number) throws InputFormatException {
      open(number).complete(out, runs++);
      run = null;
      closingTable = false;
      serverOutput = false;
    }
  }
}
