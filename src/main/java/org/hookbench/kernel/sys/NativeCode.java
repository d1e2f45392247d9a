package org.hookbench.kernel.sys;

import java.util.List;
import java.util.Optional;
import org.hookbench.kernel.ffi.Ffi;

/** Whether native code can be called, and where a JVM that this one starts finds it. */
public final class NativeCode {
  private NativeCode() {}

  /** Why none can be called here, in one line with what to do; empty where it can. */
  public static Optional<String> refusal() {
    return Ffi.refusal();
  }

  /** Why libbpf can't be called here, in one line with what to do; empty where it can. */
  public static Optional<String> refusalOfLibbpf() {
    if (Ffi.refusal().isPresent()) {
      return Ffi.refusal();
    }
    try {
      Ffi.libbpf().libbpf_version_string();
      return Optional.empty();
    } catch (LinkageError e) {
      return Optional.of(
          "libbpf.so.1 is not installed; 'apt-get install libbpf1' (Debian, Ubuntu), 'dnf install"
              + " libbpf' (Fedora)");
    }
  }

  /**
   * Has libbpf loaded on a thread of its own, which takes some 0.1 s, and returns at once. Where it
   * can't be loaded, its first caller is told.
   */
  public static void loadLibbpfMeanwhile() {
    Thread loader =
        new Thread(
            () -> {
              if (Ffi.refusal().isEmpty()) {
                Ffi.libbpf();
              }
            },
            "libbpf");
    loader.setUncaughtExceptionHandler((thread, e) -> {});
    loader.setDaemon(true);
    loader.start();
  }

  /** The JVM arguments that have it loaded from the folder that served here. */
  public static List<String> jvmArguments() {
    return Optional.ofNullable(System.getProperty(Ffi.FOLDER)).stream()
        .map(folder -> "-D" + Ffi.FOLDER + "=" + folder)
        .toList();
  }
}
