package org.hookbench.kernel;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hookbench.ffi.Ffi;

/**
 * Starts this JVM anew in the same process, with arguments of its own that only a command line can
 * give. Source: execve(2), proc(5).
 */
public final class Reexec {
  private Reexec() {}

  /**
   * Replaces this JVM by one with the same command line and environment, and further arguments
   * before all others. The process keeps its id, and its descriptors that are not close-on-exec.
   *
   * @return never; only by an exception
   * @throws KernelException where the kernel refuses
   */
  public static KernelException withJvmArguments(List<String> further) {
    List<byte[]> command = split(Path.of("/proc/self/cmdline"));
    for (int i = 0; i < further.size(); i++) {
      command.add(1 + i, further.get(i).getBytes(StandardCharsets.UTF_8));
    }
    List<ByteBuffer> strings = new ArrayList<>();
    ByteBuffer arguments = pointers(command, strings);
    ByteBuffer environment = pointers(split(Path.of("/proc/self/environ")), strings);
    Ffi.libc().execve("/proc/self/exe", arguments, environment);
    KernelException failure =
        new KernelException("start the JVM anew (execve)", Ffi.errno(), "is /proc mounted?");
    Reference.reachabilityFence(strings);
    throw failure;
  }

  /**
   * Deletes the JVM's own file in /tmp (its performance data, for jps and the like), which it would
   * delete itself at its end, but neither before an exec nor after {@code kill -9}.
   */
  public static void forgetPerformanceData() {
    String user = System.getProperty("user.name");
    Path file = Path.of("/tmp/hsperfdata_" + user, Long.toString(ProcessHandle.current().pid()));
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // another user's: not ours to delete
      return;
    }
  }

  private static List<byte[]> split(Path file) {
    byte[] all;
    try {
      all = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new KernelException("read " + file, 0, "is /proc mounted?");
    }
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

  private static ByteBuffer pointers(List<byte[]> values, List<ByteBuffer> keep) {
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
