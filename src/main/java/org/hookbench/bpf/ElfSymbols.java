package org.hookbench.bpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The symbols of an object file that libbpf has opened, and so is whole: 64-bit ELF in native byte
 * order. Source: elf(5).
 */
final class ElfSymbols {
  private static final int SECTIONS_OFFSET = 40;
  private static final int SECTION_COUNT = 60;
  private static final int SECTION_BYTES = 64;
  private static final int SECTION_TYPE = 4;
  private static final int SECTION_DATA = 24;
  private static final int SECTION_SIZE = 32;
  private static final int SECTION_LINK = 40;
  private static final int SHT_SYMTAB = 2;
  private static final int SYMBOL_BYTES = 24;
  private static final int SYMBOL_INFO = 4;
  private static final int SYMBOL_SECTION = 6;
  private static final int STB_GLOBAL = 1;

  private ElfSymbols() {}

  /** What the object takes from the kernel and can't do without: undefined and not weak. */
  static List<String> undefined(byte[] file) {
    ByteBuffer elf = ByteBuffer.wrap(file).order(ByteOrder.nativeOrder());
    int sections = (int) elf.getLong(SECTIONS_OFFSET);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < Short.toUnsignedInt(elf.getShort(SECTION_COUNT)); i++) {
      int section = sections + i * SECTION_BYTES;
      if (elf.getInt(section + SECTION_TYPE) == SHT_SYMTAB) {
        int strings = sections + elf.getInt(section + SECTION_LINK) * SECTION_BYTES;
        int names0 = (int) elf.getLong(strings + SECTION_DATA);
        int first = (int) elf.getLong(section + SECTION_DATA);
        int end = first + (int) elf.getLong(section + SECTION_SIZE);
        for (int symbol = first; symbol < end; symbol += SYMBOL_BYTES) {
          boolean global = elf.get(symbol + SYMBOL_INFO) >> 4 == STB_GLOBAL;
          if (global && elf.getShort(symbol + SYMBOL_SECTION) == 0) {
            names.add(string(file, names0 + elf.getInt(symbol)));
          }
        }
      }
    }
    return names;
  }

  private static String string(byte[] file, int at) {
    int end = at;
    while (file[end] != 0) {
      end++;
    }
    return new String(file, at, end - at, StandardCharsets.US_ASCII);
  }
}
