package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.hookbench.kernel.ffi.Ffi;

/**
 * Where the kernel's verifier writes why it refuses a program. All objects share it: libbpf is told
 * of it when an object is opened, and it is written to only while one is loaded, which therefore
 * one thread does at a time.
 */
final class VerifierLog {
  static final int BYTES = 1 << 20;

  /** Whoever loads an object holds it until the log is read. */
  static final Object LOCK = new Object();

  private static final ByteBuffer TEXT = Ffi.zeroed(BYTES);

  private VerifierLog() {}

  static long address() {
    return Ffi.address(TEXT);
  }

  static void clear() {
    TEXT.put(0, (byte) 0);
  }

  /** What was written since, without empty lines. */
  static List<String> lines() {
    int length = 0;
    while (length < BYTES && TEXT.get(length) != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    TEXT.get(0, bytes);
    return Arrays.stream(new String(bytes, StandardCharsets.UTF_8).split("\n"))
        .filter(l -> !l.isBlank())
        .toList();
  }
}
