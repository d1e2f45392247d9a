package org.hookbench.framework.hook;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** An object with something in it that no compiler writes. */
final class Mutation {
  private static final int SECTION_BYTES = 64;
  private static final int SYMBOL_BYTES = 24;
  private static final int SYMTAB = 2;
  private static final long[] EXTREMES = {0, 1, -1, 7, 0xffff, 0x7fffffffL, 0x80000000L, 1L << 40};

  private Mutation() {}

  /** One to four changes of the kinds that occur, to a copy. */
  static byte[] of(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes = once(bytes, random);
    }
    return bytes;
  }

  private static byte[] once(byte[] bytes, Random random) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    int sections = Short.toUnsignedInt(file.getShort(60));
    int table = (int) file.getLong(40);
    if (table < 0 || table + sections * SECTION_BYTES > bytes.length || sections == 0) {
      return bytes; // there is nothing left to tell apart
    }
    int header = table + random.nextInt(sections) * SECTION_BYTES;
    int at = (int) file.getLong(header + 24);
    int size = (int) file.getLong(header + 32);
    boolean inFile = at >= 0 && size > 0 && at <= bytes.length - size;
    switch (random.nextInt(8)) {
      case 0 -> flip(bytes, 0, bytes.length, random);
      case 1 -> flip(bytes, header, SECTION_BYTES, random);
      case 2 -> file.putInt(header + 4 * random.nextInt(16), (int) extreme(random));
      case 3 -> {
        return Arrays.copyOf(bytes, bytes.length - random.nextInt(bytes.length / 8 + 1));
      }
      case 4 -> swapSymbols(file, sections, table, random);
      case 5, 6 -> {
        // a section is as likely as another, however small
        if (inFile) {
          flip(bytes, at, size, random);
        }
      }
      default -> {
        if (inFile && size >= 4) {
          file.putInt(at + random.nextInt(size / 4) * 4, (int) extreme(random));
        }
      }
    }
    return bytes;
  }

  private static void flip(byte[] bytes, int from, int length, Random random) {
    bytes[from + random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
  }

  private static long extreme(Random random) {
    return random.nextBoolean() ? EXTREMES[random.nextInt(EXTREMES.length)] : random.nextInt(200);
  }

  private static void swapSymbols(ByteBuffer file, int sections, int table, Random random) {
    for (int i = 0; i < sections; i++) {
      int header = table + i * SECTION_BYTES;
      int at = (int) file.getLong(header + 24);
      int count = (int) file.getLong(header + 32) / SYMBOL_BYTES;
      if (file.getInt(header + 4) == SYMTAB
          && at >= 0
          && count > 0
          && (long) at + count * SYMBOL_BYTES <= file.limit()) {
        byte[] one = new byte[SYMBOL_BYTES];
        byte[] other = new byte[SYMBOL_BYTES];
        int a = at + random.nextInt(count) * SYMBOL_BYTES;
        int b = at + random.nextInt(count) * SYMBOL_BYTES;
        file.get(a, one).get(b, other).put(a, other).put(b, one);
      }
    }
  }
}
