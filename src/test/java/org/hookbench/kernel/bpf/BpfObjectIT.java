package org.hookbench.kernel.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hookbench.UsageException;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.testing.BpfCompiler;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.LoadedPrograms;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@KernelTest
@Tag(BpfCompiler.NEEDED)
class BpfObjectIT {
  /** Each program returns one of the constants. */
  private static final byte[] CONSTANTS =
      BpfCompiler.compile(
          """
          const volatile __u32 whole = 7;
          const volatile __u8 octet = 8;
          const volatile __u16 pair = 9;
          const volatile __u64 wide = 10;
          SEC("tc") int get_whole(struct __sk_buff *skb) { return whole; }
          SEC("tc") int get_octet(struct __sk_buff *skb) { return octet; }
          SEC("tc") int get_pair(struct __sk_buff *skb) { return pair; }
          SEC("tc") int get_wide_low(struct __sk_buff *skb) { return (int) wide; }
          SEC("tc") int get_wide_high(struct __sk_buff *skb) { return (int) (wide >> 32); }
          """);

  private static final byte[] REJECTED =
      BpfCompiler.compile(
          """
          SEC("tc") int beyond(struct __sk_buff *skb) {
            return *(volatile int *) (long) skb->data;
          }
          SEC("tc") int forever(struct __sk_buff *skb) {
            volatile int i = 0;
            while (i < 10)
              asm volatile("" ::: "memory");
            return i;
          }
          SEC("tc") int fine(struct __sk_buff *skb) { return 0; }
          """);

  @Test
  void programsAndSectionsAreThoseOfTheSource() {
    try (BpfObject object = BpfObject.open("constants", CONSTANTS)) {
      assertEquals(
          List.of("get_whole", "get_octet", "get_pair", "get_wide_low", "get_wide_high"),
          object.programs());
      assertEquals("tc", object.section("get_pair"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "get_whole, 7",
    "get_octet, 8",
    "get_pair, 9",
    "get_wide_low, 10",
    "get_wide_high, 0"
  })
  void withoutConstantsTheSourcesOwnValuesHold(String program, int expected) {
    assertEquals(expected, returned(program, Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "get_whole, whole, 123456, 123456",
    "get_whole, whole, -1, -1",
    "get_whole, whole, 4294967295, -1",
    "get_octet, octet, 255, 255",
    "get_octet, octet, -128, 128",
    "get_pair, pair, 65535, 65535",
    "get_pair, pair, -32768, 32768",
    "get_wide_low, wide, 81985529216486895, -1985229329",
    "get_wide_high, wide, 81985529216486895, 19088743",
    "get_octet, whole, 1, 8",
    "get_pair, octet, 1, 9",
  })
  void constantTakesEffectAndNoOtherDoes(String program, String name, long value, int expected) {
    assertEquals(expected, returned(program, Map.of(name, value)));
  }

  @Test
  void unknownConstantNamesThoseThatAreThere() {
    try (BpfObject object = BpfObject.open("constants", CONSTANTS)) {
      UsageException e =
          assertThrows(UsageException.class, () -> object.constants(Map.of("limit", 1L)));
      assertEquals(
          "constants has no constant 'limit'; it has [octet, pair, whole, wide]", e.getMessage());
    }
  }

  @Test
  void unknownConstantOfAnObjectWithoutAny() {
    try (BpfObject object = ProgramSpec.parse("pass").open()) {
      UsageException e =
          assertThrows(UsageException.class, () -> object.constants(Map.of("ns", 1L)));
      assertEquals("pass has no constant 'ns'; it has []", e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "octet, 1, 256",
    "octet, 1, -129",
    "octet, 1, -256",
    "pair, 2, 65536",
    "pair, 2, -32769",
    "whole, 4, 4294967296",
    "whole, 4, -2147483649",
  })
  void valueThatDoesNotFitIsRefused(String name, int bytes, long value) {
    try (BpfObject object = BpfObject.open("constants", CONSTANTS)) {
      UsageException e =
          assertThrows(UsageException.class, () -> object.constants(Map.of(name, value)));
      assertEquals(
          "constants: constant '" + name + "' has " + bytes + " bytes; " + value + " does not fit",
          e.getMessage());
    }
  }

  @Test
  void missingFunctionListsThoseThatAreThere() {
    try (BpfObject object = BpfObject.open("mine", REJECTED)) {
      UsageException e = assertThrows(UsageException.class, () -> object.load("on_tc"));
      assertEquals("mine has no program 'on_tc'; it has [beyond, forever, fine]", e.getMessage());
    }
  }

  @Test
  void badPacketAccessIsRefusedWithTheEndOfTheVerifiersLog() {
    try (BpfObject object = BpfObject.open("mine", REJECTED)) {
      KernelException e = assertThrows(KernelException.class, () -> object.load("beyond"));
      assertEquals(Errno.EACCES, e.errno());
      assertTrue(e.getMessage().startsWith("load BPF program mine:beyond: EACCES"), e.getMessage());
      assertTrue(e.getMessage().contains("invalid access to packet"), e.getMessage());
      assertTrue(e.getMessage().lines().count() <= 14, e.getMessage());
    }
  }

  @Test
  void endlessLoopIsRefusedWithTheEndOfTheVerifiersLog() {
    try (BpfObject object = BpfObject.open("mine", REJECTED)) {
      KernelException e = assertThrows(KernelException.class, () -> object.load("forever"));
      assertTrue(List.of(Errno.EINVAL, Errno.E2BIG).contains(e.errno()), e.getMessage());
      assertTrue(e.getMessage().contains("the verifier's log ends:"), e.getMessage());
      assertTrue(e.getMessage().contains("processed "), e.getMessage());
    }
  }

  /** Only what is asked for is loaded. */
  @Test
  void goodProgramLoadsBesideRejectedOnes() {
    try (BpfObject object = BpfObject.open("mine", REJECTED)) {
      assertEquals(0, TestRun.of(object.load("fine"), new byte[64], 1).returnValue());
    }
  }

  @Test
  void truncatedGarbageAndEmptyObjectsAreRefused() {
    byte[] garbage = new byte[4096];
    new java.util.Random(1).nextBytes(garbage);
    for (byte[] bad :
        List.of(
            new byte[0],
            new byte[] {0x7f},
            garbage,
            Arrays.copyOf(CONSTANTS, 63),
            Arrays.copyOf(CONSTANTS, 200),
            Arrays.copyOf(CONSTANTS, CONSTANTS.length / 2),
            Arrays.copyOf(CONSTANTS, CONSTANTS.length - 100))) {
      ObjectFileException e =
          assertThrows(
              ObjectFileException.class,
              () -> BpfObject.open("bad", bad).close(),
              bad.length + " bytes");
      assertTrue(e.getMessage().startsWith("open BPF object bad: it is "), e.getMessage());
    }
  }

  @Test
  void closedObjectLeavesNoProgramAndClosingTwiceIsHarmless() {
    byte[] elf =
        BpfCompiler.compile("SEC(\"tc\") int hb_object_it(struct __sk_buff *s) { return 0; }");
    BpfObject object = BpfObject.open("mine", elf);
    BpfProgram program = object.load("hb_object_it");
    assertTrue(program.id() > 0);
    assertEquals(1, LoadedPrograms.named("hb_object_it"));
    object.close();
    object.close();
    LoadedPrograms.awaitNone("hb_object_it");
  }

  /** A function of the program's is compiled and verified with it. */
  @Test
  void whatTheKernelMadeOfAProgramIsKnown() {
    byte[] one = BpfCompiler.compile("SEC(\"tc\") int hb_one(struct __sk_buff *s) { return 0; }");
    byte[] two =
        BpfCompiler.compile(
            "static __attribute__((noinline)) int hb_f(struct __sk_buff *s) { return s->len; }"
                + "SEC(\"tc\") int hb_two(struct __sk_buff *s) { return hb_f(s) ? 0 : 2; }");
    try (BpfObject small = BpfObject.open("one", one);
        BpfObject large = BpfObject.open("two", two)) {
      BpfProgram.Image alone = small.load("hb_one").image();
      BpfProgram program = large.load("hb_two");
      BpfProgram.Image both = program.image();
      assertEquals(2, alone.verifiedInstructions());
      assertTrue(both.verifiedInstructions() > 4, both::toString);
      assertTrue(alone.jitedBytes() > 0 && both.jitedBytes() > alone.jitedBytes());
      assertTrue(alone.tag().matches("[0-9a-f]{16}"), alone.tag());
      assertFalse(alone.tag().equals(both.tag()), both.tag());
      assertEquals(
          both.jitedBytes(), program.code().stream().mapToInt(BpfProgram.Code::bytes).sum());
    }
  }

  @Test
  void everyRunIsCountedWhileStatisticsAreOn() {
    byte[] elf =
        BpfCompiler.compile("SEC(\"tc\") int hb_counted(struct __sk_buff *s) { return 0; }");
    try (BpfObject object = BpfObject.open("mine", elf)) {
      BpfProgram program = object.load("hb_counted");
      try (ProgramStats on = ProgramStats.enable()) {
        long before = program.info().runCount();
        TestRun.of(program, new byte[64], 1000);
        assertEquals(1000, program.info().runCount() - before);
        assertFalse(program.info().runTimeNanos() == 0);
      }
    }
  }

  private static int returned(String program, Map<String, Long> constants) {
    try (BpfObject object = BpfObject.open("constants", CONSTANTS)) {
      object.constants(constants);
      return TestRun.of(object.load(program), new byte[64], 1).returnValue();
    }
  }
}
