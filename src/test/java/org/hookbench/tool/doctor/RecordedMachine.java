package org.hookbench.tool.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hookbench.kernel.bpf.Libbpf;

/** A machine out of {@code src/test/resources/doctor}, with changes of the test's own. */
public final class RecordedMachine implements MachineFiles {
  private static final Pattern FILE =
      Pattern.compile("^==> /(\\S+) <==\\n(.*?)(?=^==> |\\z)", Pattern.MULTILINE | Pattern.DOTALL);

  private final Map<String, String> files = new TreeMap<>();
  private final Set<String> denied = new HashSet<>();
  private Optional<String> nativeRefusal = Optional.empty();
  private Supplier<Libbpf> libbpf = () -> new Libbpf("v1.4", List.of(), List.of());
  private Function<Optional<Path>, OtherPrograms> others =
      cgroup -> new OtherPrograms(List.of(), List.of(), List.of());

  private Optional<Trials> trials = Optional.empty();

  private RecordedMachine() {}

  /** The one of that name. */
  public static RecordedMachine named(String name) {
    RecordedMachine machine = new RecordedMachine();
    try (InputStream in = RecordedMachine.class.getResourceAsStream("/doctor/" + name + ".txt")) {
      Matcher m = FILE.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      while (m.find()) {
        machine.files.put(m.group(1), m.group(2).strip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return machine;
  }

  RecordedMachine with(String path, String text) {
    files.put(path, text);
    return this;
  }

  RecordedMachine without(String path) {
    files.remove(path);
    return this;
  }

  RecordedMachine denying(String path) {
    denied.add(path);
    return this;
  }

  RecordedMachine withoutNativeCode(String reason) {
    nativeRefusal = Optional.of(reason);
    return this;
  }

  RecordedMachine libbpf(Supplier<Libbpf> found) {
    libbpf = found;
    return this;
  }

  RecordedMachine others(Function<Optional<Path>, OtherPrograms> loaded) {
    others = loaded;
    return this;
  }

  RecordedMachine trials(Trials tried) {
    trials = Optional.of(tried);
    return this;
  }

  /** As the checks take it. */
  public Machine machine() {
    return new Machine(this, () -> nativeRefusal, libbpf, others, trials);
  }

  /** What the check of that id finds. */
  Finding finding(String id) {
    return Checks.all().stream()
        .filter(c -> c.id().equals(id))
        .findFirst()
        .orElseThrow()
        .examine()
        .apply(machine());
  }

  @Override
  public Reading read(String path) {
    if (denied.contains(path)) {
      return Reading.denied();
    }
    return files.containsKey(path) ? Reading.of(files.get(path)) : Reading.absent();
  }

  @Override
  public List<String> list(String folder) {
    String prefix = folder + "/";
    return files.keySet().stream()
        .filter(p -> p.startsWith(prefix))
        .map(p -> p.substring(prefix.length()).split("/")[0])
        .distinct()
        .sorted()
        .toList();
  }
}
