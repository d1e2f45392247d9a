package org.hookbench.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks the C compiler what an expression is worth, so that a constant, a size or an offset of ours
 * is held against the header it was taken from.
 */
public final class CCompiler {
  private static final String COMPILER = System.getenv().getOrDefault("CC", "cc");

  private CCompiler() {}

  /**
   * Compiles and runs one C program.
   *
   * @param includes headers in their order, e.g. {@code linux/tcp.h}
   * @param expressions integer expressions, e.g. {@code offsetof(struct tcp_info, tcpi_rtt)}
   * @return each expression's value, in the order given
   * @throws AssertionError with the compiler's words if there is no compiler or it refuses
   */
  public static Map<String, Long> evaluate(List<String> includes, List<String> expressions) {
    StringBuilder source = new StringBuilder("#include <stddef.h>\n#include <stdio.h>\n");
    includes.forEach(i -> source.append("#include <").append(i).append(">\n"));
    source.append("int main(void) {\n");
    expressions.forEach(
        e -> source.append("printf(\"%lld\\n\", (long long)(").append(e).append("));\n"));
    source.append("return 0;\n}\n");
    List<String> lines = compileAndRun(source.toString()).lines().toList();
    if (lines.size() != expressions.size()) {
      throw new AssertionError(
          "the C program printed " + lines.size() + " lines for " + expressions.size());
    }
    Map<String, Long> values = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      values.put(expressions.get(i), Long.valueOf(lines.get(i)));
    }
    return values;
  }

  /**
   * Holds constants against what the compiler says, and names every one that differs.
   *
   * @param expected what the code under test believes, by C expression
   */
  public static void assertAgrees(List<String> includes, Map<String, Long> expected) {
    Map<String, Long> actual = evaluate(includes, List.copyOf(expected.keySet()));
    StringBuilder wrong = new StringBuilder();
    expected.forEach(
        (expression, ours) -> {
          if (!ours.equals(actual.get(expression))) {
            wrong.append(
                String.format("%n%s: ours %d, C %d", expression, ours, actual.get(expression)));
          }
        });
    if (!wrong.isEmpty()) {
      throw new AssertionError("constants differ from the C headers:" + wrong);
    }
  }

  private static String compileAndRun(String source) {
    try {
      Path folder = Files.createTempDirectory("hookbench-abi");
      Path code = Files.writeString(folder.resolve("abi.c"), source);
      Path program = folder.resolve("abi");
      try {
        run(COMPILER, "-o", program.toString(), code.toString());
        return run(program.toString());
      } finally {
        Files.deleteIfExists(program);
        Files.delete(code);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String run(String... command) {
    return Command.run("a C compiler (apt-get install gcc libc6-dev, or set CC)", List.of(command));
  }
}
