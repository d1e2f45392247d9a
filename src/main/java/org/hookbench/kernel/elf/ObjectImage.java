package org.hookbench.kernel.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * An object as libbpf is to see it: without what HookBench has no use for and libbpf would fail or
 * crash at.
 */
public final class ObjectImage {
  private static final String STRUCT_OPS = ".struct_ops";
  private static final int SECTION_TYPE = 4;
  private static final int SYMBOL_INFO = 4;

  private ObjectImage() {}

  /**
   * A copy of the file in which
   *
   * <ul>
   *   <li>struct_ops maps are none: libbpf 1.1 makes all of them ready, whether wanted or not, and
   *       crashes where no program of theirs is to be loaded;
   *   <li>an extern that only other programs use is weak, so that its absence hinders nobody.
   * </ul>
   *
   * @param program the one to be loaded; where it is not known, every extern stays as it is
   */
  public static byte[] of(byte[] file, ElfFile elf, Optional<String> program) {
    byte[] copy = file.clone();
    ByteBuffer image = ByteBuffer.wrap(copy).order(ByteOrder.nativeOrder());
    for (Section s : elf.sections()) {
      if (s.name().startsWith(STRUCT_OPS)
          || s.name().startsWith("?" + STRUCT_OPS)
          || s.name().startsWith(".rel" + STRUCT_OPS)
          || s.name().startsWith(".rel?" + STRUCT_OPS)) {
        image.putInt(s.header() + SECTION_TYPE, Section.NOTE);
      }
    }
    program.ifPresent(
        p -> {
          ObjectParts parts = ObjectParts.of(elf, p);
          for (Symbol s : elf.symbols()) {
            if (s.isExtern()
                && !parts.programs().isEmpty()
                && !parts.externs().contains(s.name())) {
              image.put(s.at() + SYMBOL_INFO, (byte) (Symbol.WEAK << 4 | s.type()));
            }
          }
        });
    return copy;
  }
}
