package org.hookbench.kernel.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.testing.BpfCompiler;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.LoadedPrograms;
import org.hookbench.testing.OwnMounts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a user's object is loaded with the program that she asks for, and what is not. */
@KernelTest
@Tag(BpfCompiler.NEEDED)
class OwnObjectPartsIT {
  private static final String TAIL_CALLS =
      """
      int hb_second(struct __sk_buff *s);
      int hb_third(struct __sk_buff *s);
      struct {
        __uint(type, BPF_MAP_TYPE_PROG_ARRAY); __uint(max_entries, 2); __uint(key_size, 4);
        __array(values, int(void *));
      } after SEC(".maps") = { .values = { [1] = (void *) &hb_third } };
      struct {
        __uint(type, BPF_MAP_TYPE_PROG_ARRAY); __uint(max_entries, 2); __uint(key_size, 4);
        __array(values, int(void *));
      } jmp SEC(".maps") = { .values = { [1] = (void *) &hb_second } };
      SEC("%1$s") int entry(struct __sk_buff *s) { bpf_tail_call(s, &jmp, 1); return 2; }
      SEC("%1$s") int hb_second(struct __sk_buff *s) { bpf_tail_call(s, &after, 1); return 3; }
      SEC("%1$s") int hb_third(struct __sk_buff *s) { %2$s; return 7; }
      SEC("%1$s") int plain(struct __sk_buff *s) { return 5; }
      """;

  private static final String STRUCT_OPS =
      """
      struct sock;
      struct tcp_congestion_ops {
        void (*cong_avoid)(struct sock *, __u32, __u32); __u32 (*ssthresh)(struct sock *);
        __u32 (*undo_cwnd)(struct sock *); char name[16];
      } __attribute__((preserve_access_index));
      SEC("struct_ops/ss") __u32 ss(unsigned long long *c) { return 10; }
      SEC("struct_ops/ca") void ca(unsigned long long *c) { }
      SEC("struct_ops/un") __u32 un(unsigned long long *c) { return 10; }
      SEC("tc") int p(struct __sk_buff *s) { return 4; }
      SEC("%s") struct tcp_congestion_ops hb_cc = {
        .ssthresh = (void *) ss, .cong_avoid = (void *) ca, .undo_cwnd = (void *) un,
        .name = "hb_cc" };
      """;

  @TempDir private Path folder;

  /** Those of its prog array and of the array that these use in turn. */
  @ParameterizedTest
  @CsvSource({"tc", "?tc", "tcx/ingress"})
  void declaredTailCallsAreMade(String section) throws IOException {
    try (LoadedProgram loaded = load(TAIL_CALLS.formatted(section, ""), "entry")) {
      assertEquals(7, result(loaded));
      assertEquals(1, LoadedPrograms.named("hb_second"));
      assertEquals(1, LoadedPrograms.named("hb_third"));
    }
    LoadedPrograms.awaitNone("hb_second");
  }

  /** Neither they nor their prog arrays are any of its business. */
  @Test
  void aProgramWithoutTailCallsLoadsWithoutThoseOfOthers() throws IOException {
    String broken = "*(volatile int *) (long) s->data";
    try (LoadedProgram loaded = load(TAIL_CALLS.formatted("tc", broken), "plain")) {
      assertEquals(5, result(loaded));
      assertEquals(0, LoadedPrograms.named("hb_second"));
    }
  }

  @Test
  void aRefusedProgramOfAProgArrayIsNamed() {
    String broken = "*(volatile int *) (long) s->data";
    KernelException e =
        assertThrows(
            KernelException.class, () -> load(TAIL_CALLS.formatted("tc", broken), "entry"));
    assertTrue(e.getMessage().contains(":hb_third, which entry can call: EACCES"), e.getMessage());
    assertTrue(e.getMessage().contains("invalid access to packet"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({".struct_ops", ".struct_ops.link"})
  void aProgramBesideStructOpsLoads(String section) throws IOException {
    try (LoadedProgram loaded = load(STRUCT_OPS.formatted(section), "p")) {
      assertEquals(4, result(loaded));
    }
  }

  /** Its own are called, those that it does not call are not asked of the kernel. */
  @Test
  void functionsOfOtherSectionsAreThere() throws IOException {
    String source =
        """
        extern void hookbench_no_such_kfunc(void) __ksym;
        extern int CONFIG_HOOKBENCH_NONE __kconfig;
        static __attribute__((noinline)) int mine(int x) { return x + bpf_get_smp_processor_id() * 0; }
        __attribute__((noinline)) int global(int x) { return mine(x) + 1; }
        __attribute__((noinline)) int other(int x) { hookbench_no_such_kfunc(); return x; }
        SEC("tc") int called(struct __sk_buff *s) { return global(s->len * 0 + 1); }
        SEC("tc") int f(struct __sk_buff *s) { return called(s) + mine(6); }
        SEC("tc") int g(struct __sk_buff *s) { return other(s->len) + CONFIG_HOOKBENCH_NONE; }
        """;
    try (LoadedProgram loaded = load(source, "f")) {
      assertEquals(8, result(loaded));
    }
    KernelException e = assertThrows(KernelException.class, () -> load(source, "g"));
    assertTrue(e.hint().startsWith("this kernel lacks what it needs: "), e.hint());
  }

  /** LINUX_KERNEL_VERSION is libbpf's own and never missing. */
  @Test
  void onlyWhatIsMissingIsNamed() {
    KernelException e =
        assertThrows(
            KernelException.class,
            () ->
                load(
                    "extern int LINUX_KERNEL_VERSION __kconfig;"
                        + " extern void hookbench_no_such_kfunc(void) __ksym;"
                        + " SEC(\"tc\") int f(void *c) {"
                        + " hookbench_no_such_kfunc(); return LINUX_KERNEL_VERSION > 0; }",
                    "f"));
    assertEquals("this kernel lacks what it needs: hookbench_no_such_kfunc", e.hint());
  }

  @Test
  void mapsInAMapAreMade() throws IOException {
    String source =
        """
        struct inner {
          __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1);
          __type(key, __u32); __type(value, __u32);
        } one SEC(".maps");
        struct {
          __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS); __uint(max_entries, 2);
          __uint(key_size, 4); __array(values, struct inner);
        } outer SEC(".maps") = { .values = { [1] = &one } };
        SEC("tc") int f(struct __sk_buff *s) {
          __u32 k = 1; void *m = bpf_map_lookup_elem(&outer, &k);
          k = 0; return m && bpf_map_lookup_elem(m, &k) ? 6 : 0; }
        """;
    try (LoadedProgram loaded = load(source, "f")) {
      assertEquals(6, result(loaded));
    }
  }

  /** A map that the kernel does not make hinders only who uses it, and is the one that is named. */
  @Test
  void aMapThatCantBeMadeIsNamedAndHindersNobodyElse() throws IOException {
    String source =
        """
        struct {
          __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1);
          __type(key, __u32); __type(value, __u32);
        } sound SEC(".maps");
        struct {
          __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 3);
        } odd SEC(".maps");
        SEC("tc") int f(void *c) { __u32 k = 0; return bpf_map_lookup_elem(&sound, &k) ? 9 : 0; }
        SEC("tc") int g(void *c) { __u32 k = 0; bpf_map_lookup_elem(&sound, &k);
          void *e = bpf_ringbuf_reserve(&odd, 8, 0); if (e) bpf_ringbuf_discard(e, 0); return 0; }
        struct {
          __uint(type, 9999); __uint(max_entries, 1); __type(key, __u32); __type(value, __u32);
        } unknown SEC(".maps");
        SEC("tc") int h(void *c) { __u32 k = 0; return !bpf_map_lookup_elem(&unknown, &k); }
        """;
    try (LoadedProgram loaded = load(source, "f")) {
      assertEquals(9, result(loaded));
    }
    KernelException e = assertThrows(KernelException.class, () -> load(source, "h"));
    assertTrue(e.getMessage().startsWith("make map 'unknown' of "), e.getMessage());
    assertFalse(e.getMessage().contains("sound"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aMapThatIsToBePinnedByNameIsNot(boolean bpffs) throws Exception {
    byte[] elf = BpfCompiler.compile(pinned());
    if (bpffs) {
      OwnMounts.withBpffs(
          () -> {
            loadPinned(elf);
            try (var left = Files.list(Path.of("/sys/fs/bpf"))) {
              assertEquals(0, left.filter(f -> f.endsWith("hb_pinned")).count());
            }
            return null;
          });
    } else {
      OwnMounts.withoutBpffs(
          () -> {
            loadPinned(elf);
            return null;
          });
    }
  }

  private static void loadPinned(byte[] elf) {
    try (BpfObject object = BpfObject.open("mine", elf)) {
      assertEquals(1, TestRun.of(object.load("f"), new byte[64], 1).returnValue());
    }
  }

  private static String pinned() {
    return """
        struct {
          __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 4); __type(key, __u32);
          __type(value, __u64); __uint(pinning, LIBBPF_PIN_BY_NAME);
        } hb_pinned SEC(".maps");
        SEC("tc") int f(struct __sk_buff *s) { __u32 k = 0;
          __u64 *v = bpf_map_lookup_elem(&hb_pinned, &k);
          return v ? (int) __sync_fetch_and_add(v, 1) + 1 : 100; }
        """;
  }

  @Test
  void legacyMapsAreNamedAsWhatTheyAre() {
    ObjectFileException e =
        assertThrows(
            ObjectFileException.class,
            () ->
                load(
                    "struct bpf_map_def { unsigned int type, key_size, value_size, max_entries,"
                        + " map_flags; };"
                        + " struct bpf_map_def __attribute__((section(\"maps\"), used)) m ="
                        + " { BPF_MAP_TYPE_ARRAY, 4, 8, 2, 0 };"
                        + " SEC(\"tc\") int f(void *c) { __u32 k = 0;"
                        + " return !bpf_map_lookup_elem(&m, &k); }",
                    "f"));
    assertTrue(e.getMessage().contains("legacy map definitions in 'maps'"), e.getMessage());
    assertTrue(e.getMessage().contains("SEC(\".maps\")"), e.getMessage());
    assertFalse(e.getMessage().contains("whole"), e.getMessage());
  }

  private static int result(LoadedProgram loaded) {
    return TestRun.of(loaded.program(), new byte[64], 1).returnValue();
  }

  private LoadedProgram load(String source, String function) throws IOException {
    Path file = Files.write(folder.resolve("own.bpf.o"), BpfCompiler.compile(source));
    ProgramSpec spec = ProgramSpec.parse(file + ":" + function);
    return LoadedProgram.of(spec, spec.open(), function, Optional.of(ProgramType.SCHED_CLS));
  }
}
