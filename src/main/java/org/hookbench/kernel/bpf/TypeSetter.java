package org.hookbench.kernel.bpf;

import java.util.Optional;
import org.hookbench.kernel.ffi.LibBpf;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.Sys;

/**
 * Tells libbpf a program's type, where it takes the program's section for another or for none.
 *
 * @param object what messages call the object
 * @param handle libbpf's pointer to the program
 * @param program its name
 * @param target what its section names behind the slash
 */
record TypeSetter(LibBpf lib, String object, long handle, String program, Optional<String> target) {
  void set(ProgramType type) {
    if (type.needs().isEmpty() && type.type() == lib.bpf_program__type(handle)) {
      return;
    }
    String operation = "set the type of program " + program;
    Sys.checkBpf(lib.bpf_program__set_type(handle, type.type()), operation);
    Sys.checkBpf(
        lib.bpf_program__set_expected_attach_type(handle, type.expectedAttach().number()),
        operation);
    if (!type.functions().isEmpty() && target.isEmpty()) {
      aim(type);
    }
  }

  private void aim(ProgramType type) {
    String operation = "load BPF program " + object + ":" + program;
    String function =
        KernelFunctions.first(type.functions())
            .orElseThrow(
                () ->
                    new KernelException(
                        operation,
                        Errno.ENOENT,
                        "none of "
                            + type.functions()
                            + " is in this kernel's BTF and symbols (needs "
                            + type.needs()
                            + "); a program of your own can name another, as in"
                            + " SEC(\"fentry/FUNCTION\")"));
    Sys.checkBpf(lib.bpf_program__set_attach_target(handle, 0, function), operation);
  }
}
