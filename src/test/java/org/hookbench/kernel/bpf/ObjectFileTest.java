package org.hookbench.kernel.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectFileTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"/dev/zero", "/dev/null", "/dev/full"})
  void aDeviceIsNotRead(String device) {
    assertEquals(
        "read BPF object " + device + ": it is a FIFO, socket or device, not a regular file",
        refusal(Path.of(device)));
  }

  @Test
  void aFifoIsNotWaitedFor() throws Exception {
    Path fifo = folder.resolve("x.o");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    assertEquals(
        "read BPF object " + fifo + ": it is a FIFO, socket or device, not a regular file",
        refusal(fifo));
  }

  @Test
  void aFolderIsNone() {
    assertEquals(
        "read BPF object " + folder + ": it is a directory, not a regular file", refusal(folder));
  }

  @Test
  void aLinkToADeviceIsNotRead() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("x.o"), Path.of("/dev/zero"));
    assertTrue(refusal(link).contains("not a regular file"));
  }

  @Test
  void aFileOfManyGigabytesIsNotRead() throws IOException {
    Path file = folder.resolve("x.o");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(4L << 30);
    }
    assertEquals(
        "read BPF object " + file + ": it is larger than 64 MiB, which no BPF object is",
        refusal(file));
  }

  @Test
  void anEmptyFileIsNoElf() throws IOException {
    Path file = Files.createFile(folder.resolve("x.o"));
    assertEquals(
        "open BPF object " + file + ": it is no ELF file, as clang -target bpf writes one",
        refusal(file));
  }

  private static String refusal(Path file) {
    return assertTimeoutPreemptively(
        PATIENCE,
        () -> assertThrows(ObjectFileException.class, () -> ObjectFile.read(file)).getMessage());
  }
}
