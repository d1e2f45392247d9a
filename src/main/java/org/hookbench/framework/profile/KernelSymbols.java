package org.hookbench.framework.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.KernelFile;

/**
 * The functions of the running kernel, its modules and its eBPF programs by address. A program
 * stands there as {@code bpf_prog_TAG_NAME}, only while it is loaded.
 *
 * <p>Needs CAP_SYSLOG or {@code kernel.kptr_restrict} 0. Source: {@code kernel/kallsyms.c}, {@code
 * kernel/bpf/core.c}.
 */
final class KernelSymbols {
  private static final Path KALLSYMS = Path.of("/proc/kallsyms");
  private static final Path RESTRICT = Path.of("/proc/sys/kernel/kptr_restrict");
  private static final String CODE = "tTwW";
  // of the names at one address these are no function's
  private static final String SECTION_MARK = ".*_text_(start|end)|_s?text";
  // the space before a function, in which some kernels count its calls
  private static final String PADDING = "__pfx_";

  private final AddressTable table = new AddressTable();

  private KernelSymbols() {}

  /**
   * Those of now.
   *
   * @throws IOException if the kernel shows none
   */
  static KernelSymbols read() throws IOException {
    try (Stream<String> lines = Files.lines(KALLSYMS)) {
      return parse(lines);
    }
  }

  /**
   * Those of such lines as {@code /proc/kallsyms} has: {@code ffffffff81000000 T name [module]}.
   */
  static KernelSymbols parse(Stream<String> lines) {
    KernelSymbols symbols = new KernelSymbols();
    lines.forEach(symbols::add);
    return symbols;
  }

  /** Why the kernel's functions can't be named here, and what to do; empty where they can. */
  static Optional<String> refusal() {
    try (Stream<String> lines = Files.lines(KALLSYMS)) {
      boolean shown = lines.anyMatch(l -> isCode(l) && address(l) != 0);
      return shown ? Optional.empty() : Optional.of(hidden());
    } catch (NoSuchFileException e) {
      return Optional.of("this kernel has no /proc/kallsyms; boot one with CONFIG_KALLSYMS=y");
    } catch (IOException e) {
      return Optional.of("can't read /proc/kallsyms: " + e.getMessage());
    }
  }

  private static String hidden() {
    String level;
    try {
      level = " (it is " + KernelFile.read(RESTRICT) + ")";
    } catch (KernelException e) {
      level = "";
    }
    return "/proc/kallsyms shows no address to this user; run as root, and: sysctl -w"
        + " kernel.kptr_restrict=0"
        + level;
  }

  /**
   * Adds a program's code, which the table lacks where {@code net.core.bpf_jit_kallsyms} is 0 or
   * {@code net.core.bpf_jit_harden} is on.
   */
  void add(BpfProgram program) {
    program.code().stream()
        .filter(c -> table.startingAt(c.address()).isEmpty())
        .forEach(c -> table.put(c.address(), c.bytes(), c.symbol()));
  }

  /** The function that an address is in. */
  Optional<String> at(long address) {
    return table.at(address);
  }

  private void add(String line) {
    if (!isCode(line)) {
      return;
    }
    long address = address(line);
    String name = line.substring(line.indexOf(' ') + 3).split("\t", 2)[0];
    if (address == 0) {
      return;
    }
    if (name.startsWith(PADDING)) {
      name = name.substring(PADDING.length());
    }
    // of several names the first, as it stands nearest to the source
    if (table.startingAt(address).filter(n -> !n.matches(SECTION_MARK)).isEmpty()) {
      table.put(address, name);
    }
  }

  private static boolean isCode(String line) {
    int type = line.indexOf(' ') + 1;
    return type > 0 && type < line.length() && CODE.indexOf(line.charAt(type)) >= 0;
  }

  private static long address(String line) {
    return Long.parseUnsignedLong(line.substring(0, line.indexOf(' ')), 16);
  }
}
