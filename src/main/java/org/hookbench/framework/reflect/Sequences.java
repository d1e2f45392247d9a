package org.hookbench.framework.reflect;

/**
 * Sequence numbers of messages of which one at a time is awaited, and which of the last {@value
 * #WINDOW} have been answered. They wrap at 32 bits.
 */
final class Sequences {
  /** How many numbers back a reply is told from a duplicate. A power of two. */
  static final int WINDOW = 1024;

  private final long[] answered = new long[WINDOW / Long.SIZE];
  private int current;
  private long sent;
  private long lost;
  private long late;
  private long duplicates;
  private long foreign;

  /**
   * @param first the first number
   */
  Sequences(int first) {
    current = first - 1;
  }

  /** The number of the next message, which is awaited from now on. */
  int next() {
    current++;
    sent++;
    answered[word(current)] &= ~bit(current);
    return current;
  }

  /**
   * Takes a reply's number, and counts what is not the awaited one.
   *
   * @return whether it is
   */
  boolean isAwaited(int number) {
    int age = current - number;
    if (age < 0 || age >= Math.min(sent, WINDOW)) {
      foreign++;
      return false;
    }
    if ((answered[word(number)] & bit(number)) != 0) {
      duplicates++;
      return false;
    }
    answered[word(number)] |= bit(number);
    if (age > 0) {
      late++;
    }
    return age == 0;
  }

  /** The awaited one is given up. */
  void lost() {
    lost++;
  }

  /** Something that has no number came. */
  void foreign() {
    foreign++;
  }

  ReplyCounts counts() {
    return new ReplyCounts(sent, lost, late, duplicates, foreign);
  }

  private static int word(int number) {
    return (number & (WINDOW - 1)) / Long.SIZE;
  }

  private static long bit(int number) {
    return 1L << number; // of which Java takes the last six bits
  }
}
