package org.hookbench.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Compiles eBPF programs that only a test has a use for. */
public final class BpfCompiler {
  /** The tag of kernel tests that compile: they are not run where there is no clang. */
  public static final String NEEDED = "compiler";

  private static final String CLANG = System.getenv().getOrDefault("CLANG", "clang");
  private static final String PROLOGUE =
      """
      #include <linux/bpf.h>
      #include <linux/pkt_cls.h>
      #include <bpf/bpf_helpers.h>
      char LICENSE[] SEC("license") = "GPL";
      """;

  private BpfCompiler() {}

  /**
   * Compiles a program; the usual headers and the licence are there already.
   *
   * @return the object file's bytes
   * @throws AssertionError with the compiler's words if there is no clang or it refuses
   */
  public static byte[] compile(String source) {
    try {
      Path folder = Files.createTempDirectory("hookbench-bpf");
      Path code = Files.writeString(folder.resolve("test.bpf.c"), PROLOGUE + source);
      Path object = folder.resolve("test.bpf.o");
      try {
        run(code, object);
        return Files.readAllBytes(object);
      } finally {
        Files.deleteIfExists(object);
        Files.delete(code);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(Path code, Path object) throws IOException {
    List<String> command = new ArrayList<>(List.of(CLANG, "-O2", "-g", "-Wall", "-target", "bpf"));
    // Debian keeps asm/ under a folder named for the machine
    try (Stream<Path> folders = Files.list(Path.of("/usr/include"))) {
      folders.filter(f -> f.toString().endsWith("-linux-gnu")).forEach(f -> command.add("-I" + f));
    }
    command.addAll(List.of("-c", code.toString(), "-o", object.toString()));
    Command.run("clang (apt-get install clang, or set CLANG)", command);
  }
}
