package org.hookbench.framework.profile;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Code that a JVM has made, by address, from the text that it writes for perf: {@code START SIZE
 * NAME}, in hexadecimal. A method stands there with its signature, the interpreter and other stubs
 * with the name that the JVM has for them.
 *
 * <p>Source: {@code tools/perf/Documentation/jit-interface.txt} of the kernel.
 */
final class PerfMap {
  private static final Pattern METHOD =
      Pattern.compile("(?:\\S+ )?([^\\s(]+)\\.([^\\s.(]+)\\(.*\\)");
  // where a hidden class is in memory, and the how-manieth it is: other in every process
  private static final Pattern HIDDEN = Pattern.compile("[/+]0x[0-9a-f]+|(?<=\\$\\$Lambda)\\$\\d+");

  private final AddressTable table = new AddressTable();
  private int size;

  private PerfMap() {}

  /** The code of such lines. */
  static PerfMap parse(Stream<String> lines) {
    PerfMap map = new PerfMap();
    lines.forEach(map::add);
    return map;
  }

  private void add(String line) {
    String[] fields = line.split(" ", 3);
    if (fields.length == 3) {
      table.put(hex(fields[0]), hex(fields[1]), name(fields[2]));
      size++;
    }
  }

  private static long hex(String number) {
    return Long.parseUnsignedLong(number.startsWith("0x") ? number.substring(2) : number, 16);
  }

  /** A method without its signature, as {@code java/lang/String.indexOf}; a stub as it is. */
  static String name(String text) {
    Matcher method = METHOD.matcher(text);
    if (!method.matches()) {
      return text;
    }
    String owner = HIDDEN.matcher(method.group(1)).replaceAll("");
    return owner.replace('.', '/') + "." + method.group(2);
  }

  /** How many pieces of code are known. */
  int size() {
    return size;
  }

  /** What an address belongs to. */
  Optional<String> at(long address) {
    return table.at(address);
  }
}
