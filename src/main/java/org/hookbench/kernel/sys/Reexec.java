package org.hookbench.kernel.sys;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.Ownership;

/**
 * Starts this JVM anew in the same process, with arguments of its own that only a command line can
 * give. Source: execve(2), proc(5).
 */
public final class Reexec {
  private static final Path CMDLINE = Path.of("/proc/self/cmdline");

  private Reexec() {}

  /**
   * Replaces this JVM by one with the same command line and environment, and further arguments
   * before all others. The process keeps its id, and its descriptors that are not close-on-exec.
   *
   * @param instead arguments of the JVM that begin so are left out: of two the later one holds
   * @return never; only by an exception
   * @throws KernelException where the kernel refuses
   */
  public static KernelException withJvmArguments(List<String> further, String instead) {
    List<byte[]> command = new ArrayList<>(withoutJvmArgument(split(CMDLINE), instead));
    for (int i = 0; i < further.size(); i++) {
      command.add(1 + i, further.get(i).getBytes(StandardCharsets.UTF_8));
    }
    List<ByteBuffer> strings = new ArrayList<>();
    ByteBuffer arguments = pointers(command, strings);
    ByteBuffer environment = pointers(split(Path.of("/proc/self/environ")), strings);
    awaitEndIfItHasBegun();
    Ffi.libc().execve("/proc/self/exe", arguments, environment);
    KernelException failure =
        new KernelException("start the JVM anew (execve)", Ffi.errno(), "is /proc mounted?");
    Reference.reachabilityFence(strings);
    throw failure;
  }

  /** A signal that is ending this JVM would be forgotten by the next, which would run on. */
  private static void awaitEndIfItHasBegun() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
    } catch (IllegalStateException ending) {
      while (true) {
        LockSupport.park();
      }
    }
  }

  /**
   * Deletes the JVM's own file in /tmp (its performance data, for jps and the like), which it would
   * delete itself at its end, but neither before an exec nor after {@code kill -9}. Only in a
   * folder that is ours, which is asked of its descriptor: another user may have put a folder or a
   * link of that name there.
   */
  public static void forgetPerformanceData() {
    forgetPerformanceData(Path.of("/tmp"), System.getProperty("user.name"));
  }

  static void forgetPerformanceData(Path temp, String user) {
    Path file = Path.of(Long.toString(ProcessHandle.current().pid()));
    try (DirectoryStream<Path> all = Files.newDirectoryStream(temp)) {
      if (all instanceof SecureDirectoryStream<Path> folder) {
        try (SecureDirectoryStream<Path> data =
            folder.newDirectoryStream(Path.of("hsperfdata_" + user), LinkOption.NOFOLLOW_LINKS)) {
          if (Ownership.isOurs(data)) {
            data.deleteFile(file);
          }
        }
      }
    } catch (IOException e) {
      // there is none, or it is not ours
      return;
    }
  }

  /** Those of the JVM stand before {@code -jar}; the program's own stay as they are. */
  static List<byte[]> withoutJvmArgument(List<byte[]> command, String prefix) {
    List<byte[]> kept = new ArrayList<>();
    boolean program = false;
    for (byte[] argument : command) {
      String text = new String(argument, StandardCharsets.ISO_8859_1);
      program |= text.equals("-jar");
      if (program || !text.startsWith(prefix)) {
        kept.add(argument);
      }
    }
    return kept;
  }

  private static List<byte[]> split(Path file) {
    byte[] all;
    try {
      all = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new KernelException("read " + file, 0, "is /proc mounted?");
    }
    return strings(all);
  }

  /** The strings of {@code /proc/PID/cmdline} or {@code environ}: each ends in a byte 0. */
  public static List<byte[]> strings(byte[] all) {
    List<byte[]> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < all.length; i++) {
      if (all[i] == 0) {
        parts.add(java.util.Arrays.copyOfRange(all, start, i));
        start = i + 1;
      }
    }
    return parts;
  }

  /** The addresses of strings, and a 0: what execve(2) and its like want. */
  static ByteBuffer pointers(List<byte[]> values, List<ByteBuffer> keep) {
    ByteBuffer array = Ffi.zeroed((values.size() + 1) * Long.BYTES);
    for (int i = 0; i < values.size(); i++) {
      ByteBuffer string = Ffi.zeroed(values.get(i).length + 1);
      string.put(0, values.get(i));
      keep.add(string);
      array.putLong(i * Long.BYTES, Ffi.address(string));
    }
    keep.add(array);
    return array;
  }
}
