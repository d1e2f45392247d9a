package org.hookbench.tool.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads another tool's result file, recognised by its content and not by its name. */
public final class InputReader {
  static final String EXPECTED = "iperf3 text or -J, netperf text, or JMH JSON";

  private static final List<InputFormat> FORMATS =
      List.of(new Iperf3Text(), new Iperf3Json(), new NetperfText(), new JmhJson());

  private InputReader() {}

  /**
   * Reads one file of at most 64 MiB, which holds one or several runs of one tool.
   *
   * @throws InputFormatException where the file is none of the known formats, several at once,
   *     damaged, or holds a failed run; its message is the one line to print
   */
  public static InputResult read(Path file) throws IOException {
    InputText in = InputText.of(file);
    List<InputFormat> found = new ArrayList<>();
    for (InputFormat format : FORMATS) {
      if (format.recognises(in)) {
        found.add(format);
      }
    }
    if (found.isEmpty()) {
      Iperf3Stderr.refuse(in);
      throw in.refuse("not a result that is known here, expected " + EXPECTED);
    }
    if (found.size() > 1) {
      throw in.refuse(
          found.stream().map(InputFormat::name).collect(Collectors.joining(" and "))
              + " in one file, expected one tool a file");
    }
    return found.get(0).read(in);
  }
}
