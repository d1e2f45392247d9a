package outside;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.ArrayList;
import org.hookbench.tool.input.InputFormat;
import org.hookbench.tool.input.InputFormatProvider;
import org.hookbench.tool.input.InputResult;
import org.hookbench.tool.input.InputSample;
import org.hookbench.tool.input.InputText;

/** What the HTTP load generator wrk prints: "Requests/sec:  12345.67". */
public final class Wrk implements InputFormat, InputFormatProvider {
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+(\\S+)");

  @Override
  public List<InputFormat> formats() {
    return List.of(this);
  }

  @Override
  public String name() {
    return "wrk text";
  }

  @Override
  public boolean recognises(InputText in) throws IOException {
    return in.lines().stream().anyMatch(l -> l.startsWith("Requests/sec:"));
  }

  @Override
  public InputResult read(InputText in) throws IOException {
    List<InputSample> samples = new ArrayList<>();
    int number = 0;
    for (String line : in.lines()) {
      number++;
      Matcher rate = RATE.matcher(line);
      if (rate.matches()) {
        try {
          samples.add(
              new InputSample(
                  "wrk",
                  "requests",
                  "requests/s",
                  true,
                  Double.parseDouble(rate.group(1)),
                  in.at(number),
                  samples.size(),
                  Map.of()));
        } catch (NumberFormatException e) {
          throw in.refuse(number, "'" + rate.group(1) + "' is no number, expected requests/s");
        }
      }
    }
    return new InputResult("wrk", in.file(), samples, List.of());
  }
}
