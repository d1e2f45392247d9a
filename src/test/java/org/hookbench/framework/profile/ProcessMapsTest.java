package org.hookbench.framework.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessMapsTest {
  @ParameterizedTest
  @CsvSource({
    "55b90e395000, [java]", // bin/java
    "7f41c5400000, [java]", // code that the JVM has made
    "7f41e1251010, [libjvm.so]",
    "7f41e2534000, [libc.so.6]",
    "7f41e2689fff, [libc.so.6]",
    "7f41e2732000, [vdso]",
  })
  void codeIsOfItsFile(String address, String name) throws IOException {
    ProcessMaps maps = ProcessMaps.parse(Recorded.lines("maps.txt"));
    assertEquals(Optional.of(name), maps.at(Long.parseUnsignedLong(address, 16)));
  }

  @ParameterizedTest
  @CsvSource({"7f41e2533fff", "7f41e268a000", "1000", "7fffffffe000"})
  void whatIsNotExecutableIsNoCode(String address) throws IOException {
    ProcessMaps maps = ProcessMaps.parse(Recorded.lines("maps.txt"));
    assertEquals(Optional.empty(), maps.at(Long.parseUnsignedLong(address, 16)));
  }

  @Test
  void libraryThatWasUnpackedForOneProcessHasNoNumber() {
    ProcessMaps maps =
        ProcessMaps.parse(
            Stream.of(
                "7f0000000000-7f0000001000 r-xp 00000000 00:01 7"
                    + "                          /tmp/a b/jffi6402383119430834735.so (deleted)"));
    assertEquals(Optional.of("[jffi.so]"), maps.at(0x7f0000000000L));
  }
}
