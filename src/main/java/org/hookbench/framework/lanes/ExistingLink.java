package org.hookbench.framework.lanes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hookbench.UsageException;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

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
  public record Pair(Device sender, Device receiver) {}

  /**
   * A device of a namespace.
   *
   * @param namespace a name that {@code ip netns} lists, the path of a namespace's file, or {@code
   *     .} for the current one
   * @param name the device's
   */
  public record Device(String namespace, String name) {
    /**
     * Opens the namespace.
     *
     * @throws UsageException where there is none
     */
    NetNs open() {
      try {
        if (namespace.equals(".")) {
          return NetNs.current();
        }
        return namespace.contains("/") ? NetNs.at(Path.of(namespace)) : NetNs.named(namespace);
      } catch (KernelException e) {
        if (e.errno() == Errno.ENOENT) {
          throw new UsageException(
              "there is no network namespace '"
                  + namespace
                  + "'; 'ip netns list' shows those that have a name");
        }
        if (e.errno() == Errno.EINVAL) {
          throw new UsageException(namespace + " is no network namespace");
        }
        throw e;
      }
    }

    @Override
    public String toString() {
      return namespace + "/" + name;
    }
  }

  /** Whether a value of {@code -p link=} means devices that are there. */
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

  private static Device device(String link, String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 1 || slash == text.length() - 1) {
      throw new UsageException(
          "link=" + link + ": '" + text + "' is not of the form NAMESPACE/DEVICE");
    }
    return new Device(text.substring(0, slash), text.substring(slash + 1));
  }
}
