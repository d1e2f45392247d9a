package org.hookbench.framework.peer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A line as its first words and its {@code key=value} pairs.
 *
 * @param plain words without {@code =}, in order
 * @param pairs what has one, no key twice
 */
record Words(List<String> plain, Map<String, String> pairs) {
  /** Characters of a text that somebody else has written, so that its line can be sent. */
  private static final int MOST_CHARACTERS = 200;

  static Words of(String line) throws PeerException {
    List<String> all = List.of(line.strip().split(" +"));
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String word : all) {
      int equals = word.indexOf('=');
      if (equals >= 0 && pairs.put(word.substring(0, equals), word.substring(equals + 1)) != null) {
        throw new PeerException(word.substring(0, equals) + " is given twice");
      }
    }
    return new Words(all.stream().filter(w -> w.indexOf('=') < 0).toList(), pairs);
  }

  /** The first word. */
  String verb() {
    return plain.isEmpty() ? "" : plain.get(0);
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(pairs.get(key));
  }

  /** A whole number within limits. */
  long number(String key, long least, long most) throws PeerException {
    String text = text(key).orElseThrow(() -> new PeerException(key + "= is missing"));
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new PeerException(key + "= is no whole number", e);
    }
    throw new PeerException(key + "= is " + least + " to " + most + ", not " + text);
  }

  /** Refuses keys other than these, and more plain words than so many. */
  void only(int words, List<String> keys) throws PeerException {
    for (String key : pairs.keySet()) {
      if (!keys.contains(key)) {
        throw new PeerException(key + "= is not known here");
      }
    }
    if (plain.size() != words) {
      throw new PeerException("it has " + plain.size() + " words, not " + words);
    }
  }

  /** As much of a text as a line may have: a file's name, say, may have any characters. */
  static String printable(String text) {
    String ascii = text.replaceAll("[^ -~]", "?");
    return ascii.substring(0, Math.min(MOST_CHARACTERS, ascii.length()));
  }

  /** As {@code key=value} pairs. */
  static String text(Map<String, ?> pairs) {
    return pairs.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(" "));
  }

  /** All values as numbers. */
  Map<String, Long> numbers() throws PeerException {
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (String key : pairs.keySet()) {
      numbers.put(key, number(key, Long.MIN_VALUE, Long.MAX_VALUE));
    }
    return numbers;
  }
}
