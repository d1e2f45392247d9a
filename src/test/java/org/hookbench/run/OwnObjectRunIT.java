package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.testing.BpfCompiler;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.TargetFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar with a user's own object file, whatever it is. */
@KernelTest
@Tag(JarRun.NEEDED)
@Tag(BpfCompiler.NEEDED)
class OwnObjectRunIT {
  private static final String SHORT = "UdpPackets -p hook=tc -f 1 -i 5 -wi 1";

  /** A bpffs in mounts of the run's own, and what is in it at the end. */
  private static final String WITH_BPFFS =
      "mount -t bpf none /sys/fs/bpf && \"$@\"; code=$?; ls /sys/fs/bpf > pins; exit $code";

  @TempDir(factory = TargetFolder.class)
  Path folder;

  @AfterEach
  void noJvmCrashed() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      assertEquals(List.of(), all.filter(p -> p.toString().contains("hs_err")).toList());
    }
  }

  /** In the forks too, which are told what was tried. */
  @Test
  void aMeasuredRunLeavesNoPin() throws Exception {
    write(
        """
        struct {
          __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 4); __type(key, __u32);
          __type(value, __u64); __uint(pinning, LIBBPF_PIN_BY_NAME);
        } hb_pinned SEC(".maps");
        SEC("tc") int f(struct __sk_buff *s) { __u32 k = 0;
          __u64 *v = bpf_map_lookup_elem(&hb_pinned, &k);
          if (v) __sync_fetch_and_add(v, 1); return TC_ACT_OK; }
        """);
    String[] arguments = (SHORT + " -p program=own.o:f").split(" ");
    try (JarRun run =
        JarRun.startThrough(folder, List.of("sh", "-c", WITH_BPFFS, "sh"), arguments)) {
      JarRun.Outcome outcome = run.await();
      assertEquals(0, outcome.exitCode(), outcome.toString());
      assertTrue(outcome.out().contains("tc/f "), outcome.toString());
      assertTrue(outcome.out().contains("f is in own.o"), outcome.toString());
      assertFalse(Files.readString(folder.resolve("pins")).contains("hb_pinned"));
    }
  }

  @Test
  void declaredTailCallsAreMeasured() throws Exception {
    write(
        """
        int second(struct __sk_buff *s);
        struct {
          __uint(type, BPF_MAP_TYPE_PROG_ARRAY); __uint(max_entries, 2); __uint(key_size, 4);
          __array(values, int(void *));
        } jmp SEC(".maps") = { .values = { [1] = (void *) &second } };
        SEC("tc") int f(struct __sk_buff *s) { bpf_tail_call(s, &jmp, 1); return TC_ACT_SHOT; }
        SEC("tc") int second(struct __sk_buff *s) { return TC_ACT_OK; }
        """);
    JarRun.Outcome outcome = run("own.o:f");
    assertEquals(0, outcome.exitCode(), outcome.toString());
  }

  /** Of UDP alone: the run's other workload is measured as ever. */
  @Test
  void aProgramThatDropsAllOfAWorkloadMakesThatOneUntrusted() throws Exception {
    write(
        """
        SEC("tc") int f(struct __sk_buff *s) { __u8 protocol = 0;
          bpf_skb_load_bytes(s, 23, &protocol, 1);
          return protocol == 17 ? TC_ACT_SHOT : TC_ACT_OK; }
        """);
    String arguments =
        "UdpPackets|TcpRoundTrip -p hook=tc -p program=own.o:f -f 1 -i 5 -wi 1"
            + " --all --save run.json";
    JarRun.Outcome outcome = JarRun.of(folder, arguments.split(" "));
    assertEquals(1, outcome.exitCode(), outcome.toString());
    assertTrue(outcome.out().contains("lost 100 % ("), outcome.toString());
    assertTrue(outcome.out().contains("does a program drop too much?"), outcome.toString());
    RunResults saved =
        Analysis.of(RunFile.read(folder.resolve("run.json")), OptionalDouble.empty());
    assertEquals(RunData.Status.COMPLETE, saved.run().status());
    for (CaseResult c : saved.cases()) {
      boolean dropped = c.bench().workload().equals("UdpPackets");
      assertEquals(1, c.forks());
      for (ArmResult arm : c.arms()) {
        boolean untrusted = dropped && arm.arm().program().equals(Optional.of("own.o:f"));
        assertEquals(untrusted, !arm.evidence().failures().isEmpty(), arm.toString());
      }
    }
    assertEquals(2, saved.cases().size());
  }

  /** No trace, no file of a JVM that crashed, and no wait for an end that does not come. */
  @ParameterizedTest
  @ValueSource(strings = {"fifo", "sparse", "damaged", "/dev/zero", "."})
  void whatIsNoObjectIsRefusedInOneLine(String what) throws Exception {
    String file = what;
    switch (what) {
      case "fifo" ->
          assertEquals(
              0, new ProcessBuilder("mkfifo", folder.resolve(what).toString()).start().waitFor());
      case "sparse" -> {
        try (RandomAccessFile sparse = new RandomAccessFile(folder.resolve(what).toFile(), "rw")) {
          sparse.setLength(4L << 30);
        }
      }
      case "damaged" -> {
        byte[] elf = write("SEC(\"tc\") int f(struct __sk_buff *s) { return TC_ACT_OK; }");
        elf[60] = 3; // sections
        Files.write(folder.resolve("own.o"), elf);
        file = "own.o";
      }
      default -> {}
    }
    JarRun.Outcome outcome = run(file + ":f");
    assertEquals(65, outcome.exitCode(), outcome.toString());
    assertEquals("", outcome.out());
    assertEquals(1, outcome.err().lines().count(), outcome.toString());
    assertTrue(outcome.err().contains("BPF object " + file + ": it is "), outcome.err());
    assertEquals("", outcome.leftInTmp());
  }

  private byte[] write(String source) throws IOException {
    byte[] elf = BpfCompiler.compile(source);
    Files.write(folder.resolve("own.o"), elf);
    return elf;
  }

  private JarRun.Outcome run(String program) throws Exception {
    return JarRun.of(folder, (SHORT + " -p program=" + program).split(" "));
  }
}
