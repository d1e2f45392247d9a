package org.hookbench.framework.lanes;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ObjIntConsumer;
import org.hookbench.UsageException;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.KernelFile;

/**
 * What the path between sender and receiver is like, as the parameters of a run give it.
 *
 * @param link {@code veth}, {@code forward}, {@code netkit} or {@code lo}, or devices that are
 *     there: pairs, as {@link ExistingLink} reads them, or {@code dev:DEVICE} with a peer
 * @param offload true: as the kernel sets a new device up; false: TSO, GSO, GRO, checksums and
 *     scatter-gather off at both ends
 * @param mtu bytes; empty for the device's own (veth and netkit 1500, lo 65536)
 * @param placement which CPUs
 * @param ipVersion 4 or 6
 * @param congestion TCP's congestion control, or {@code auto}: cubic where there is one
 * @param peer what is at the other end of the device of a link {@code dev}
 * @param sends whether this host sends to the peer; otherwise it receives
 */
public record LinkSettings(
    String link,
    boolean offload,
    OptionalInt mtu,
    Placement placement,
    int ipVersion,
    String congestion,
    Optional<FarPeer> peer,
    boolean sends) {
  /** Without a peer. */
  public LinkSettings(
      String link,
      boolean offload,
      OptionalInt mtu,
      Placement placement,
      int ipVersion,
      String congestion) {
    this(link, offload, mtu, placement, ipVersion, congestion, Optional.empty(), false);
  }

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

  /** The values that {@code -p direction=} takes: what this host does with a peer. */
  public static final List<String> DIRECTIONS = List.of("receive", "send");

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
    return parse(link, offload, mtu, placement, ipv, congestion, FarPeer.NONE, DIRECTIONS.get(0));
  }

  /**
   * The same with what is at the other end of a device.
   *
   * @throws UsageException in words for the user
   */
  public static LinkSettings parse(
      String link,
      String offload,
      String mtu,
      String placement,
      String ipv,
      String congestion,
      String peer,
      String direction) {
    if (DeviceLink.isMeant(link)) {
      DeviceLink.parse(link);
      requirePeer(link, peer);
    } else {
      refuseWithoutDevice("peer", peer, FarPeer.NONE);
      refuseWithoutDevice("direction", direction, DIRECTIONS.get(0));
    }
    if (isOfDevices(link)) {
      if (ExistingLink.isMeant(link)) {
        ExistingLink.parse(link);
      }
      requireAsItIs("offload", offload, "on");
      requireAsItIs("mtu", mtu, AUTO);
      requireAsItIs("congestion", congestion, AUTO);
    } else {
      require("link", link, LINKS);
    }
    require("offload", offload, OFFLOADS);
    require("placement", placement, PLACEMENTS);
    require("ipv", ipv, IP_VERSIONS);
    require("direction", direction, DIRECTIONS);
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
        congestion,
        peer.equals(FarPeer.NONE) ? Optional.empty() : Optional.of(FarPeer.parse(peer)),
        direction.equals("send"));
  }

  /** Whether a value of {@code -p link=} names devices that are there. */
  public static boolean isOfDevices(String link) {
    return DeviceLink.isMeant(link) || ExistingLink.isMeant(link);
  }

  private static void requirePeer(String link, String peer) {
    if (peer.equals(FarPeer.NONE)) {
      throw new UsageException(
          "link="
              + link
              + " needs what is at its other end: -p peer= one of "
              + String.join(", ", FarPeer.forms()));
    }
  }

  private static void refuseWithoutDevice(String name, String value, String none) {
    if (!value.equals(none)) {
      throw new UsageException(
          name + "=" + value + " needs the device that the peer is reached by: -p link=dev:DEVICE");
    }
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
        value(params, "congestion"),
        params.getOrDefault("peer", FarPeer.NONE),
        params.getOrDefault("direction", DIRECTIONS.get(0)));
  }

  private static String value(Map<String, String> params, String name) {
    return Objects.requireNonNull(params.get(name), name);
  }

  /** The pairs of devices that are there; empty for any other link. */
  Optional<ExistingLink> pairs() {
    return ExistingLink.isMeant(link) ? Optional.of(ExistingLink.parse(link)) : Optional.empty();
  }

  /** The device that has a peer; empty for any other link. */
  Optional<DeviceLink> device() {
    return DeviceLink.isMeant(link) ? Optional.of(DeviceLink.parse(link)) : Optional.empty();
  }

  /** Whether the devices are there, and somebody else's. */
  public boolean isExisting() {
    return isOfDevices(link);
  }

  /**
   * Does something with each device that is somebody else's, by its namespace and its index there.
   */
  public void forEachExistingDevice(ObjIntConsumer<NetNs> action) {
    pairs()
        .ifPresent(
            p ->
                p.pairs()
                    .forEach(
                        pair -> {
                          pair.sender().ifThere(action);
                          pair.receiver().ifThere(action);
                        }));
    device().ifPresent(d -> d.device().ifThere(action));
  }

  /** How many lanes such devices make; empty where lanes are made, as many as are wanted. */
  public OptionalInt lanes() {
    return isExisting()
        ? OptionalInt.of(pairs().map(p -> p.pairs().size()).orElse(1))
        : OptionalInt.empty();
  }

  /**
   * What hooks and workloads know the link by: its name, of pairs of devices that are there {@code
   * netns}, of a device with a peer {@code dev}.
   */
  public String kind() {
    if (DeviceLink.isMeant(link)) {
      return DeviceLink.KIND;
    }
    return ExistingLink.isMeant(link) ? ExistingLink.KIND : link;
  }

  /**
   * Whether there can't be a lane for each arm, for there are fewer.
   *
   * @param arms how many
   */
  public boolean hasFewerLanesThan(int arms) {
    return lanes().orElse(arms) < arms;
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
