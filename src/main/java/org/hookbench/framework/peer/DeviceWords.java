package org.hookbench.framework.peer;

import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How the peer's device is set, a fact a line: {@code name=rings value=rx+256%2C+tx+256}, encoded
 * as in a URL's query.
 */
final class DeviceWords {
  /** Facts that are asked for and told. */
  static final int MOST = 32;

  private final Function<InetAddress, Map<String, String>> device;
  private Optional<Map<String, String>> facts = Optional.empty();

  /**
   * @param device how the device is set that has an address
   */
  DeviceWords(Function<InetAddress, Map<String, String>> device) {
    this.device = device;
  }

  /**
   * A fact of the device, which is looked at once.
   *
   * @param number from 1
   * @return no pairs where there is none of that number
   */
  Map<String, String> fact(InetAddress address, long number) {
    if (facts.isEmpty()) {
      facts = Optional.of(look(address));
    }
    Iterator<Map.Entry<String, String>> all = facts.get().entrySet().iterator();
    for (int i = 1; all.hasNext(); i++) {
      Map.Entry<String, String> fact = all.next();
      if (i == number) {
        return new TreeMap<>(
            Map.of("name", encoded(fact.getKey()), "value", encoded(fact.getValue())));
      }
    }
    return Map.of();
  }

  /** A host that can't be asked, for want of native code say, tells nothing. */
  private Map<String, String> look(InetAddress address) {
    try {
      return new TreeMap<>(device.apply(address));
    } catch (RuntimeException | LinkageError e) {
      return Map.of();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(Words.printable(text), StandardCharsets.UTF_8);
  }

  /**
   * Puts the fact of an answer to the others.
   *
   * @return false where it has none
   */
  static boolean read(Words answer, Map<String, String> facts) throws PeerException {
    Optional<String> name = answer.text("name");
    if (name.isEmpty()) {
      return false;
    }
    facts.put(decoded(name.get()), decoded(answer.text("value").orElse("")));
    return true;
  }

  private static String decoded(String text) throws PeerException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new PeerException("the peer does not keep to the protocol", e);
    }
  }
}
