package org.hookbench.framework.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.LoadedProgram;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.sys.KernelFile;
import org.hookbench.testing.KernelTest;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

@KernelTest
class KernelSymbolsIT {
  /** As where net.core.bpf_jit_kallsyms is 0. */
  @Test
  void programThatTheTableLacksIsAddedByItsOwnAccount() {
    ProgramSpec spec = ProgramSpec.parse("count");
    try (LoadedProgram loaded = LoadedProgram.of(spec, spec.open(), "on_tc", Optional.empty())) {
      KernelSymbols symbols = KernelSymbols.parse(Stream.empty());
      symbols.add(loaded.program());
      List<BpfProgram.Code> code = loaded.program().code();
      assertFalse(code.isEmpty());
      for (BpfProgram.Code c : code) {
        assertEquals(Optional.of(c.symbol()), symbols.at(c.address()));
        assertEquals(Optional.of(c.symbol()), symbols.at(c.address() + c.bytes() - 1));
        assertEquals(Optional.empty(), symbols.at(c.address() + c.bytes()));
      }
    }
  }

  /**
   * Holds while net.core.bpf_jit_kallsyms is 1: the kernel's table and the program's own account
   * name the same code the same.
   */
  @Test
  void kernelsTableHasTheProgramAsItsOwnAccountDoes() throws Exception {
    assertEquals(Optional.empty(), KernelSymbols.refusal());
    Assumptions.assumeTrue(
        KernelFile.read(Path.of("/proc/sys/net/core/bpf_jit_kallsyms")).equals("1"),
        "net.core.bpf_jit_kallsyms is not 1");
    ProgramSpec spec = ProgramSpec.parse("count");
    try (LoadedProgram loaded = LoadedProgram.of(spec, spec.open(), "on_tc", Optional.empty())) {
      BpfProgram.Code code = loaded.program().code().get(0);
      KernelSymbols symbols = KernelSymbols.read();
      assertEquals(Optional.of(code.symbol()), symbols.at(code.address()));
      assertEquals(Optional.of(code.symbol()), symbols.at(code.address() + code.bytes() - 1));
    }
  }
}
