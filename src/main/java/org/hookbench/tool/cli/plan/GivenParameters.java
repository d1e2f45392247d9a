package org.hookbench.tool.cli.plan;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which parameters a command line gives. JMH's parser keeps that to itself, so they are read off
 * its arguments, with their values as they stand there.
 */
public final class GivenParameters {
  private GivenParameters() {}

  /** The values of each, in the order of their names' first occurrence. */
  public static Map<String, Set<String>> of(List<String> arguments) {
    Map<String, Set<String>> named = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      Optional<String> text = Optional.empty();
      if (argument.equals("-p") && i + 1 < arguments.size()) {
        text = Optional.of(arguments.get(++i));
      } else if (argument.matches("(?s)-p[^-=]+=.*") && !argument.startsWith("-prof")) {
        text = Optional.of(argument.substring(2));
      }
      text.map(t -> t.split("=", 2))
          .ifPresent(
              parts ->
                  named
                      .computeIfAbsent(parts[0], name -> new LinkedHashSet<>())
                      .add(parts.length == 1 ? "" : parts[1]));
    }
    return named;
  }
}
