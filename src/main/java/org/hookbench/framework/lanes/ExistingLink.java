package org.hookbench.framework.lanes;

import java.util.ArrayList;
import java.util.List;
import org.hookbench.UsageException;

/**
 * Pairs of devices that are there: {@code netns:NS1/DEV1,NS2/DEV2}, a sender's and a receiver's,
 * and further pairs behind a {@code +}.
 *
 * @param pairs at least one
 */
public record ExistingLink(List<Pair> pairs) {
  /** What the value of {@code -p link=} begins with. */
  public static final String PREFIX = "netns:";

  /** What hooks and workloads know such a link by. */
  static final String KIND = "netns";

  private static final String FORM = "netns:NS1/DEV1,NS2/DEV2";

  /** The sender's device and the receiver's. */
  record Pair(ExistingDevice.Name sender, ExistingDevice.Name receiver) {}

  /** Whether a value of {@code -p link=} means pairs of devices that are there. */
  public static boolean isMeant(String link) {
    return link.startsWith(PREFIX);
  }

  /** Whether a value lacks the receiver's device of its last pair, which comes behind a comma. */
  public static boolean isCutOff(String link) {
    return isMeant(link) && link.indexOf(',', link.lastIndexOf('+') + 1) < 0;
  }

  /**
   * Reads the value of {@code -p link=}.
   *
   * @throws UsageException in words for the user
   */
  static ExistingLink parse(String link) {
    List<Pair> pairs = new ArrayList<>();
    for (String pair : link.substring(PREFIX.length()).split("\\+", -1)) {
      String[] ends = pair.split(",", -1);
      if (ends.length != 2) {
        throw new UsageException("link=" + link + " is not of the form " + FORM);
      }
      pairs.add(new Pair(device(link, ends[0]), device(link, ends[1])));
    }
    return new ExistingLink(List.copyOf(pairs));
  }

  private static ExistingDevice.Name device(String link, String text) {
    return ExistingDevice.Name.parse(text)
        .orElseThrow(
            () ->
                new UsageException(
                    "link=" + link + ": '" + text + "' is not of the form NAMESPACE/DEVICE"));
  }
}
