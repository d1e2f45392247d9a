package org.hookbench.framework.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerfMapTest {
  @ParameterizedTest
  @CsvSource({
    "perf-jdk17.map, 7f41ccf089a0, java/lang/StringCoding.hasNegatives",
    "perf-jdk17.map, 7f41ccf08bb7, java/lang/StringCoding.hasNegatives",
    "perf-jdk17.map, 7f41c5421d40, java/util/AbstractSet.<init>",
    "perf-jdk17.map, 7f41ccf04230, com/sun/tools/javac/util/Name$Table.hashValue",
    "perf-jdk17.map, 7f41cc940b81, Interpreter",
    "perf-jdk17.map, 7f41cc958a00, I2C/C2I adapters",
    "perf-jdk17.map, 7f41cc938c00, StubRoutines (1)",
    "perf-jdk17.map, 7f41cc99ad90, jni_fast_GetByteField",
    // what is other in every process is left out: two forks have the same frame
    "perf-jdk17.map, 7f41c543c3e0, java/util/regex/CharPredicates$$Lambda.is",
    "perf-jdk25.map, 7f097c430d00, java/util/regex/CharPredicates$$Lambda.is",
    "perf-jdk17.map, 7f41c54e4f40, java/lang/invoke/LambdaForm$MH.invoke",
    "perf-jdk25.map, 7f0983938ee0, StubRoutines (initialstubs)"
  })
  void addressIsInTheCodeThatTheJvmWroteDown(String file, String address, String name)
      throws IOException {
    PerfMap map = PerfMap.parse(Recorded.lines(file));
    assertEquals(Optional.of(name), map.at(Long.parseUnsignedLong(address, 16)));
  }

  @Test
  void behindTheEndOfAPieceOfCodeThereIsNone() throws IOException {
    PerfMap map = PerfMap.parse(Recorded.lines("perf-jdk17.map"));
    assertEquals(14, map.size());
    assertEquals(Optional.empty(), map.at(0x7f41ccf08bb8L));
    assertEquals(Optional.empty(), map.at(0x7f41c5421d3fL));
  }
}
