package org.hookbench.kernel.elf;

/**
 * A symbol of an object file. Source: elf(5), {@code Elf64_Sym}.
 *
 * @param at where its entry begins in the file, bytes
 * @param name empty for that of a section
 * @param binding {@code STB_*}
 * @param type {@code STT_*}
 * @param section the number of the section it is defined in; 0 where the kernel is to define it
 * @param value where it begins in its section, bytes
 * @param size bytes
 */
record Symbol(int at, String name, int binding, int type, int section, long value, long size) {
  static final int LOCAL = 0;
  static final int GLOBAL = 1;
  static final int WEAK = 2;
  static final int FUNCTION = 2;

  /** Whether the object takes it from the kernel. */
  boolean isExtern() {
    return section == 0 && !name.isEmpty() && (binding == GLOBAL || binding == WEAK);
  }

  /** Whether an offset of its section is in it. */
  boolean covers(long offset) {
    return offset >= value && offset < value + size;
  }
}
