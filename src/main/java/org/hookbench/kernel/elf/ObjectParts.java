package org.hookbench.kernel.elf;

import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of an object a program needs: the functions that it calls, the maps and externs that any of
 * them names, the maps that those hold from the start, and the programs that its prog arrays hold,
 * with what they need. What is declared for other programs of the object is not among it.
 *
 * <p>Source: libbpf's {@code bpf_program__record_reloc()}, the kernel's {@code
 * Documentation/bpf/llvm_reloc.rst}.
 */
public final class ObjectParts {
  private static final String MAPS = ".maps";
  private static final int INSTRUCTION = 8;
  private static final int CALL = 0x85; // BPF_JMP | BPF_CALL
  private static final int OF_THE_OBJECT = 1; // BPF_PSEUDO_CALL

  private final ElfFile elf;
  private final Set<String> programs = new LinkedHashSet<>();
  private final Set<String> maps = new TreeSet<>();
  private final Set<String> externs = new TreeSet<>();
  private final Set<Integer> seen = new HashSet<>();
  private final Deque<Symbol> toRead = new ArrayDeque<>();

  private ObjectParts(ElfFile elf) {
    this.elf = elf;
  }

  /** What a program of an object needs; nothing if there is none of that name. */
  public static ObjectParts of(ElfFile elf, String program) {
    ObjectParts parts = new ObjectParts(elf);
    elf.symbols().stream()
        .filter(s -> s.name().equals(program) && parts.isFunction(s))
        .forEach(parts::addProgram);
    while (!parts.toRead.isEmpty()) {
      parts.read(parts.toRead.pop());
    }
    return parts;
  }

  /** The programs to load: the one asked for, first, and those that prog arrays hold. */
  public Set<String> programs() {
    return programs;
  }

  /** The maps to make. */
  public Set<String> maps() {
    return maps;
  }

  /** What the kernel must define. */
  public Set<String> externs() {
    return externs;
  }

  private void addProgram(Symbol function) {
    programs.add(function.name());
    add(function);
  }

  private void add(Symbol function) {
    if (seen.add(function.at())) {
      toRead.push(function);
    }
  }

  private boolean isFunction(Symbol s) {
    return s.type() == Symbol.FUNCTION
        && s.section() > 0
        && s.section() < elf.sections().size()
        && elf.sections().get(s.section()).isCode();
  }

  private void read(Symbol function) {
    Section code = elf.sections().get(function.section());
    Set<Long> relocated = new HashSet<>();
    for (Relocation r : elf.relocations(function.section())) {
      if (function.covers(r.offset())) {
        relocated.add(r.offset());
        follow(r, (int) (code.offset() + r.offset()));
      }
    }
    long last = Math.min(function.value() + function.size(), code.size()) - INSTRUCTION;
    for (long at = function.value(); at <= last; at += INSTRUCTION) {
      int where = (int) (code.offset() + at);
      // a call within a section is known to the compiler, and needs no relocation
      if (isCall(where) && sourceRegister(where) == OF_THE_OBJECT && !relocated.contains(at)) {
        long target = at + (elf.bytes().getInt(where + 4) + 1L) * INSTRUCTION;
        functionAt(function.section(), target).ifPresent(this::add);
      }
    }
  }

  private int sourceRegister(int where) {
    int registers = elf.bytes().get(where + 1) & 0xff;
    boolean little = elf.bytes().order() == ByteOrder.LITTLE_ENDIAN;
    return little ? registers >> 4 : registers & 0xf;
  }

  /**
   * @param where the instruction is in the file
   */
  private void follow(Relocation relocation, int where) {
    Symbol symbol = relocation.symbol();
    if (symbol.isExtern()) {
      externs.add(symbol.name());
    } else if (symbol.section() > 0 && symbol.section() < elf.sections().size()) {
      Section section = elf.sections().get(symbol.section());
      if (section.isCode()) {
        // a static function stands there as its section, and where it begins in the instruction
        int further = elf.bytes().getInt(where + 4);
        long from = isCall(where) ? (further + 1L) * INSTRUCTION : further;
        functionAt(symbol.section(), symbol.value() + from).ifPresent(this::add);
      } else if (section.name().equals(MAPS)) {
        addMap(symbol);
      }
    }
  }

  private boolean isCall(int where) {
    return (elf.bytes().get(where) & 0xff) == CALL;
  }

  private void addMap(Symbol map) {
    if (!maps.add(map.name())) {
      return;
    }
    for (Relocation held : elf.relocations(map.section())) {
      if (map.covers(held.offset())) {
        if (isFunction(held.symbol())) {
          addProgram(held.symbol());
        } else if (held.symbol().section() == map.section()) {
          addMap(held.symbol());
        }
      }
    }
  }

  private Optional<Symbol> functionAt(int section, long offset) {
    return elf.symbols().stream()
        .filter(s -> s.section() == section && isFunction(s) && s.covers(offset))
        .findFirst();
  }
}
