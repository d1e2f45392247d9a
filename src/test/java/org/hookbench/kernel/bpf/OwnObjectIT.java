package org.hookbench.kernel.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hookbench.UsageException;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.testing.BpfCompiler;
import org.hookbench.testing.BpfFileSystem;
import org.hookbench.testing.KernelTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A user's own object: her maps, her pinned maps, her constants, and what can be wrong with them.
 */
@KernelTest
class OwnObjectIT {
  private static final String COUNTS =
      """
      const volatile __u32 step = 1;
      struct {
        __uint(type, BPF_MAP_TYPE_HASH);
        __uint(max_entries, 16);
        __type(key, __u32);
        __type(value, __u64);
      } counts SEC(".maps");
      SEC("tc") int count(struct __sk_buff *skb) {
        __u32 key = 7;
        __u64 first = step, *there = bpf_map_lookup_elem(&counts, &key);
        if (there)
          *there += step;
        else
          bpf_map_update_elem(&counts, &key, &first, 0);
        return 0;
      }
      """;

  @TempDir private Path folder;
  private Path object;

  @BeforeEach
  void compile() throws IOException {
    object = write("counts.bpf.o", COUNTS);
  }

  @Test
  void mapsAreMadeAndConstantsSet() {
    try (LoadedProgram loaded = load(object + ":count@step=3")) {
      TestRun.of(loaded.program(), SamplePacket.udp(64), 10);
      assertEquals(30, count(loaded));
    }
  }

  /** What one program counts in a pinned map, another one goes on with. */
  @Test
  void pinnedMapIsUsedInPlaceOfTheObjectsOwn() throws IOException {
    try (BpfFileSystem bpffs = BpfFileSystem.mount();
        LoadedProgram first = load(object + ":count")) {
      TestRun.of(first.program(), SamplePacket.udp(64), 5);
      String pinned = bpffs.pin(first.map("counts").fd(), "counts");
      try (LoadedProgram second = load(object + ":count@pin.counts=" + pinned)) {
        assertEquals(5, count(second));
        TestRun.of(second.program(), SamplePacket.udp(64), 4);
        assertEquals(9, count(first));
      }
    }
  }

  @Test
  void pinnedMapOfAnotherShapeIsRefusedInOneLine() throws IOException {
    Path other = write("other.bpf.o", COUNTS.replace("__type(key, __u32)", "__type(key, __u64)"));
    try (BpfFileSystem bpffs = BpfFileSystem.mount();
        LoadedProgram first = load(object + ":count")) {
      String pinned = bpffs.pin(first.map("counts").fd(), "counts");
      UsageException e =
          assertThrows(
              UsageException.class, () -> load(other + ":count@pin.counts=" + pinned).close());
      assertEquals(
          other
              + ": map 'counts' is of type 1 with keys of 8 and values of 8 bytes; the map pinned at "
              + pinned
              + " is of type 1 with keys of 4 and values of 8 bytes",
          e.getMessage());
    }
  }

  @Test
  void nothingPinnedThereIsSaid() {
    KernelException e =
        assertThrows(
            KernelException.class, () -> load(object + ":count@pin.counts=/nonexistent/m").close());
    assertEquals(Errno.ENOENT, e.errno());
    assertTrue(e.getMessage().startsWith("open pinned map /nonexistent/m: ENOENT"), e.getMessage());
    assertOneLine(e);
  }

  @Test
  void unknownMapIsSaidWithThoseThatAreThere() {
    UsageException e =
        assertThrows(UsageException.class, () -> load(object + ":count@pin.cunts=/x").close());
    assertTrue(e.getMessage().endsWith("has no map 'cunts'; it has [counts]"), e.getMessage());
  }

  @Test
  void unknownConstantIsSaidWithThoseThatAreThere() {
    UsageException e =
        assertThrows(UsageException.class, () -> load(object + ":count@stp=1").close());
    assertTrue(e.getMessage().endsWith("has no constant 'stp'; it has [step]"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"4294967295, HASH", "4000000000, ARRAY"})
  void mapThatIsTooLargeIsNamedWithItsErrno(String entries, String type) throws IOException {
    String source =
        COUNTS
            .replace("max_entries, 16", "max_entries, " + entries + "U")
            .replace("TYPE_HASH", "TYPE_" + type);
    Path large = write("large.bpf.o", source);
    KernelException e = assertThrows(KernelException.class, () -> load(large + ":count").close());
    assertTrue(e.errno() == Errno.E2BIG || e.errno() == Errno.ENOMEM, e.getMessage());
    assertTrue(e.getMessage().startsWith("make map 'counts' of " + large), e.getMessage());
    assertTrue(e.getMessage().contains(entries + " entries"), e.getMessage());
    assertTrue(e.hint().contains("lower its max_entries"), e.getMessage());
    assertOneLine(e);
  }

  @Test
  void kfuncThatTheKernelLacksIsNamed() throws IOException {
    Path wants =
        write(
            "wants.bpf.o",
            """
            extern int hookbench_no_such_kfunc(struct __sk_buff *skb) __attribute__((section(".ksyms")));
            SEC("tc") int wants(struct __sk_buff *skb) { return hookbench_no_such_kfunc(skb); }
            """);
    KernelException e = assertThrows(KernelException.class, () -> load(wants + ":wants").close());
    assertTrue(e.getMessage().startsWith("load BPF program " + wants), e.getMessage());
    assertTrue(
        e.hint().contains("hookbench_no_such_kfunc") && e.hint().contains("this kernel"),
        e.getMessage());
    assertOneLine(e);
  }

  private Path write(String name, String source) throws IOException {
    return Files.write(folder.resolve(name), BpfCompiler.compile(source));
  }

  private static LoadedProgram load(String program) {
    ProgramSpec spec = ProgramSpec.parse(program);
    return LoadedProgram.of(spec, spec.open(), spec.function().orElseThrow(), Optional.empty());
  }

  private static long count(LoadedProgram loaded) {
    ByteBuffer key = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder()).putInt(0, 7);
    return loaded.map("counts").lookup(key).orElseThrow().order(ByteOrder.nativeOrder()).getLong(0);
  }

  private static void assertOneLine(Exception e) {
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }
}
