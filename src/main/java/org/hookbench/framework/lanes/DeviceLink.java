package org.hookbench.framework.lanes;

import java.util.Optional;
import org.hookbench.UsageException;

/**
 * A device of this host that has a peer at its other end: {@code dev:DEV} in the current namespace,
 * or {@code dev:NAMESPACE/DEV}.
 *
 * @param device the device
 */
record DeviceLink(ExistingDevice.Name device) {
  /** What the value of {@code -p link=} begins with. */
  static final String PREFIX = "dev:";

  /** What hooks and workloads know such a link by. */
  static final String KIND = "dev";

  /** Whether a value of {@code -p link=} means a device with a peer. */
  static boolean isMeant(String link) {
    return link.startsWith(PREFIX);
  }

  /**
   * Reads the value of {@code -p link=}.
   *
   * @throws UsageException in words for the user
   */
  static DeviceLink parse(String link) {
    String text = link.substring(PREFIX.length());
    Optional<ExistingDevice.Name> named =
        text.isEmpty() || text.indexOf('/') >= 0
            ? ExistingDevice.Name.parse(text)
            : Optional.of(new ExistingDevice.Name(".", text));
    return new DeviceLink(
        named.orElseThrow(
            () ->
                new UsageException(
                    "link=" + link + " is not of the form dev:DEVICE or dev:NAMESPACE/DEVICE")));
  }
}
