package org.hookbench.tool.flame;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function, wherever in a stack it stands.
 *
 * @param name without its module and without the suffix that says what kind it is
 * @param kernel whether it is the kernel's
 */
public record Frame(String name, boolean kernel) {
  /** Kinds as async-profiler marks them: kernel, and Java by how it was compiled. */
  private static final Pattern KIND = Pattern.compile("(.+)_\\[([kji01])]");

  private static final Pattern MODULE = Pattern.compile("(.*\\S)\\s*\\[[^\\[\\]]+]");

  /**
   * A frame of a folded stack: {@code do_xdp_generic_[k]}, {@code veth_xmit [veth]_[k]}, {@code
   * java}. A module alone, {@code [libc.so.6]}, is all that is known, and stays.
   */
  static Frame of(String text) {
    Matcher kind = KIND.matcher(text);
    boolean marked = kind.matches();
    String name = marked ? kind.group(1) : text;
    Matcher module = MODULE.matcher(name);
    return new Frame(
        module.matches() ? module.group(1) : name, marked && kind.group(2).equals("k"));
  }
}
