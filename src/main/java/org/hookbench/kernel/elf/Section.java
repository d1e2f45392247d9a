package org.hookbench.kernel.elf;

/**
 * A section of an object file. Source: elf(5), {@code Elf64_Shdr}.
 *
 * @param index its number
 * @param name such as {@code .maps} or {@code tc}
 * @param type {@code SHT_*}
 * @param flags {@code SHF_*}
 * @param header where its header begins in the file, bytes
 * @param offset where its content begins in the file, bytes
 * @param size of its content, bytes
 * @param link the section that it refers to: a symbol table's strings, a relocation's symbols
 * @param info of relocations the section that they are for
 * @param entrySize of a table, bytes an entry
 */
record Section(
    int index,
    String name,
    int type,
    long flags,
    int header,
    long offset,
    long size,
    int link,
    int info,
    long entrySize) {
  static final int PROGBITS = 1;
  static final int SYMTAB = 2;
  static final int STRTAB = 3;
  static final int NOTE = 7;
  static final int NOBITS = 8;
  static final int REL = 9;

  private static final int EXECUTABLE = 4; // SHF_EXECINSTR

  /** Whether it holds instructions. */
  boolean isCode() {
    return type == PROGBITS && (flags & EXECUTABLE) != 0;
  }

  /** Whether an offset and a length lie in its content. */
  boolean holds(long from, long length) {
    return from >= 0 && length >= 0 && from <= size && length <= size - from;
  }

  String words() {
    return "section " + index + (name.isEmpty() ? "" : " ('" + name + "')");
  }
}
