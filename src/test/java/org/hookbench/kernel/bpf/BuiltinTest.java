package org.hookbench.kernel.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.hookbench.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltinTest {
  /** Set by HookBench and not by a user. */
  private static final List<String> INTERNAL = List.of("position", "to", "source", "destination");

  static List<String> names() {
    return NamedPrograms.names();
  }

  @Test
  void theEmptyProgramIsFirstAndEachNameThereOnce() {
    assertEquals("pass", names().get(0));
    assertEquals(names().stream().distinct().toList(), names());
    assertTrue(
        names()
            .containsAll(
                List.of(
                    "parse",
                    "count",
                    "hash",
                    "lru",
                    "lpm",
                    "touch",
                    "rewrite",
                    "drop",
                    "redirect",
                    "tailcall",
                    "ringbuf",
                    "spin")));
  }

  /** What the registry says of constants is what the source has. */
  @ParameterizedTest
  @MethodSource("names")
  void constantsAndDefaultsAreThoseOfTheObject(String name) {
    Map<String, Long> registered = new TreeMap<>();
    NamedPrograms.named(name)
        .orElseThrow()
        .constants()
        .forEach(c -> registered.put(c.name(), c.value()));
    try (BpfObject object = ProgramSpec.parse(name).open()) {
      Map<String, Long> compiled = new TreeMap<>(object.constants());
      INTERNAL.forEach(compiled::remove);
      assertEquals(compiled, registered);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spin@nss=5 | program 'spin' has no constant 'nss'; it has ns, next",
        "pass@ns=5 | program 'pass' has no constant 'ns'; it has none",
        "tailcall@position=1 | program 'tailcall' has no constant 'position'; it has depth, next",
        "tailcall@depth=34 | program 'tailcall@depth=34': depth is from 0 to 33",
        "drop@permille=-1 | program 'drop@permille=-1': permille is from 0 to 1000",
        "hash@entries=0 | program 'hash@entries=0': entries is from 1 to 4194304",
        "hash@pin.flows=/x | program 'hash@pin.flows=/x': only a map of an object of your own can be a"
            + " pinned one",
      })
  void whatAProgramDoesNotHaveIsSaidWithWhatItHas(String text, String message) {
    assertEquals(
        message, assertThrows(UsageException.class, () -> ProgramSpec.parse(text)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "tailcall@depth=0",
    "tailcall@depth=33",
    "drop@permille=1000",
    "hash@entries=4194304"
  })
  void limitsThemselvesAreAllowed(String text) {
    assertEquals(1, ProgramSpec.parse(text).constants().size());
  }

  @Test
  void constantIsTheGivenOneOrTheDefault() {
    assertEquals(7, ProgramSpec.parse("hash@entries=7").constant("entries"));
    assertEquals(1024, ProgramSpec.parse("hash@spread=0").constant("entries"));
  }

  /** A result and an exit, at every hook: a constant would already be two instructions more. */
  @ParameterizedTest
  @CsvSource({"pass, 19, 16", "next, 1, 24"}) // -1 takes a wide load
  void emptyProgramIsTwoInstructions(String name, int hooks, int bytes) throws IOException {
    byte[] file;
    try (InputStream in =
        Objects.requireNonNull(NamedPrograms.class.getResourceAsStream(name + ".bpf.o"))) {
      file = in.readAllBytes();
    }
    ByteBuffer elf = ByteBuffer.wrap(file).order(ByteOrder.nativeOrder());
    int sections = (int) elf.getLong(40);
    int code = 0;
    for (int i = 0; i < elf.getShort(60); i++) {
      long flags = elf.getLong(sections + 64 * i + 8);
      long size = elf.getLong(sections + 64 * i + 32);
      // SHF_EXECINSTR; clang always writes a .text, empty here
      if ((flags & 4) != 0 && size > 0) {
        assertEquals(bytes, size);
        code++;
      }
    }
    assertEquals(hooks, code);
  }

  @Test
  void samplePacketHasARightChecksumAndAWrongOneIsSeen() {
    byte[] packet = SamplePacket.udp(64);
    assertEquals(106, packet.length);
    assertEquals(0, SamplePacket.checksum(packet, 14, 20));
    packet[22]--;
    assertTrue(SamplePacket.checksum(packet, 14, 20) != 0);
  }
}
