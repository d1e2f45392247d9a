package org.hookbench.kernel.netlink;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.Capabilities;
import org.hookbench.kernel.sys.Denial;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.Fd;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.Sys;

/**
 * Offloads of the interfaces of one network namespace: that of the thread that called {@link
 * #open()}. Reading needs no privilege, setting CAP_NET_ADMIN. Source: {@code linux/ethtool.h},
 * {@code net/ethtool/ioctl.c}.
 */
public final class Ethtool implements AutoCloseable {
  static final int SIOCETHTOOL = 0x8946;

  /** {@code struct ifreq}: 16 bytes of name, then a union that here holds a pointer. */
  static final int IFREQ_SIZE = 40;

  static final int IFREQ_DATA = 16;

  /** {@code struct ethtool_value}: u32 cmd, u32 data. */
  static final int ETHTOOL_VALUE_SIZE = 8;

  static final int ETHTOOL_VALUE_DATA = 4;

  /** {@code struct ethtool_cmd}, of the command ETHTOOL_GSET. */
  private static final int SETTINGS_SIZE = 44;

  private static final int GET_SETTINGS = 1;
  private static final int SPEED = 12;
  private static final int SPEED_HIGH = 28;
  private static final long MEGA = 1_000_000;

  private static final int AF_INET = NetlinkAbi.AF_INET;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | NetlinkAbi.SOCK_CLOEXEC;
  private static final String STAYS =
      "the kernel accepts the request and leaves it as it is: it depends on another offload";

  private final Fd fd;

  private Ethtool(Fd fd) {
    this.fd = fd;
  }

  /** For the namespace that the calling thread is in. */
  public static Ethtool open() {
    int fd = Ffi.libc().socket(AF_INET, SOCK_DGRAM_CLOEXEC, 0);
    return new Ethtool(new Fd(Sys.check(fd, "open a socket for ethtool")));
  }

  /** For a namespace, wherever the calling thread is. */
  public static Ethtool open(NetNs namespace) {
    return namespace.call(Ethtool::open);
  }

  /** What is on; ENODEV if there is no such interface. */
  public Offloads get(String interfaceName) {
    Map<Offload, Boolean> states = new EnumMap<>(Offload.class);
    for (Offload offload : Offload.values()) {
      states.put(offload, isOn(interfaceName, offload));
    }
    return new Offloads(states);
  }

  /**
   * Switches one offload. The kernel may switch others that depend on it: compare {@link #get}
   * before and after.
   *
   * @throws KernelException where the kernel refuses, or accepts and does not do it
   */
  public void set(String interfaceName, Offload offload, boolean on) {
    String operation =
        "switch " + offload.shortName() + " of " + interfaceName + (on ? " on" : " off");
    if (isOn(interfaceName, offload) == on) {
      return;
    }
    ioctl(interfaceName, offload.setCommand(), on ? 1 : 0, operation);
    if (isOn(interfaceName, offload) != on) {
      throw new KernelException(operation, 0, STAYS);
    }
  }

  /**
   * Switches all offloads to the wanted states.
   *
   * @throws KernelException where one is not as wanted afterwards
   */
  public void apply(String interfaceName, Offloads wanted) {
    List<Offload> order = Arrays.asList(Offload.values());
    for (Offload offload : order) {
      if (wanted.isOn(offload)) {
        set(interfaceName, offload, true);
      }
    }
    Collections.reverse(order);
    for (Offload offload : order) {
      if (!wanted.isOn(offload)) {
        set(interfaceName, offload, false);
      }
    }
    List<String> difference = wanted.diff(get(interfaceName));
    if (!difference.isEmpty()) {
      throw new KernelException(
          "set the offloads of " + interfaceName, 0, difference + ": " + STAYS);
    }
  }

  /**
   * Asks for what a command tells.
   *
   * @param command the command's structure, which the kernel fills
   * @return false where the driver has none of it
   */
  boolean query(String interfaceName, ByteBuffer command) {
    ByteBuffer request = request(interfaceName, command);
    try {
      return Ffi.libc().ioctl(fd.number(), SIOCETHTOOL, request) >= 0;
    } finally {
      Reference.reachabilityFence(command);
    }
  }

  /** Bits a second of the link; empty where the driver does not know, or there is no link. */
  public OptionalLong speed(String interfaceName) {
    ByteBuffer settings = Ffi.zeroed(SETTINGS_SIZE).putInt(0, GET_SETTINGS);
    if (!query(interfaceName, settings)) {
      return OptionalLong.empty();
    }
    int low = Short.toUnsignedInt(settings.getShort(SPEED));
    int high = Short.toUnsignedInt(settings.getShort(SPEED_HIGH));
    int mbits = high << Short.SIZE | low;
    // SPEED_UNKNOWN is all ones
    return mbits <= 0 || low == 0xffff && high == 0
        ? OptionalLong.empty()
        : OptionalLong.of(mbits * MEGA);
  }

  @Override
  public void close() {
    fd.close();
  }

  private boolean isOn(String interfaceName, Offload offload) {
    String operation = "read offload " + offload.shortName() + " of " + interfaceName;
    return ioctl(interfaceName, offload.getCommand(), 0, operation) != 0;
  }

  private int ioctl(String interfaceName, int command, int data, String operation) {
    ByteBuffer value = Ffi.zeroed(ETHTOOL_VALUE_SIZE);
    value.putInt(0, command).putInt(ETHTOOL_VALUE_DATA, data);
    ByteBuffer request = request(interfaceName, value);
    int result = Ffi.libc().ioctl(fd.number(), SIOCETHTOOL, request);
    try {
      Sys.check(result, operation);
    } catch (KernelException e) {
      throw e.withHint(hint(e.errno()));
    } finally {
      Reference.reachabilityFence(value);
    }
    return value.getInt(ETHTOOL_VALUE_DATA);
  }

  /** The caller keeps the command's buffer reachable: the request has its address. */
  private static ByteBuffer request(String interfaceName, ByteBuffer command) {
    byte[] name = interfaceName.getBytes(StandardCharsets.US_ASCII);
    if (name.length == 0 || name.length >= IFREQ_DATA) {
      throw new IllegalArgumentException(
          "an interface name has 1 to 15 characters: " + interfaceName);
    }
    ByteBuffer request = Ffi.zeroed(IFREQ_SIZE).put(0, name);
    return request.putLong(IFREQ_DATA, Ffi.address(command));
  }

  private static String hint(int errno) {
    return switch (errno) {
      case Errno.ENODEV -> "there is no such interface in this namespace";
      case Errno.EPERM -> Denial.of(Capabilities.CAP_NET_ADMIN);
      case Errno.EOPNOTSUPP, Errno.EINVAL ->
          "it is fixed for this interface (ethtool -k shows [fixed]), by its driver or by native XDP"
              + " at the other end of a veth";
      default -> "";
    };
  }
}
