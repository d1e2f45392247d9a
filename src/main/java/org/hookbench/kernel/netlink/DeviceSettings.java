package org.hookbench.kernel.netlink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hookbench.kernel.ffi.Ffi;

/**
 * How a device's driver is set: what {@code ethtool -i}, {@code -g}, {@code -l}, {@code -c}, {@code
 * -x} and {@code -k} print of it, as far as it changes what a packet costs. Needs no privilege.
 * Source: {@code linux/ethtool.h}.
 */
public final class DeviceSettings {
  static final int GET_DRIVER_INFO = 0x3;
  static final int DRIVER_INFO_SIZE = 196;
  static final int DRIVER = 4;
  static final int DRIVER_VERSION = 36;
  static final int FIRMWARE = 68;

  static final int GET_COALESCE = 0xe;
  static final int COALESCE_SIZE = 92;
  static final int COALESCE_RX_USECS = 4;
  static final int COALESCE_RX_FRAMES = 8;
  static final int COALESCE_TX_USECS = 20;
  static final int COALESCE_ADAPTIVE_RX = 40;

  static final int GET_RINGS = 0x10;
  static final int RINGS_SIZE = 36;
  static final int RINGS_RX = 20;
  static final int RINGS_TX = 32;

  static final int GET_CHANNELS = 0x3c;
  static final int CHANNELS_SIZE = 36;
  static final int CHANNELS_RX = 20;
  static final int CHANNELS_TX = 24;
  static final int CHANNELS_COMBINED = 32;

  static final int GET_INDIRECTION = 0x38;
  static final int INDIRECTION_COUNT = 4;
  static final int INDIRECTION_TABLE = 8;

  private static final int TEXT_SIZE = 32;
  private static final int LARGEST_TABLE = 4096;

  private final Ethtool ethtool;
  private final String device;
  private final Map<String, String> found = new TreeMap<>();

  private DeviceSettings(Ethtool ethtool, String device) {
    this.ethtool = ethtool;
    this.device = device;
  }

  /**
   * What the driver tells, by name: {@code driver}, {@code rings} (of packets received and sent),
   * {@code channels}, {@code coalesce} (us and frames), {@code rss} (which queues the receive hash
   * spreads over), {@code offloads} (those that are on). What a driver does not tell is not there.
   */
  public static Map<String, String> of(Ethtool ethtool, String device) {
    DeviceSettings settings = new DeviceSettings(ethtool, device);
    settings.driver();
    settings.rings();
    settings.channels();
    settings.coalesce();
    settings.indirection();
    settings.offloads();
    return settings.found;
  }

  private static ByteBuffer command(int number, int size) {
    return Ffi.zeroed(size).putInt(0, number);
  }

  private void driver() {
    ByteBuffer info = command(GET_DRIVER_INFO, DRIVER_INFO_SIZE);
    if (ethtool.query(device, info)) {
      String text =
          List.of(text(info, DRIVER), text(info, DRIVER_VERSION), text(info, FIRMWARE)).stream()
              .filter(t -> !t.isEmpty() && !t.equals("N/A"))
              .collect(Collectors.joining(" "));
      found.put("driver", text);
    }
  }

  private void rings() {
    ByteBuffer rings = command(GET_RINGS, RINGS_SIZE);
    if (ethtool.query(device, rings)) {
      found.put("rings", "rx " + rings.getInt(RINGS_RX) + ", tx " + rings.getInt(RINGS_TX));
    }
  }

  private void channels() {
    ByteBuffer channels = command(GET_CHANNELS, CHANNELS_SIZE);
    if (ethtool.query(device, channels)) {
      List<String> counts = new ArrayList<>();
      addCount(counts, "rx ", channels.getInt(CHANNELS_RX));
      addCount(counts, "tx ", channels.getInt(CHANNELS_TX));
      addCount(counts, "combined ", channels.getInt(CHANNELS_COMBINED));
      found.put("channels", String.join(", ", counts));
    }
  }

  private static void addCount(List<String> counts, String name, int count) {
    if (count > 0) {
      counts.add(name + count);
    }
  }

  private void coalesce() {
    ByteBuffer coalesce = command(GET_COALESCE, COALESCE_SIZE);
    if (ethtool.query(device, coalesce)) {
      found.put(
          "coalesce",
          "rx "
              + coalesce.getInt(COALESCE_RX_USECS)
              + " us or "
              + coalesce.getInt(COALESCE_RX_FRAMES)
              + " frames"
              + (coalesce.getInt(COALESCE_ADAPTIVE_RX) == 0 ? "" : ", adaptive")
              + "; tx "
              + coalesce.getInt(COALESCE_TX_USECS)
              + " us");
    }
  }

  /** Asked twice: for the table's size, then for the table. */
  private void indirection() {
    ByteBuffer size = command(GET_INDIRECTION, INDIRECTION_TABLE);
    if (!ethtool.query(device, size)) {
      return;
    }
    int entries = size.getInt(INDIRECTION_COUNT);
    if (entries <= 0 || entries > LARGEST_TABLE) {
      return;
    }
    ByteBuffer table =
        command(GET_INDIRECTION, INDIRECTION_TABLE + entries * Integer.BYTES)
            .putInt(INDIRECTION_COUNT, entries);
    if (ethtool.query(device, table)) {
      String queues =
          IntStream.range(0, entries)
              .map(i -> table.getInt(INDIRECTION_TABLE + i * Integer.BYTES))
              .distinct()
              .sorted()
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(","));
      found.put("rss", "queues " + queues + " in a table of " + entries);
    }
  }

  private void offloads() {
    Offloads offloads = ethtool.get(device);
    found.put(
        "offloads",
        Arrays.stream(Offload.values())
            .filter(offloads::isOn)
            .map(Offload::shortName)
            .collect(Collectors.joining(" ")));
  }

  private static String text(ByteBuffer info, int at) {
    byte[] bytes = new byte[TEXT_SIZE];
    info.get(at, bytes);
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.US_ASCII);
  }
}
