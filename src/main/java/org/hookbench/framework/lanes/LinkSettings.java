package org.hookbench.framework.lanes;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.hookbench.UsageException;
import org.hookbench.kernel.sys.KernelFile;

/**
 * What the path between sender and receiver is like, as the parameters of a run give it.
 *
 * @param link {@code veth}, {@code forward}, {@code netkit} or {@code lo}, or pairs of devices that
 *     are there, as {@link ExistingLink} reads them
 * @param offload true: as the kernel sets a new device up; false: TSO, GSO, GRO, checksums and
 *     scatter-gather off at both ends
 * @param mtu bytes; empty for the device's own (veth and netkit 1500, lo 65536)
 * @param placement which CPUs
 * @param ipVersion 4 or 6
 * @param congestion TCP's congestion control, or {@code auto}: cubic where there is one
 */
public record LinkSettings(
    String link,
    boolean offload,
    OptionalInt mtu,
    Placement placement,
    int ipVersion,
    String congestion) {
  /** The link whose packets a third namespace forwards. */
  public static final String FORWARD = "forward";

  /** The values that {@code -p link=} takes. */
  public static final List<String> LINKS = List.of("veth", FORWARD, "netkit", "lo");

  /** The values that {@code -p offload=} takes. */
  public static final List<String> OFFLOADS = List.of("on", "off");

  /** The values that {@code -p placement=} takes. */
  public static final List<String> PLACEMENTS =
      Arrays.stream(Placement.values()).map(p -> p.name().toLowerCase(Locale.ROOT)).toList();

  /** The values that {@code -p ipv=} takes. */
  public static final List<String> IP_VERSIONS = List.of("4", "6");

  /** The value of {@code mtu} and {@code congestion} that leaves the choice to HookBench. */
  public static final String AUTO = "auto";

  private static final Path CONGESTION_CONTROLS =
      Path.of("/proc/sys/net/ipv4/tcp_available_congestion_control");

  /**
   * Reads the values as a user wrote them.
   *
   * @throws UsageException in words for the user
   */
  public static LinkSettings parse(
      String link, String offload, String mtu, String placement, String ipv, String congestion) {
    if (ExistingLink.isMeant(link)) {
      ExistingLink.parse(link);
      requireAsItIs("offload", offload, "on");
      requireAsItIs("mtu", mtu, AUTO);
      requireAsItIs("congestion", congestion, AUTO);
    } else {
      require("link", link, LINKS);
    }
    require("offload", offload, OFFLOADS);
    require("placement", placement, PLACEMENTS);
    require("ipv", ipv, IP_VERSIONS);
    OptionalInt bytes = mtu.equals(AUTO) ? OptionalInt.empty() : OptionalInt.of(mtu(mtu));
    int least = ipv.equals("6") ? 1280 : 576;
    if (bytes.isPresent() && bytes.getAsInt() < least) {
      throw new UsageException("mtu=" + mtu + " is below IPv" + ipv + "'s " + least);
    }
    if (!congestion.equals(AUTO) && link.equals("lo")) {
      throw new UsageException(
          "congestion= can't be set on link=lo, which has the kernel's default; use link=veth");
    }
    if (!congestion.equals(AUTO) && !congestionControls().contains(congestion)) {
      throw new UsageException(
          "congestion=" + congestion + " is not one of this kernel's: " + congestionControls());
    }
    return new LinkSettings(
        link,
        offload.equals("on"),
        bytes,
        Placement.valueOf(placement.toUpperCase(Locale.ROOT)),
        Integer.parseInt(ipv),
        congestion);
  }

  /**
   * Reads the link of a case off JMH's parameters, which every benchmark of hooks has.
   *
   * @param params by name, with the values as a user wrote them
   * @throws UsageException in words for the user
   */
  public static LinkSettings of(Map<String, String> params) {
    return parse(
        value(params, "link"),
        value(params, "offload"),
        value(params, "mtu"),
        value(params, "placement"),
        value(params, "ipv"),
        value(params, "congestion"));
  }

  private static String value(Map<String, String> params, String name) {
    return Objects.requireNonNull(params.get(name), name);
  }

  /** The pairs of devices that are there; empty for a link that is made. */
  public Optional<ExistingLink> existing() {
    return ExistingLink.isMeant(link) ? Optional.of(ExistingLink.parse(link)) : Optional.empty();
  }

  /**
   * What hooks and workloads know the link by: its name, of devices that are there {@code netns}.
   */
  public String kind() {
    return ExistingLink.isMeant(link) ? ExistingLink.KIND : link;
  }

  /**
   * Whether there can't be a lane for each arm, for there are fewer pairs of devices.
   *
   * @param arms how many
   */
  public boolean hasFewerLanesThan(int arms) {
    return existing().filter(e -> e.pairs().size() < arms).isPresent();
  }

  /** Whether a host stands between the two ends. */
  public boolean forwards() {
    return link.equals(FORWARD);
  }

  /** The congestion controls that this kernel has. */
  public static List<String> congestionControls() {
    String known = KernelFile.read(CONGESTION_CONTROLS).strip();
    return known.isEmpty() ? List.of() : List.of(known.split("\\s+"));
  }

  /** The congestion control to set: the one asked for, else cubic, else the kernel's default. */
  String congestionToSet() {
    if (!congestion.equals(AUTO)) {
      return congestion;
    }
    List<String> known = congestionControls();
    return known.isEmpty() || known.contains("cubic") ? "cubic" : known.get(0);
  }

  private static void requireAsItIs(String name, String value, String asItIs) {
    if (!value.equals(asItIs)) {
      throw new UsageException(
          name + "=" + value + " would change devices that are not HookBench's; use link=veth");
    }
  }

  private static void require(String name, String value, List<String> known) {
    if (!known.contains(value)) {
      throw new UsageException(name + "=" + value + " is not one of " + known);
    }
  }

  private static int mtu(String text) {
    try {
      int bytes = Integer.parseInt(text);
      if (bytes > 0 && bytes <= 65535) {
        return bytes;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new UsageException("mtu=" + text + " is not a number of bytes up to 65535");
  }
}
