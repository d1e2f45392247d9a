package org.hookbench.kernel.elf;

import java.nio.ByteBuffer;

/**
 * What an object file says of its instructions (section {@code .BTF.ext}): which function and line
 * they are of, and which fields of the kernel's structs they read. Source: the kernel's {@code
 * Documentation/bpf/btf.rst}.
 */
final class BtfExt {
  private static final int HEADER_BYTES = 24;
  private static final int HEADER_BYTES_WITH_RELOCATIONS = 32;
  private static final int FUNCTION_RECORD = 8;
  private static final int LINE_RECORD = 16;
  private static final int RELOCATION_RECORD = 16;

  private final ByteBuffer ext;
  private final BtfTypes types;

  private BtfExt(ByteBuffer ext, BtfTypes types) {
    this.ext = ext;
    this.types = types;
  }

  /**
   * Checks a section's content.
   *
   * @throws MalformedObjectException saying what is wrong with it
   */
  static void check(ByteBuffer content, BtfTypes types) {
    BtfExt ext = new BtfExt(content, types);
    if (content.limit() < HEADER_BYTES
        || Short.toUnsignedInt(content.getShort(0)) != 0xeb9f
        || content.get(2) != 1) {
      throw damaged("it has no header that is known");
    }
    long header = ext.unsigned(4);
    if (header < HEADER_BYTES || header > content.limit()) {
      throw damaged("its header reaches beyond it");
    }
    ext.part(header, 8, FUNCTION_RECORD, at -> types.hasType(ext.unsigned(at + 4)));
    ext.part(
        header,
        16,
        LINE_RECORD,
        at -> types.hasName(ext.unsigned(at + 4)) && types.hasName(ext.unsigned(at + 8)));
    if (header >= HEADER_BYTES_WITH_RELOCATIONS) {
      ext.part(
          header,
          24,
          RELOCATION_RECORD,
          at -> types.hasType(ext.unsigned(at + 4)) && types.hasName(ext.unsigned(at + 8)));
    }
  }

  private interface Record {
    boolean isSound(int at);
  }

  /** A part is a record's size, then for each section of code its name, a count and records. */
  private void part(long header, int field, int leastRecord, Record record) {
    long from = header + unsigned(field);
    long end = from + unsigned(field + 4);
    if (from == end) {
      return;
    }
    if (end > ext.limit() || end - from < 4 || from % 4 != 0) {
      throw damaged("its parts do not fit into it");
    }
    long size = unsigned((int) from);
    if (size < leastRecord || size % 4 != 0) {
      throw damaged("its records have an impossible size");
    }
    long at = from + 4;
    while (at < end) {
      if (end - at < 8 || !types.hasName(unsigned((int) at))) {
        throw damaged("a section that it is about is not named");
      }
      long records = unsigned((int) at + 4);
      at += 8;
      if (records == 0 || records * size > end - at) {
        throw damaged("its records do not fit into it");
      }
      for (long i = 0; i < records; i++, at += size) {
        if (!record.isSound((int) at)) {
          throw damaged("a record refers to a type or name that is not there");
        }
      }
    }
  }

  private long unsigned(int at) {
    return Integer.toUnsignedLong(ext.getInt(at));
  }

  private static MalformedObjectException damaged(String what) {
    return MalformedObjectException.damaged("section '.BTF.ext': " + what);
  }
}
