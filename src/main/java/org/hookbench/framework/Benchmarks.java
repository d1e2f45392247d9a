package org.hookbench.framework;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hookbench.UsageException;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Scope;
import org.hookbench.framework.workload.Workload;
import org.hookbench.framework.workload.Workloads;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The {@link HookBenchmark}s among the benchmarks on the class path. What a command has to know
 * before the first fork (metric, events, length of a slice) it asks of an instance of the benchmark
 * class, with the parameters that the fork will have.
 */
public final class Benchmarks {
  private static final OutputFormat SILENT =
      OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);

  private Benchmarks() {}

  /** Read once: what is on the class path does not change. */
  private static final class OnClassPath {
    static final Map<String, Workload> WORKLOADS = read();

    private static Map<String, Workload> read() {
      Map<String, Workload> found = new TreeMap<>();
      for (BenchmarkListEntry b : ofHooks(BenchmarkList.defaultList().getAll(SILENT, List.of()))) {
        try {
          found.put(BenchCase.workload(b.getUsername()), workload(b));
        } catch (BenchmarkException | UsageException e) {
          // a run of it will say so; the others can be measured
          continue;
        }
      }
      Map<String, Workload> ordered = new LinkedHashMap<>();
      Workloads.NAMES.forEach(
          name -> Optional.ofNullable(found.remove(name)).ifPresent(w -> ordered.put(name, w)));
      ordered.putAll(found);
      return Collections.unmodifiableMap(ordered);
    }
  }

  /**
   * The workloads of all benchmarks on the class path that measure hooks, with their parameters'
   * first values, by the simple name of the benchmark class: the built-in ones first, in the order
   * of tables.
   */
  public static Map<String, Workload> workloads() {
    return OnClassPath.WORKLOADS;
  }

  /**
   * The names of the workloads in whose traffic a hook's program runs, in the order of tables;
   * without those that run programs of the user's, whose traffic is the user's.
   */
  public static List<String> exercising(Hook hook) {
    return workloads().entrySet().stream()
        .filter(w -> hook.runsOn(w.getValue().events()) && !w.getValue().isWholeRun())
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * As {@link #exercising}, with those that run programs of the user's, and with those that need
   * another value of a parameter for it, which stands behind the name.
   */
  public static List<String> measuring(Hook hook) {
    return workloads().entrySet().stream()
        .filter(w -> isReached(hook, w.getValue()))
        .flatMap(w -> asMeasuring(w.getKey(), w.getValue(), hook).stream())
        .toList();
  }

  /** Whether a hook can be where a workload's sockets are: a program's are none of this process. */
  public static boolean isReached(Hook hook, Workload workload) {
    return hook.scope() != Scope.SOCKET || !workload.isWholeRun();
  }

  private static Optional<String> asMeasuring(String name, Workload workload, Hook hook) {
    return hook.runsOn(workload.events())
        ? Optional.of(name)
        : workload.parameterFor(hook.event()).map(parameter -> name + " " + parameter);
  }

  /**
   * The class that measures hooks for a benchmark method: the one that declares the method, or else
   * that of a parameter. Empty for a plain benchmark of JMH.
   */
  public static Optional<Class<? extends HookBenchmark>> type(BenchmarkListEntry benchmark) {
    Class<?> declaring;
    try {
      declaring =
          Class.forName(benchmark.getUserClassQName(), false, Benchmarks.class.getClassLoader());
      String name = benchmark.getUsername();
      String method = name.substring(name.lastIndexOf('.') + 1);
      return Stream.concat(
              Stream.of(declaring),
              Arrays.stream(declaring.getMethods())
                  .filter(m -> m.getName().equals(method))
                  .map(Method::getParameterTypes)
                  .flatMap(Arrays::stream))
          .filter(HookBenchmark.class::isAssignableFrom)
          .<Class<? extends HookBenchmark>>map(c -> c.asSubclass(HookBenchmark.class))
          .findFirst();
    } catch (ClassNotFoundException | LinkageError e) {
      // JMH will say what is missing when somebody runs it
      return Optional.empty();
    }
  }

  /** Of benchmarks on the class path, those that measure hooks. */
  public static List<BenchmarkListEntry> ofHooks(Collection<BenchmarkListEntry> all) {
    return all.stream().filter(b -> type(b).isPresent()).toList();
  }

  /**
   * The workload of a benchmark with the first value of each of its parameters.
   *
   * @throws BenchmarkException where the class can't make it
   */
  public static Workload workload(BenchmarkListEntry benchmark) {
    Map<String, String> first = new LinkedHashMap<>();
    benchmark.getParams().orElse(Map.of()).forEach((name, values) -> first.put(name, values[0]));
    return workload(benchmark, first);
  }

  /**
   * The workload of a benchmark that measures hooks.
   *
   * @param params by name; those that the class does not have are none of its business
   * @throws UsageException where a value is none that the parameter takes, in words for the user
   * @throws BenchmarkException where the class can't make it
   */
  public static Workload workload(BenchmarkListEntry benchmark, Map<String, String> params) {
    Class<? extends HookBenchmark> type = type(benchmark).orElseThrow();
    try {
      HookBenchmark instance = type.getConstructor().newInstance();
      for (Field field : paramFields(type)) {
        if (params.containsKey(field.getName())) {
          field.setAccessible(true);
          field.set(instance, value(field, params.get(field.getName())));
        }
      }
      return Objects.requireNonNull(instance.workload(), "workload() is null");
    } catch (UsageException e) {
      throw e;
    } catch (InvocationTargetException e) {
      throw new BenchmarkException(type, e.getTargetException());
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new BenchmarkException(type, e);
    }
  }

  private static List<Field> paramFields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
      Arrays.stream(c.getDeclaredFields())
          .filter(f -> f.isAnnotationPresent(Param.class))
          .forEach(fields::add);
    }
    return fields;
  }

  private static Object value(Field field, String text) {
    try {
      return parse(field.getType(), text);
    } catch (NumberFormatException e) {
      throw new UsageException(field.getName() + "=" + text + " is not a number that fits");
    }
  }

  /** As JMH reads a parameter: a string, an enum's constant, or a primitive or its wrapper. */
  private static Object parse(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(c -> ((Enum<?>) c).name().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new UsageException(
                      text + " is none of " + Arrays.toString(type.getEnumConstants())));
    }
    if (type == int.class || type == Integer.class) {
      return Integer.valueOf(text);
    }
    if (type == long.class || type == Long.class) {
      return Long.valueOf(text);
    }
    if (type == double.class || type == Double.class) {
      return Double.valueOf(text);
    }
    if (type == float.class || type == Float.class) {
      return Float.valueOf(text);
    }
    if (type == short.class || type == Short.class) {
      return Short.valueOf(text);
    }
    if (type == byte.class || type == Byte.class) {
      return Byte.valueOf(text);
    }
    if (type == boolean.class || type == Boolean.class) {
      return Boolean.valueOf(text);
    }
    return text.charAt(0);
  }
}
