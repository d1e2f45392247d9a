package org.hookbench.kernel.elf;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.hookbench.kernel.bpf.NamedPrograms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElfFileTest {
  private static final byte[] SOUND = builtin("hash");

  @Test
  void everyProgramOfOursIsSound() {
    for (String name : NamedPrograms.names()) {
      assertDoesNotThrow(() -> ElfFile.parse(builtin(name)), name);
    }
  }

  @Test
  void sectionsAndSymbolsAreThoseOfTheSource() {
    ElfFile elf = ElfFile.parse(SOUND);
    Section code = elf.section("tc").orElseThrow();
    assertTrue(code.isCode());
    assertFalse(elf.section(".maps").orElseThrow().isCode());
    assertTrue(
        elf.symbols().stream()
            .anyMatch(
                s ->
                    s.name().equals("on_tc")
                        && s.section() == code.index()
                        && s.type() == Symbol.FUNCTION));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 200, 1000})
  void whatIsCutOffIsDamagedOrNoElf(int bytes) {
    assertThrows(MalformedObjectException.class, () -> ElfFile.parse(Arrays.copyOf(SOUND, bytes)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0x00, it is no ELF file",
    "4, 0x01, it is no 64-bit ELF file",
    "5, 0x03, it is no 64-bit ELF file",
    "16, 0x02, it is an ELF file of type 2 for machine 247",
    "18, 0x3e, it is an ELF file of type 1 for machine 62",
    "58, 0x3f, it is damaged: its table of",
    "62, 0xff, it is damaged: the section of its sections' names is not there",
  })
  void aHeaderThatIsNoBpfObjectsIsNamed(int at, String value, String message) {
    MalformedObjectException e =
        assertThrows(
            MalformedObjectException.class,
            () -> ElfFile.parse(with(f -> f.put(at, Integer.decode(value).byteValue()))));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @Test
  void theOtherByteOrderIsNamed() {
    int other = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 2 : 1;
    MalformedObjectException e =
        assertThrows(
            MalformedObjectException.class, () -> ElfFile.parse(with(f -> f.put(5, (byte) other))));
    assertTrue(e.getMessage().contains("the other byte order"), e.getMessage());
  }

  @Test
  void aSectionBeyondTheEndIsDamage() {
    Section maps = ElfFile.parse(SOUND).section(".maps").orElseThrow();
    for (Consumer<ByteBuffer> edit :
        java.util.List.<Consumer<ByteBuffer>>of(
            f -> f.putLong(maps.header() + 24, SOUND.length),
            f -> f.putLong(maps.header() + 24, -8),
            f -> f.putLong(maps.header() + 32, SOUND.length),
            f -> f.putLong(maps.header() + 32, Long.MAX_VALUE))) {
      MalformedObjectException e =
          assertThrows(MalformedObjectException.class, () -> ElfFile.parse(with(edit)));
      assertEquals(
          "it is damaged: " + maps.words() + " reaches beyond the end of the file", e.getMessage());
    }
  }

  /** libbpf 1.1 follows a relocation's symbol unseen. */
  @Test
  void aRelocationForASymbolThatIsNotThereIsDamage() {
    Section relocations = ElfFile.parse(SOUND).section(".reltc").orElseThrow();
    MalformedObjectException e =
        assertThrows(
            MalformedObjectException.class,
            () -> ElfFile.parse(with(f -> f.putInt((int) relocations.offset() + 12, 1 << 20))));
    assertTrue(e.getMessage().contains("a place or symbol that is not there"), e.getMessage());
  }

  /** libbpf 1.1 would go round for ever. */
  @Test
  void aTypeThatContainsItselfIsDamage() {
    Section btf = ElfFile.parse(SOUND).section(".BTF").orElseThrow();
    MalformedObjectException e =
        assertThrows(
            MalformedObjectException.class,
            () ->
                ElfFile.parse(
                    with(
                        f -> {
                          int first = (int) btf.offset() + f.getInt((int) btf.offset() + 4);
                          // TYPEDEF of type 1, which it is itself
                          f.putInt(first + 4, 8 << 24).putInt(first + 8, 1);
                        })));
    assertEquals("it is damaged: section '.BTF': type 1 contains itself", e.getMessage());
  }

  @Test
  void aControlCharacterOfADamagedFileIsNotPrinted() {
    Section maps = ElfFile.parse(SOUND).section(".maps").orElseThrow();
    int names =
        ElfFile.parse(SOUND)
            .sections()
            .get(ByteBuffer.wrap(SOUND).order(ByteOrder.nativeOrder()).getShort(62))
            .index();
    Section strings = ElfFile.parse(SOUND).sections().get(names);
    MalformedObjectException e =
        assertThrows(
            MalformedObjectException.class,
            () ->
                ElfFile.parse(
                    with(
                        f -> {
                          f.put((int) strings.offset() + f.getInt(maps.header()), (byte) 27);
                          f.putLong(maps.header() + 32, SOUND.length);
                        })));
    assertTrue(e.getMessage().contains("?maps"), e.getMessage());
  }

  /** Whatever is done to a file, it is read or refused: any other exception fails the test. */
  @Test
  void anyDamageIsReadOrRefused() {
    Random random = new Random(10);
    int refused = 0;
    for (int i = 0; i < 5000; i++) {
      byte[] damaged = SOUND.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        ElfFile elf = ElfFile.parse(damaged);
        ObjectImage.of(damaged, elf, java.util.Optional.of("on_tc"));
      } catch (MalformedObjectException e) {
        refused++;
      }
    }
    assertTrue(refused > 100, refused + " refused");
  }

  private static byte[] with(Consumer<ByteBuffer> edit) {
    byte[] copy = SOUND.clone();
    edit.accept(ByteBuffer.wrap(copy).order(ByteOrder.nativeOrder()));
    return copy;
  }

  private static byte[] builtin(String name) {
    try (InputStream in = NamedPrograms.class.getResourceAsStream(name + ".bpf.o")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
