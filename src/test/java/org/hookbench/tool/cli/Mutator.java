package org.hookbench.tool.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes texts and command lines at random, as damage, haste and malice do. */
final class Mutator {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "1",
          "-0.0",
          "1e50",
          "1e100",
          "1e101",
          "1e150",
          "1e200",
          "1e308",
          "1e309",
          "4.9e-324",
          "1e-50",
          "1e-308",
          "2147483647",
          "2147483648",
          "9223372036854775807",
          "-9223372036854775808",
          "99999999999999999999",
          "0.5",
          "NaN",
          "null",
          "\"7\"",
          "[]",
          "{}",
          "true",
          "1,5");
  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\n",
          "\r\n",
          "\0",
          "\t",
          "\u001b[31m",
          "\u202e",
          "ä",
          "\ufffd",
          "%s",
          "%n",
          "null",
          " sender\n",
          " receiver\n",
          "iperf Done.\n",
          "iperf3: error - x\n",
          "warning: x\n",
          "\"start\":",
          "\"end\":{}",
          "\"sum_sent\":{},",
          "{\"event\":\"end\",\"data\":{}}",
          "THROUGHPUT=1\n",
          "[SUM]",
          "<script>",
          "../../",
          "--",
          "=");

  private final SplittableRandom random;

  Mutator(long seed) {
    random = new SplittableRandom(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** One to four changes. */
  byte[] mutate(byte[] original, byte[] another) {
    byte[] mutated = original;
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      mutated = once(mutated, another);
    }
    return mutated;
  }

  private byte[] once(byte[] bytes, byte[] another) {
    int kind = random.nextInt(10);
    if (kind < 4) {
      return otherNumber(bytes);
    }
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + length());
    return switch (kind) {
      case 4 -> flipped(bytes);
      case 5 -> join(bytes, 0, from, bytes, to, bytes.length); // a part is gone
      case 6 -> join(bytes, 0, to, bytes, from, bytes.length); // a part stands there twice
      case 7 -> join(bytes, 0, from, new byte[0], 0, 0); // truncated
      case 8 -> {
        int start = random.nextInt(another.length + 1);
        byte[] part =
            join(
                another,
                start,
                Math.min(another.length, start + length()),
                bytes,
                to,
                bytes.length);
        yield join(bytes, 0, from, part, 0, part.length);
      }
      default -> {
        byte[] token = any(TOKENS).getBytes(StandardCharsets.UTF_8);
        byte[] head = join(bytes, 0, from, token, 0, token.length);
        yield join(head, 0, head.length, bytes, from, bytes.length);
      }
    };
  }

  private int length() {
    return 1 + random.nextInt(random.nextBoolean() ? 8 : 400);
  }

  private byte[] flipped(byte[] bytes) {
    byte[] copy = bytes.clone();
    if (copy.length > 0) {
      copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return copy;
  }

  /** The next number from somewhere on becomes another one. */
  private byte[] otherNumber(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Matcher number = NUMBER.matcher(text);
    if (!number.find(random.nextInt(text.length() + 1))) {
      return bytes;
    }
    String changed =
        text.substring(0, number.start()) + any(NUMBERS) + text.substring(number.end());
    return changed.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Words dropped, doubled, exchanged, put together and damaged. */
  String[] mutate(List<String> words, List<String> vocabulary) {
    List<String> all = new ArrayList<>(words);
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(all.size() + 1);
      int kind = random.nextInt(5);
      if (kind == 0 || all.isEmpty() || at == all.size()) {
        all.add(at, any(vocabulary));
      } else if (kind == 1) {
        all.remove(at);
      } else if (kind == 2) {
        all.set(at, any(vocabulary));
      } else if (kind == 3) {
        all.set(at, damaged(all.get(at)));
      } else {
        all.set(at, all.get(at) + (random.nextBoolean() ? "=" : ",") + any(vocabulary));
      }
    }
    return all.toArray(String[]::new);
  }

  private String damaged(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    String text = new String(once(bytes, bytes), StandardCharsets.UTF_8);
    return text.replace("\0", ""); // no argument of a process holds one
  }

  private static byte[] join(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
    byte[] all = new byte[aTo - aFrom + bTo - bFrom];
    System.arraycopy(a, aFrom, all, 0, aTo - aFrom);
    System.arraycopy(b, bFrom, all, aTo - aFrom, bTo - bFrom);
    return all;
  }
}
