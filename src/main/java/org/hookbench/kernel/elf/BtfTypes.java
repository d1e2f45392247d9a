package org.hookbench.kernel.elf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The types that an object file describes (section {@code .BTF}), all of whose references lead to a
 * type or name that is there, and none of which contains itself: libbpf 1.1 follows most of them
 * unseen. Source: the kernel's {@code Documentation/bpf/btf.rst}.
 */
final class BtfTypes {
  private static final int MAGIC = 0xeb9f;
  private static final int HEADER_BYTES = 24;
  private static final int TYPE_BYTES = 12;

  private static final int INT = 1;
  private static final int PTR = 2;
  private static final int ARRAY = 3;
  private static final int STRUCT = 4;
  private static final int UNION = 5;
  private static final int ENUM = 6;
  private static final int FWD = 7;
  private static final int FUNC = 12;
  private static final int FUNC_PROTO = 13;
  private static final int VAR = 14;
  private static final int DATASEC = 15;
  private static final int FLOAT = 16;
  private static final int DECL_TAG = 17;
  private static final int ENUM64 = 19;

  /** TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG: the same value by another name. */
  private static final Set<Integer> MODIFIERS = Set.of(8, 9, 10, 11, 18);

  private final ByteBuffer btf;
  private final int strings;
  private final int stringBytes;

  /** Where each type begins; of {@code void}, which is number 0 and stored nowhere, -1. */
  private final List<Integer> types = new ArrayList<>(List.of(-1));

  private BtfTypes(ByteBuffer btf) {
    this.btf = btf;
    if (btf.limit() < HEADER_BYTES
        || Short.toUnsignedInt(btf.getShort(0)) != MAGIC
        || btf.get(2) != 1) {
      throw damaged("it has no header that is known");
    }
    long header = unsigned(4);
    long typesAt = header + unsigned(8);
    long typesEnd = typesAt + unsigned(12);
    long stringsAt = header + unsigned(16);
    long stringsEnd = stringsAt + unsigned(20);
    if (header < HEADER_BYTES
        || typesEnd > stringsAt
        || stringsEnd > btf.limit()
        || stringsEnd == stringsAt
        || typesAt % Integer.BYTES != 0) {
      throw damaged("its parts do not fit into it");
    }
    strings = (int) stringsAt;
    stringBytes = (int) (stringsEnd - stringsAt);
    if (btf.get(strings) != 0 || btf.get(strings + stringBytes - 1) != 0) {
      throw damaged("its names have no end");
    }
    for (int at = (int) typesAt; at < typesEnd; ) {
      types.add(at);
      if (typesEnd - at < TYPE_BYTES || typesEnd - at < TYPE_BYTES + more(at)) {
        throw damaged("its last type is cut off");
      }
      at += TYPE_BYTES + more(at);
    }
  }

  /**
   * Checks a section's content.
   *
   * @throws MalformedObjectException saying what is wrong with it
   */
  static BtfTypes check(ByteBuffer content) {
    BtfTypes types = new BtfTypes(content);
    for (int id = 1; id < types.types.size(); id++) {
      types.requireSound(id);
    }
    types.requireNoneContainsItself();
    return types;
  }

  boolean hasType(long id) {
    return id < types.size();
  }

  boolean hasName(long offset) {
    return offset < stringBytes;
  }

  static MalformedObjectException damaged(String what) {
    return MalformedObjectException.damaged("section '.BTF': " + what);
  }

  private int kind(int id) {
    return id == 0 ? 0 : btf.getInt(types.get(id) + 4) >>> 24 & 0x1f;
  }

  private int count(int at) {
    return btf.getInt(at + 4) & 0xffff;
  }

  /** The bytes of a type after those that all types have. */
  private int more(int at) {
    int kind = btf.getInt(at + 4) >>> 24 & 0x1f;
    int count = count(at);
    return switch (kind) {
      case INT, VAR, DECL_TAG -> 4;
      case ARRAY -> 12;
      case STRUCT, UNION, DATASEC, ENUM64 -> 12 * count;
      case ENUM, FUNC_PROTO -> 8 * count;
      case PTR, FWD, FUNC, FLOAT -> 0;
      default -> {
        if (MODIFIERS.contains(kind)) {
          yield 0;
        }
        throw damaged("a type is of the unknown kind " + kind);
      }
    };
  }

  private void requireSound(int id) {
    int at = types.get(id);
    int body = at + TYPE_BYTES;
    requireName(id, at);
    int kind = kind(id);
    switch (kind) {
      case PTR -> requireType(id, at + 8);
      case ARRAY -> {
        requireType(id, body);
        requireType(id, body + 4);
      }
      case FUNC -> requireKind(id, at + 8, Set.of(FUNC_PROTO));
      case FUNC_PROTO -> requireType(id, at + 8);
      case VAR, DECL_TAG -> requireType(id, at + 8);
      default -> {
        if (MODIFIERS.contains(kind)) {
          requireType(id, at + 8);
        }
      }
    }
    for (int i = 0; i < count(at); i++) {
      switch (kind) {
        case STRUCT, UNION -> {
          requireName(id, body + 12 * i);
          requireType(id, body + 12 * i + 4);
        }
        case ENUM -> requireName(id, body + 8 * i);
        case ENUM64 -> requireName(id, body + 12 * i);
        case FUNC_PROTO -> {
          requireName(id, body + 8 * i);
          requireType(id, body + 8 * i + 4);
        }
        // of what the kernel is to define, functions too
        case DATASEC -> requireKind(id, body + 12 * i, Set.of(VAR, FUNC));
        default -> {
          return;
        }
      }
    }
  }

  /** Follows what a value of each type holds; a pointer holds no value. */
  private void requireNoneContainsItself() {
    byte[] seen = new byte[types.size()]; // 1: on the way, 2: done
    for (int start = 1; start < types.size(); start++) {
      List<int[]> way = new ArrayList<>();
      if (seen[start] == 0) {
        seen[start] = 1;
        way.add(new int[] {start, 0});
      }
      while (!way.isEmpty()) {
        int[] here = way.get(way.size() - 1);
        int next = held(here[0], here[1]++);
        if (next < 0) {
          seen[here[0]] = 2;
          way.remove(way.size() - 1);
        } else if (seen[next] == 1) {
          throw damaged("type " + next + " contains itself");
        } else if (seen[next] == 0) {
          seen[next] = 1;
          way.add(new int[] {next, 0});
        }
      }
    }
  }

  /** The type of a part of a type's values; -1 if there are no more. */
  private int held(int id, int part) {
    if (id == 0) {
      return -1;
    }
    int at = types.get(id);
    int kind = kind(id);
    if (kind == STRUCT || kind == UNION) {
      return part < count(at) ? btf.getInt(at + TYPE_BYTES + 12 * part + 4) : -1;
    }
    if (part > 0) {
      return -1;
    }
    if (kind == ARRAY) {
      return btf.getInt(at + TYPE_BYTES);
    }
    return kind == VAR || MODIFIERS.contains(kind) ? btf.getInt(at + 8) : -1;
  }

  private void requireName(int id, int at) {
    if (!hasName(unsigned(at))) {
      throw damaged("a name of type " + id + " is not there");
    }
  }

  private void requireType(int id, int at) {
    if (!hasType(unsigned(at))) {
      throw damaged("type " + id + " refers to one that is not there");
    }
  }

  private void requireKind(int id, int at, Set<Integer> kinds) {
    requireType(id, at);
    if (!kinds.contains(kind(btf.getInt(at)))) {
      throw damaged("type " + id + " refers to one of another kind than it should");
    }
  }

  private long unsigned(int at) {
    return Integer.toUnsignedLong(btf.getInt(at));
  }
}
