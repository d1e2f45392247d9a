package org.hookbench.kernel.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.testing.BpfCompiler;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.OwnMounts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user's object takes from the kernel, and what she reads where the kernel has it not. */
@KernelTest
@Tag(BpfCompiler.NEEDED)
class OwnObjectNeedsIT {
  private static final String PROLOGUE = "#include <bpf/bpf_core_read.h>\n";
  private static final String READ =
      " __attribute__((preserve_access_index));"
          + " SEC(\"tc\") int f(void *c) { struct %1$s *t = (void *) bpf_get_current_task_btf();"
          + " int v = 0; bpf_core_read(&v, 4, &t->%2$s); return v < 0; }";

  private static final String PID =
      " __attribute__((preserve_access_index)); SEC(\"tc\") int f(void *c) {"
          + " struct task_struct *t = (void *) bpf_get_current_task_btf();"
          + " int v = 0; bpf_core_read(&v, 4, &t->pid); return v < 0; }";

  @TempDir private Path folder;

  static Stream<Arguments> lacking() {
    return Stream.of(
        Arguments.of(
            "bpf_no_such_kfunc",
            "extern int bpf_no_such_kfunc(void) __ksym;"
                + " SEC(\"tc\") int f(void *c) { return bpf_no_such_kfunc(); }"),
        Arguments.of(
            "hookbench_no_variable",
            "extern const int hookbench_no_variable __ksym; SEC(\"tc\") int f(void *c) {"
                + " return *(int *) bpf_this_cpu_ptr(&hookbench_no_variable); }"),
        Arguments.of(
            "CONFIG_HOOKBENCH_NONE",
            "extern int CONFIG_HOOKBENCH_NONE __kconfig;"
                + " SEC(\"tc\") int f(void *c) { return CONFIG_HOOKBENCH_NONE; }"),
        Arguments.of(
            "struct task_struct.no_such_field",
            "struct task_struct___own { int no_such_field; }"
                + READ.formatted("task_struct___own", "no_such_field")),
        Arguments.of(
            "struct hookbench_none.b",
            "struct hookbench_none { int a; int b; }" + READ.formatted("hookbench_none", "b")),
        Arguments.of(
            "enum bpf_func_id::BPF_FUNC_nix",
            "enum bpf_func_id___own { BPF_FUNC_nix = 0xffffff }; SEC(\"tc\") int f(void *c) {"
                + " return bpf_core_enum_value(enum bpf_func_id___own, BPF_FUNC_nix); }"));
  }

  @ParameterizedTest
  @MethodSource("lacking")
  void whatTheKernelLacksIsNamedInOneLine(String what, String source) throws IOException {
    Path object = write(source);
    KernelException e = assertThrows(KernelException.class, () -> load(object).close());
    assertTrue(e.getMessage().startsWith("load BPF program " + object + ":f: "), e.getMessage());
    assertEquals("this kernel lacks what it needs: " + what, e.hint());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  /** What is there is read, and what is wanted weakly may be absent. */
  @ParameterizedTest
  @MethodSource("having")
  void whatIsThereOrNotWantedForSureLoads(String source) throws IOException {
    try (LoadedProgram loaded = load(write(source))) {
      assertTrue(loaded.program().id() > 0);
    }
  }

  static List<String> having() {
    return List.of(
        "struct task_struct { int pid; }" + READ.formatted("task_struct", "pid"),
        "extern int bpf_no_such_kfunc(void) __ksym __weak; SEC(\"tc\") int f(void *c) {"
            + " return bpf_no_such_kfunc ? bpf_no_such_kfunc() : 0; }",
        "extern int CONFIG_HOOKBENCH_NONE __kconfig __weak;"
            + " SEC(\"tc\") int f(void *c) { return CONFIG_HOOKBENCH_NONE; }",
        "struct task_struct___own { int no_such_field; } __attribute__((preserve_access_index));"
            + " SEC(\"tc\") int f(void *c) {"
            + " struct task_struct___own *t = (void *) bpf_get_current_task_btf();"
            + " return bpf_core_field_exists(t->no_such_field) ? t->no_such_field : 0; }");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "struct task_struct { int pid; }" + PID,
        "extern int bpf_no_such_kfunc(void) __ksym;"
            + " SEC(\"tc\") int f(void *c) { return bpf_no_such_kfunc(); }"
      })
  void aKernelWithoutBtfIsSaidToHaveNone(String source) throws Exception {
    Path object = write(source);
    KernelException e =
        OwnMounts.withoutKernelBtf(
            () -> assertThrows(KernelException.class, () -> load(object).close()));
    assertTrue(e.hint().contains("by BTF, and this kernel has none (/sys/kernel/btf"), e.hint());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  /** A program that reads nothing of the kernel's needs none. */
  @Test
  void theEmptyProgramNeedsNoBtf() throws Exception {
    ProgramSpec pass = ProgramSpec.parse("pass");
    OwnMounts.withoutKernelBtf(
        () -> {
          LoadedProgram.of(pass, pass.open(), "on_tc", Optional.empty()).close();
          return null;
        });
  }

  private Path write(String source) throws IOException {
    return Files.write(folder.resolve("own.bpf.o"), BpfCompiler.compile(PROLOGUE + source));
  }

  private static LoadedProgram load(Path object) {
    ProgramSpec spec = ProgramSpec.parse(object + ":f");
    return LoadedProgram.of(spec, spec.open(), "f", Optional.empty());
  }
}
