package org.hookbench.tool.report;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.experiment.Arm;

/**
 * What reports for people call arms: as their ids, but for the user's own programs, which are
 * called by their function, {@code tc/ingress@limit=16} for {@code
 * tc/build/bpf/filter.bpf.o:ingress@limit=16}. Where two object files have a function of that name,
 * or a program of HookBench is called so, the file's name stands before it, and the path where that
 * does not tell them apart either. {@link #objects} says once where each function is from.
 */
public final class ArmNames {
  private static final Pattern OWN =
      Pattern.compile("(?<object>[^@]+):(?<function>[^:@]+)(?<constants>@.*)?", Pattern.DOTALL);

  private final Map<String, String> names = new TreeMap<>();
  private final Map<String, String> objects = new LinkedHashMap<>();

  /** A program of the user's. */
  private record Own(String object, String function, String constants) {
    static Optional<Own> of(String program) {
      Matcher m = OWN.matcher(program);
      return m.matches()
          ? Optional.of(
              new Own(
                  m.group("object"),
                  m.group("function"),
                  Optional.ofNullable(m.group("constants")).orElse("")))
          : Optional.empty();
    }

    String file() {
      return object.substring(object.lastIndexOf('/') + 1);
    }
  }

  private ArmNames(List<String> programs) {
    List<Own> own = programs.stream().flatMap(p -> Own.of(p).stream()).toList();
    List<String> ours =
        programs.stream()
            .filter(p -> Own.of(p).isEmpty())
            .map(p -> p.replaceFirst("@.*", ""))
            .toList();
    for (String program : programs) {
      Own.of(program).ifPresent(p -> name(program, p, own, ours));
    }
  }

  private void name(String program, Own own, List<Own> all, List<String> ours) {
    List<Own> others = all.stream().filter(o -> !o.object.equals(own.object)).toList();
    String function = own.function;
    if (ours.contains(function) || others.stream().anyMatch(o -> o.function.equals(own.function))) {
      boolean sameFile =
          others.stream()
              .anyMatch(o -> o.function.equals(own.function) && o.file().equals(own.file()));
      function = (sameFile ? own.object : own.file()) + ":" + own.function;
    }
    names.put(program, function + own.constants);
    objects.put(function, own.object);
  }

  /** Of the arms of a case; the cases of a run have the same programs. */
  static ArmNames of(CaseResult c) {
    return ofArms(c.arms().stream().map(a -> a.arm()).toList());
  }

  /** Of these arms. */
  public static ArmNames ofArms(Collection<Arm> arms) {
    return new ArmNames(arms.stream().flatMap(a -> a.program().stream()).distinct().toList());
  }

  /** Of arms of which only the ids are known. */
  static ArmNames ofIds(Stream<String> ids) {
    return new ArmNames(ids.map(ArmNames::program).distinct().toList());
  }

  /** What an arm is called. */
  public String of(Arm arm) {
    return ofId(arm.id());
  }

  /** What the arm of that id is called. */
  String ofId(String id) {
    String program = program(id);
    String hook = id.substring(0, id.length() - program.length());
    return Plain.text(hook + names.getOrDefault(program, program));
  }

  /** What a program is called. */
  String ofProgram(String program) {
    return Plain.text(names.getOrDefault(program, program));
  }

  /** A sentence that names arms by their ids, with what they are called. */
  String in(String sentence) {
    String text = sentence;
    // the longest first: one program may be another's beginning
    List<String> programs =
        names.keySet().stream().sorted((a, b) -> Integer.compare(b.length(), a.length())).toList();
    for (String program : programs) {
      text = text.replace(program, names.get(program));
    }
    return Plain.text(text);
  }

  /** The object file of each of the user's functions, {@code ingress is in build/filter.bpf.o}. */
  List<String> objects() {
    Map<String, String> functions = new LinkedHashMap<>();
    objects.forEach(
        (function, object) -> functions.merge(object, function, (a, b) -> a + ", " + b));
    return functions.entrySet().stream()
        .map(
            e ->
                Plain.text(
                    e.getValue()
                        + (e.getValue().contains(", ") ? " are in " : " is in ")
                        + e.getKey()))
        .toList();
  }

  /** What follows the hook in an id; empty where it is the hook's alone. */
  private static String program(String id) {
    return id.substring(id.indexOf('/') + 1).equals(id) ? "" : id.substring(id.indexOf('/') + 1);
  }
}
