package org.hookbench.tool.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hookbench.Extensions;

/**
 * Reads another tool's result file, recognised by its content and not by its name: in the formats
 * that come with HookBench, and in those of every {@link InputFormatProvider} on the class path.
 */
public final class InputReader {
  private static final String EXPECTED = "iperf3 text or -J, netperf text, or JMH JSON";
  private static final double LARGEST = 1e100;

  private static final Extensions<InputFormatProvider, InputFormat> FORMATS =
      new Extensions<>(
          InputFormatProvider.class,
          BuiltinInputFormats.class,
          InputFormatProvider::formats,
          format -> format.name().replace(' ', '-'));

  private InputReader() {}

  /**
   * Reads one file of at most 64 MiB, which holds one or several runs of one tool.
   *
   * @throws InputFormatException where the file is none of the known formats, several at once,
   *     damaged, or holds a failed run; its message is the one line to print
   * @throws org.hookbench.ExtensionException where a format on the class path can't be used
   */
  public static InputResult read(Path file) throws IOException {
    InputText in = InputText.of(file);
    List<InputFormat> found = new ArrayList<>();
    for (InputFormat format : FORMATS.all()) {
      if (recognises(format, in)) {
        found.add(format);
      }
    }
    if (found.isEmpty()) {
      Iperf3Stderr.refuse(in);
      throw in.refuse("not a result that is known here, expected " + expected());
    }
    if (found.size() > 1) {
      throw in.refuse(
          found.stream().map(InputFormat::name).collect(Collectors.joining(" and "))
              + " in one file, expected one tool a file");
    }
    InputResult result = read(found.get(0), in);
    requireNumbers(result, in);
    return result;
  }

  private static boolean recognises(InputFormat format, InputText in) throws IOException {
    try {
      return format.recognises(in);
    } catch (RuntimeException | LinkageError e) {
      throw Extensions.failure(format, "look at " + in.file(), e);
    }
  }

  private static InputResult read(InputFormat format, InputText in) throws IOException {
    try {
      return format.read(in);
    } catch (RuntimeException | LinkageError e) {
      throw Extensions.failure(format, "read " + in.file(), e);
    }
  }

  /** What a file can be, in words for a message. */
  static String expected() {
    List<InputFormat> all = FORMATS.all();
    List<String> others =
        all.stream()
            .skip(new BuiltinInputFormats().formats().size())
            .map(InputFormat::name)
            .toList();
    return others.isEmpty() ? EXPECTED : EXPECTED + ", or " + String.join(", or ", others);
  }

  /** What the statistics could not take: ours refuse it where they read it. */
  private static void requireNumbers(InputResult result, InputText in) throws InputFormatException {
    if (result.samples().isEmpty()) {
      throw in.refuse("no " + result.tool() + " result in it, expected at least one run");
    }
    for (InputSample sample : result.samples()) {
      if (!(sample.value() >= 0 && sample.value() <= LARGEST)) {
        throw in.refuse(
            sample.metric()
                + " of "
                + Excerpt.quoted(sample.workload())
                + " is "
                + sample.value()
                + ", expected a number from 0 to 1e100");
      }
    }
  }
}
