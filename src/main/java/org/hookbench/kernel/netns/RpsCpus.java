package org.hookbench.kernel.netns;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.KernelFile;

/**
 * Receive packet steering: on which CPUs the packets of an interface are received. Needs
 * CAP_SYS_ADMIN and CAP_NET_ADMIN, and a kernel with CONFIG_RPS. Source: {@code
 * Documentation/networking/scaling.rst}.
 */
public final class RpsCpus {
  private static final int GROUP_BITS = 32;

  private RpsCpus() {}

  /**
   * Sets the CPUs of every receive queue of an interface.
   *
   * @param cpus CPU numbers; none switches steering off
   * @throws KernelException with ENODEV where the namespace has no such interface
   */
  public static void set(NetNs namespace, String interfaceName, BitSet cpus) {
    String mask = mask(cpus);
    eachQueue(
        namespace,
        interfaceName,
        "set RPS CPUs " + mask + " of " + interfaceName,
        file -> {
          KernelFile.write(file, mask);
          return mask;
        });
  }

  /** The CPUs of each receive queue of an interface, in the order of the queues. */
  public static List<BitSet> get(NetNs namespace, String interfaceName) {
    String what = "read RPS CPUs of " + interfaceName;
    return eachQueue(namespace, interfaceName, what, KernelFile::read).stream()
        .map(RpsCpus::parse)
        .toList();
  }

  /** The kernel's bitmap list: groups of 32 bits in hexadecimal, the highest first. */
  static String mask(BitSet cpus) {
    int groups = Math.max(1, (cpus.length() + GROUP_BITS - 1) / GROUP_BITS);
    List<String> words = new ArrayList<>();
    for (int g = groups - 1; g >= 0; g--) {
      long[] bits = cpus.get(g * GROUP_BITS, (g + 1) * GROUP_BITS).toLongArray();
      words.add(String.format("%08x", bits.length == 0 ? 0 : bits[0]));
    }
    return String.join(",", words);
  }

  static BitSet parse(String mask) {
    String[] words = mask.split(",");
    BitSet cpus = new BitSet();
    for (int i = 0; i < words.length; i++) {
      int base = (words.length - 1 - i) * GROUP_BITS;
      BitSet.valueOf(new long[] {Long.parseLong(words[i], 16)}).stream()
          .forEach(bit -> cpus.set(base + bit));
    }
    return cpus;
  }

  private static List<String> eachQueue(
      NetNs namespace, String interfaceName, String what, Function<Path, String> task) {
    return Sysfs.call(
        namespace,
        what,
        () -> {
          List<String> results = new ArrayList<>();
          for (Path queue : receiveQueues(interfaceName, what)) {
            results.add(task.apply(queue.resolve("rps_cpus")));
          }
          return results;
        });
  }

  private static List<Path> receiveQueues(String interfaceName, String what) throws IOException {
    List<Path> queues = new ArrayList<>();
    Path folder = Sysfs.NET.resolve(interfaceName).resolve("queues");
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "rx-*")) {
      found.forEach(queues::add);
    } catch (NoSuchFileException e) {
      throw new KernelException(what, Errno.ENODEV, "there is no such interface in this namespace");
    }
    queues.sort(Comparator.comparingInt(RpsCpus::number));
    return queues;
  }

  private static int number(Path queue) {
    return Integer.parseInt(queue.getFileName().toString().substring("rx-".length()));
  }
}
