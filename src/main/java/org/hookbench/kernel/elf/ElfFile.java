package org.hookbench.kernel.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A relocatable 64-bit ELF file for BPF, all of whose offsets, sizes and numbers that libbpf
 * follows have been seen to lie where they should. Source: elf(5).
 */
public final class ElfFile {
  private static final String TEXT = ".text"; // functions that programs call
  private static final int HEADER_BYTES = 64;
  private static final int MAGIC = 0x7f454c46;
  private static final int CLASS_64 = 2;
  private static final int RELOCATABLE = 1;
  private static final int MACHINE_BPF = 247;
  private static final int SECTION_BYTES = 64;
  private static final int SYMBOL_BYTES = 24;
  private static final int RELOCATION_BYTES = 16;
  private static final int FIRST_RESERVED = 0xff00;
  private static final int EXTENDED = 0xffff;
  private static final long MOST_BYTES = 0xffffffffL;

  private final ByteBuffer file;
  private final List<Section> sections;
  private final List<Symbol> symbols;
  private final Map<Integer, List<Relocation>> relocations = new HashMap<>();

  private ElfFile(byte[] bytes) {
    file = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    requireHeader();
    sections = readSections();
    symbols = readSymbols();
    for (Section s : sections) {
      if (s.type() == Section.REL) {
        relocations.computeIfAbsent(s.info(), x -> new ArrayList<>()).addAll(readRelocations(s));
      }
    }
  }

  /**
   * Reads and checks a file.
   *
   * @param bytes all of it; not changed here, and not to be changed elsewhere
   * @throws MalformedObjectException saying what is wrong with it
   */
  public static ElfFile parse(byte[] bytes) {
    ElfFile elf = new ElfFile(bytes);
    elf.content(".BTF")
        .ifPresent(
            btf -> {
              BtfTypes types = BtfTypes.check(btf);
              elf.content(".BTF.ext").ifPresent(ext -> BtfExt.check(ext, types));
            });
    return elf;
  }

  /**
   * The programs, by section and place: the global functions that stand in a section of their own
   * kind. Of a section {@code "?tc"} the question mark is left out, which asks libbpf to load its
   * programs only if it is told to.
   */
  public Map<String, String> programs() {
    Map<String, String> programs = new LinkedHashMap<>();
    for (Section s : sections) {
      if (s.isCode() && !s.name().equals(TEXT)) {
        String name = s.name().startsWith("?") ? s.name().substring(1) : s.name();
        symbols.stream()
            .filter(f -> f.section() == s.index() && f.type() == Symbol.FUNCTION)
            .filter(f -> f.binding() != Symbol.LOCAL)
            .sorted(Comparator.comparingLong(Symbol::value))
            .forEach(f -> programs.put(f.name(), name));
      }
    }
    return programs;
  }

  List<Section> sections() {
    return sections;
  }

  List<Symbol> symbols() {
    return symbols;
  }

  /** The places of a section that depend on symbols. */
  List<Relocation> relocations(int section) {
    return relocations.getOrDefault(section, List.of());
  }

  Optional<Section> section(String name) {
    return sections.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /** All of it, in the machine's byte order. */
  ByteBuffer bytes() {
    return file;
  }

  private Optional<ByteBuffer> content(String name) {
    return section(name)
        .filter(s -> s.type() == Section.PROGBITS && s.size() > 0)
        .map(s -> file.slice((int) s.offset(), (int) s.size()).order(file.order()));
  }

  private void requireHeader() {
    if (file.limit() < HEADER_BYTES
        || file.duplicate().order(ByteOrder.BIG_ENDIAN).getInt(0) != MAGIC) {
      throw new MalformedObjectException("it is no ELF file, as clang -target bpf writes one");
    }
    int order = file.get(5);
    if (file.get(4) != CLASS_64 || order < 1 || order > 2) {
      throw new MalformedObjectException(
          "it is no 64-bit ELF file, as clang -target bpf writes one");
    }
    if ((order == 1) != (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN)) {
      throw new MalformedObjectException(
          "it is for machines of the other byte order; compile it here with clang -target bpf");
    }
    int type = Short.toUnsignedInt(file.getShort(16));
    int machine = Short.toUnsignedInt(file.getShort(18));
    // GNU's and old tools name no machine
    if (type != RELOCATABLE || machine != MACHINE_BPF && machine != 0) {
      throw new MalformedObjectException(
          "it is an ELF file of type "
              + type
              + " for machine "
              + machine
              + ", not an object file for BPF (1 and 247), as clang -target bpf -c writes one");
    }
  }

  private List<Section> readSections() {
    long at = file.getLong(40);
    int entry = Short.toUnsignedInt(file.getShort(58));
    int count = Short.toUnsignedInt(file.getShort(60));
    int names = Short.toUnsignedInt(file.getShort(62));
    if (count == 0 || entry != SECTION_BYTES || !inFile(at, (long) count * SECTION_BYTES)) {
      throw MalformedObjectException.damaged(
          "its table of " + count + " sections reaches beyond the end of the file");
    }
    if (names >= count) {
      throw MalformedObjectException.damaged("the section of its sections' names is not there");
    }
    Section strings = header((int) at, names, "");
    requireStrings(strings);
    List<Section> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Section nameless = header((int) at, i, "");
      Section s =
          header((int) at, i, string(strings, file.getInt(nameless.header()), "section " + i));
      requireSound(s, count);
      all.add(s);
    }
    return List.copyOf(all);
  }

  private Section header(int table, int index, String name) {
    int at = table + index * SECTION_BYTES;
    return new Section(
        index,
        name,
        file.getInt(at + 4),
        file.getLong(at + 8),
        at,
        file.getLong(at + 24),
        file.getLong(at + 32),
        file.getInt(at + 40),
        file.getInt(at + 44),
        file.getLong(at + 56));
  }

  private void requireSound(Section s, int count) {
    boolean stored = s.index() != 0 && s.type() != Section.NOBITS;
    if (stored && !inFile(s.offset(), s.size())) {
      throw MalformedObjectException.damaged(s.words() + " reaches beyond the end of the file");
    }
    if (s.size() < 0 || s.size() > MOST_BYTES) {
      throw MalformedObjectException.damaged(s.words() + " has an impossible size");
    }
    if (s.link() < 0 || s.link() >= count) {
      throw MalformedObjectException.damaged(s.words() + " refers to a section that is not there");
    }
    if (s.isCode() && s.size() % Long.BYTES != 0) {
      throw MalformedObjectException.damaged(s.words() + " is no whole number of instructions");
    }
    boolean needed = s.name().equals("license") || s.name().equals("version");
    if (needed && (s.size() == 0 || s.type() != Section.PROGBITS)) {
      throw MalformedObjectException.damaged(s.words() + " is empty");
    }
  }

  private List<Symbol> readSymbols() {
    List<Section> tables = sections.stream().filter(s -> s.type() == Section.SYMTAB).toList();
    if (tables.size() != 1) {
      throw MalformedObjectException.damaged("it has " + tables.size() + " symbol tables");
    }
    Section table = tables.get(0);
    requireTable(table, SYMBOL_BYTES);
    Section strings = sections.get(table.link());
    requireStrings(strings);
    List<Symbol> all = new ArrayList<>();
    for (int i = 0; i < table.size() / SYMBOL_BYTES; i++) {
      all.add(symbol((int) table.offset() + i * SYMBOL_BYTES, i, strings));
    }
    return List.copyOf(all);
  }

  private Symbol symbol(int at, int index, Section strings) {
    String what = "symbol " + index;
    int info = file.get(at + 4);
    Symbol s =
        new Symbol(
            at,
            string(strings, file.getInt(at), what),
            info >> 4 & 0xf,
            info & 0xf,
            Short.toUnsignedInt(file.getShort(at + 6)),
            file.getLong(at + 8),
            file.getLong(at + 16));
    boolean reserved = s.section() >= FIRST_RESERVED && s.section() != EXTENDED;
    if (s.section() >= sections.size() && !reserved) {
      throw MalformedObjectException.damaged(what + " is of a section that is not there");
    }
    if (s.section() != 0 && !reserved && !sections.get(s.section()).holds(s.value(), s.size())) {
      throw MalformedObjectException.damaged(
          what + " ('" + s.name() + "') reaches beyond its section");
    }
    return s;
  }

  private List<Relocation> readRelocations(Section s) {
    requireTable(s, RELOCATION_BYTES);
    if (s.info() <= 0 || s.info() >= sections.size()) {
      throw MalformedObjectException.damaged(s.words() + " is for a section that is not there");
    }
    if (sections.get(s.link()).type() != Section.SYMTAB) {
      throw MalformedObjectException.damaged(s.words() + " refers to no symbol table");
    }
    Section target = sections.get(s.info());
    List<Relocation> all = new ArrayList<>();
    for (int i = 0; i < s.size() / RELOCATION_BYTES; i++) {
      int at = (int) s.offset() + i * RELOCATION_BYTES;
      long offset = file.getLong(at);
      long symbol = file.getLong(at + 8) >>> 32;
      if (!target.holds(offset, 1) || symbol >= symbols.size()) {
        throw MalformedObjectException.damaged(
            "entry " + i + " of " + s.words() + " is for a place or symbol that is not there");
      }
      if (target.isCode() && (offset % Long.BYTES != 0 || !target.holds(offset, Long.BYTES))) {
        throw MalformedObjectException.damaged(
            "entry " + i + " of " + s.words() + " is not for an instruction");
      }
      all.add(new Relocation(offset, symbols.get((int) symbol)));
    }
    return all;
  }

  private void requireTable(Section s, int entry) {
    if (s.entrySize() != entry || s.size() % entry != 0) {
      throw MalformedObjectException.damaged(s.words() + " is no whole table");
    }
  }

  private void requireStrings(Section s) {
    if (s.type() != Section.STRTAB
        || s.size() == 0
        || !inFile(s.offset(), s.size())
        || file.get((int) (s.offset() + s.size() - 1)) != 0) {
      throw MalformedObjectException.damaged(s.words() + " should hold names, and does not");
    }
  }

  private String string(Section strings, int offset, String of) {
    if (!strings.holds(Integer.toUnsignedLong(offset), 1)) {
      throw MalformedObjectException.damaged("the name of " + of + " is not there");
    }
    int from = (int) strings.offset() + offset;
    int to = from;
    while (file.get(to) != 0) {
      to++;
    }
    byte[] name = new byte[to - from];
    file.get(from, name);
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  private boolean inFile(long offset, long size) {
    return offset >= 0 && size >= 0 && offset <= file.limit() && size <= file.limit() - offset;
  }
}
