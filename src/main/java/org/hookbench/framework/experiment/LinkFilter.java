package org.hookbench.framework.experiment;

import java.io.ObjectInputFilter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Which objects JMH's host and its forks take from each other. JMH sends its messages as serialized
 * Java objects and reads whatever comes; this names the classes that it and HookBench do send.
 * Source: {@code java.io.ObjectInputFilter}.
 */
final class LinkFilter implements ObjectInputFilter {
  /** Real messages are up to 13 deep. */
  private static final int DEEPEST = 20;

  private static final int LONGEST_ARRAY = 1 << 22;

  /** Each level of tables as keys of tables multiplies the time that reading them takes. */
  private static final int NESTED_TABLES = 3;

  private static final Set<String> JDK =
      new TreeSet<>(
          Set.of(
              "java.lang.Boolean",
              "java.lang.Double",
              "java.lang.Enum",
              "java.lang.Integer",
              "java.lang.Long",
              "java.lang.Number",
              "java.lang.Object",
              "java.lang.StackTraceElement",
              "java.lang.String",
              "java.lang.Thread$State",
              "java.util.ArrayList",
              "java.util.Arrays$ArrayList",
              "java.util.CollSer",
              "java.util.Collections$EmptyList",
              "java.util.Collections$EmptyMap",
              "java.util.Collections$EmptySet",
              "java.util.Collections$SingletonList",
              "java.util.Collections$SingletonSet",
              "java.util.Collections$UnmodifiableCollection",
              "java.util.Collections$UnmodifiableList",
              "java.util.EnumMap",
              "java.util.EnumSet$SerializationProxy",
              "java.util.HashMap",
              "java.util.ImmutableCollections$List12",
              "java.util.ImmutableCollections$ListN",
              "java.util.LinkedHashMap",
              "java.util.Map$Entry",
              "java.util.RegularEnumSet",
              "java.util.TreeMap",
              "java.util.concurrent.TimeUnit"));

  private static final List<String> PACKAGES =
      List.of(
          "org.openjdk.jmh.",
          "org.hookbench.framework.evidence.",
          "org.hookbench.framework.experiment.",
          "org.hookbench.framework.profile.");

  private static final AtomicReference<String> REFUSED = new AtomicReference<>();

  private final ThreadLocal<Deque<Long>> tables = ThreadLocal.withInitial(ArrayDeque::new);

  /** In the host: from now on, unless the user has given the JVM a filter. */
  static synchronized void install() {
    if (Config.getSerialFilter() == null) {
      Config.setSerialFilter(new LinkFilter());
    }
  }

  /** The JVM arguments that do the same in a fork, which gets settings and plan from the host. */
  static List<String> jvmArgs() {
    StringBuilder pattern = new StringBuilder();
    pattern.append("maxdepth=").append(DEEPEST).append(";maxarray=").append(LONGEST_ARRAY);
    JDK.forEach(name -> pattern.append(';').append(name));
    PACKAGES.forEach(name -> pattern.append(';').append(name).append("**"));
    return List.of("-Djdk.serialFilter=" + pattern + ";!*");
  }

  /** What was refused since this was asked, e.g. {@code "class java.util.HashSet"}. */
  static Optional<String> refused() {
    return Optional.ofNullable(REFUSED.getAndSet(null));
  }

  @Override
  public Status checkInput(FilterInfo info) {
    Optional<String> why = reason(info);
    if (why.isPresent()) {
      REFUSED.set(why.get());
      return Status.REJECTED;
    }
    return info.serialClass() == null ? Status.UNDECIDED : Status.ALLOWED;
  }

  private Optional<String> reason(FilterInfo info) {
    if (info.depth() > DEEPEST) {
      return Optional.of("objects " + info.depth() + " deep");
    }
    if (info.arrayLength() > LONGEST_ARRAY) {
      return Optional.of("an array of " + info.arrayLength());
    }
    if (nestedTables(info) > NESTED_TABLES) {
      return Optional.of("hash tables " + (NESTED_TABLES + 1) + " deep");
    }
    return Optional.<Class<?>>ofNullable(info.serialClass())
        .filter(type -> !isAllowed(element(type)))
        .map(type -> "class " + type.getName());
  }

  /** What is read comes in order of depth: a table is left with the first thing as shallow. */
  private int nestedTables(FilterInfo info) {
    Deque<Long> open = tables.get();
    while (!open.isEmpty() && open.peek() >= info.depth()) {
      open.pop();
    }
    // every hash table asks for its array; of classes only the first object of each is shown
    if (info.serialClass() == Map.Entry[].class) {
      open.push(info.depth());
    }
    return open.size();
  }

  private static Class<?> element(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element;
  }

  private static boolean isAllowed(Class<?> type) {
    return type.isPrimitive()
        || JDK.contains(type.getName())
        || PACKAGES.stream().anyMatch(type.getName()::startsWith)
        || isFailure(type);
  }

  /** A fork's failure comes with all its causes, which may be of any library. */
  private static boolean isFailure(Class<?> type) {
    return Throwable.class.isAssignableFrom(type)
        && (type.getModule().equals(Object.class.getModule())
            || type.getClassLoader() == LinkFilter.class.getClassLoader());
  }
}
