package org.hookbench.kernel.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.hookbench.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramSpecTest {
  @Test
  void builtinByName() {
    ProgramSpec spec = ProgramSpec.parse("pass");
    assertEquals(NamedPrograms.named("pass"), spec.named());
    assertEquals(Optional.empty(), spec.path());
    assertEquals(Map.of(), spec.constants());
  }

  @Test
  void constantsInDecimalAndHexadecimal() {
    ProgramSpec spec = ProgramSpec.parse("spin@ns=0x1F4;next=1");
    assertEquals(NamedPrograms.named("spin"), spec.named());
    assertEquals(Map.of("ns", 500L, "next", 1L), spec.constants());
    assertEquals(Map.of("gap", -2L), ProgramSpec.parse("./my.bpf.o:f@gap=-2").constants());
  }

  @Test
  void usersObjectWithFunctionAndConstant() {
    ProgramSpec spec = ProgramSpec.parse("./my.bpf.o:ingress@limit=16");
    assertEquals(Optional.of(Path.of("./my.bpf.o")), spec.path());
    assertEquals(Optional.of("ingress"), spec.function());
    assertEquals(Map.of("limit", 16L), spec.constants());
  }

  @Test
  void pathMayHoldColons() {
    ProgramSpec spec = ProgramSpec.parse("/tmp/a:b/c.o:f");
    assertEquals(Optional.of(Path.of("/tmp/a:b/c.o")), spec.path());
    assertEquals(Optional.of("f"), spec.function());
  }

  @ParameterizedTest
  @CsvSource({
    "pas, unknown program 'pas'",
    "'', unknown program ''",
    "my.bpf.o, program 'my.bpf.o' names no function; write my.bpf.o:FUNCTION",
    "dir/x, program 'dir/x' names no function; write dir/x:FUNCTION",
    "spin@ns, program 'spin@ns': 'ns' is not CONSTANT=NUMBER",
    "spin@ns=much, program 'spin@ns=much': 'ns=much' is not CONSTANT=NUMBER",
    "spin@, program 'spin@': '' is not CONSTANT=NUMBER",
    "spin@=5, program 'spin@=5': '=5' is not CONSTANT=NUMBER",
  })
  void whatIsNoProgramIsRefusedInWords(String text, String message) {
    assertEquals(
        message, assertThrows(UsageException.class, () -> ProgramSpec.parse(text)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nonexistent/x.o", "/nonexistent.o"})
  void missingFileIsNamed(String path) {
    ProgramSpec spec = ProgramSpec.parse(path + ":f");
    ObjectFileException e = assertThrows(ObjectFileException.class, spec::open);
    assertEquals(
        "read BPF object " + path + ": ENOENT (No such file or directory)", e.getMessage());
  }
}
