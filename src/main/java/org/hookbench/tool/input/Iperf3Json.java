package org.hookbench.tool.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code iperf3 -J}, one document or several one after the other, and {@code --json-stream}, whose
 * lines are events.
 *
 * <p>An {@code error} refuses the file with iperf3's own text. A server's document is refused, for
 * it does not know the sender's sum. Source: iperf3 3.12's output; iperf {@code src/iperf_api.c},
 * {@code iperf_json_finish} and {@code JSONStream_Output}.
 */
final class Iperf3Json implements InputFormat {
  @Override
  public String name() {
    return "iperf3 -J";
  }

  @Override
  public boolean recognises(InputText in) throws IOException {
    return in.isJson() && in.documents().stream().anyMatch(d -> isDocument(d) || isEvent(d));
  }

  private static boolean isDocument(JsonNode d) {
    return d.isObject() && d.has("start") && (d.has("end") || d.has("error"));
  }

  private static boolean isEvent(JsonNode d) {
    return d.isObject() && d.path("event").isTextual() && d.has("data");
  }

  @Override
  public InputResult read(InputText in) throws IOException {
    Samples out = new Samples("iperf3", in);
    List<Iperf3JsonRun> runs = runs(in);
    for (int i = 0; i < runs.size(); i++) {
      runs.get(i).read(i, out);
    }
    return out.result();
  }

  private static List<Iperf3JsonRun> runs(InputText in) throws IOException {
    List<Iperf3JsonRun> runs = new ArrayList<>();
    Optional<JsonAt> started = Optional.empty();
    Optional<JsonNode> streamed = Optional.empty();
    int count = in.documents().size();
    for (int i = 0; i < count; i++) {
      JsonNode node = in.documents().get(i);
      JsonAt document = new JsonAt(in, count == 1 ? "$" : "document " + (i + 1) + " $", node);
      if (!isEvent(node)) {
        // --json-stream-full-output writes the whole document after its events
        if (!node.has("start") || !streamed.equals(Optional.of(node.get("start")))) {
          runs.add(Iperf3JsonRun.of(document));
        }
        streamed = Optional.empty();
        continue;
      }
      JsonAt data = document.get("data");
      switch (document.get("event").text()) {
        case "start" -> {
          if (started.isPresent()) {
            throw unfinished(started.get());
          }
          started = Optional.of(data);
        }
        case "error" -> throw Iperf3JsonRun.failed(document, data);
        case "end" -> {
          JsonAt start =
              started.orElseThrow(() -> document.refuse("expected an event 'start' before this"));
          runs.add(new Iperf3JsonRun(document, start, data));
          streamed = Optional.of(start.node());
          started = Optional.empty();
        }
        default -> {
          // intervals, and what the server said
        }
      }
    }
    if (started.isPresent()) {
      throw unfinished(started.get());
    }
    return runs;
  }

  private static InputFormatException unfinished(JsonAt start) {
    return start.refuse("truncated, expected an event 'end' after this run's 'start'");
  }
}
