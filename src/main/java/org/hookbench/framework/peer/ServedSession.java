package org.hookbench.framework.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.hookbench.ErrorMessage;

/** A proven session, on the server: answers line by line, and ends all that it opened. */
final class ServedSession {
  private final Lines lines;
  private final Scope scope;
  private final DeviceWords device;
  private final long start = System.nanoTime();
  private final long deadline;
  private final Map<Integer, DataService> services = new TreeMap<>();
  private final List<String> opened = new ArrayList<>();
  private int lastId;
  private long refused;

  ServedSession(Lines lines, Scope scope, Function<InetAddress, Map<String, String>> device) {
    this.lines = lines;
    this.scope = scope;
    this.device = new DeviceWords(device);
    deadline = start + scope.limits().time().toNanos();
  }

  /** By {@link System#nanoTime}. */
  long deadline() {
    return deadline;
  }

  /**
   * Serves until the session ends.
   *
   * @return the rest of its line in the log
   */
  String run() {
    String end;
    try {
      end = answerAll();
    } catch (SocketTimeoutException e) {
      end = "its time was over";
    } catch (PeerException e) {
      end = "it sent " + e.getMessage();
    } catch (IOException e) {
      end = "its connection ended: " + ErrorMessage.of(e);
    } finally {
      services.values().forEach(this::end);
    }
    return String.format(
        "ended after %.1f s: %s; served %s; sent %d bytes; refused %d from other addresses",
        (System.nanoTime() - start) / 1e9,
        end,
        opened.isEmpty() ? "nothing" : String.join(" ", opened),
        scope.sent(),
        refused);
  }

  private void end(DataService service) {
    service.close();
    refused += service.refused.get();
  }

  private String answerAll() throws IOException {
    while (true) {
      Optional<String> line = lines.read(deadline);
      if (line.isEmpty()) {
        return "the client ended the connection";
      }
      String answer;
      try {
        Words words = Words.of(line.get());
        if (words.verb().equals(Protocol.BYE)) {
          lines.write(Protocol.OK);
          return "the client was done";
        }
        answer = (Protocol.OK + " " + Words.text(answer(words))).strip();
      } catch (PeerException e) {
        answer = Protocol.ERROR + Words.printable(ErrorMessage.of(e));
      }
      lines.write(answer);
    }
  }

  private Map<String, ?> answer(Words words) throws IOException {
    switch (words.verb()) {
      case Protocol.OPEN -> {
        return open(Service.of(words));
      }
      case Protocol.STATS -> {
        words.only(1, List.of());
        return HostStats.of(scope.data());
      }
      case Protocol.FACT -> {
        words.only(1, List.of("number"));
        return device.fact(scope.data(), words.number("number", 1, DeviceWords.MOST));
      }
      case Protocol.COUNTS -> {
        words.only(1, List.of("id"));
        return service(words).counts();
      }
      case Protocol.SEND -> {
        words.only(1, List.of("id", "datagrams", "bytes", "rate", "port"));
        return Map.of("request", source(words).send(words));
      }
      case Protocol.STOP -> {
        words.only(1, List.of("id"));
        UdpSource source = source(words);
        source.stop();
        return source.counts();
      }
      case Protocol.CLOSE -> {
        words.only(1, List.of("id"));
        DataService service = service(words);
        end(service);
        services.values().remove(service);
        return Map.of();
      }
      default -> throw new PeerException(Protocol.UNKNOWN);
    }
  }

  private Map<String, ?> open(Service service) throws PeerException {
    if (services.size() == PeerLimits.SERVICES) {
      throw new PeerException("a session has " + PeerLimits.SERVICES + " services at most");
    }
    DataService data = DataService.open(service, scope);
    services.put(++lastId, data);
    if (!opened.contains(service.kind().word())) {
      opened.add(service.kind().word());
    }
    return new TreeMap<>(Map.of("id", lastId, "port", data.port()));
  }

  private DataService service(Words words) throws PeerException {
    DataService service = services.get((int) words.number("id", 1, Integer.MAX_VALUE));
    if (service == null) {
      throw new PeerException("there is no service of that id");
    }
    return service;
  }

  private UdpSource source(Words words) throws PeerException {
    if (service(words) instanceof UdpSource source) {
      return source;
    }
    throw new PeerException("that service sends nothing by request");
  }
}
