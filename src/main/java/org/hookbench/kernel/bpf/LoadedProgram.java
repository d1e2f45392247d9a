package org.hookbench.kernel.bpf;

import java.util.Optional;

/** A program in the kernel with its maps filled, ready to be attached; gone when closed. */
public final class LoadedProgram implements AutoCloseable {
  private final BpfObject object;
  private final BpfProgram program;
  private final SetUp.Filled filled;

  private LoadedProgram(BpfObject object, BpfProgram program, SetUp.Filled filled) {
    this.object = object;
    this.program = program;
    this.filled = filled;
  }

  /**
   * Loads a function of an object that {@link ProgramSpec#open} opened, and does what a program of
   * ours needs besides. Takes ownership of the object, even when it fails.
   *
   * @param type the program's type where its section does not tell libbpf
   * @throws org.hookbench.kernel.sys.KernelException where the kernel refuses, in words for the
   *     user
   */
  public static LoadedProgram of(
      ProgramSpec spec, BpfObject object, String function, Optional<ProgramType> type) {
    try {
      BpfProgram program = object.load(function, type);
      SetUp setUp = spec.named().map(NamedProgram::setUp).orElse(SetUp.NONE);
      return new LoadedProgram(object, program, setUp.fill(object, spec, function, type));
    } catch (RuntimeException e) {
      object.close();
      throw e;
    }
  }

  /** The program. */
  public BpfProgram program() {
    return program;
  }

  /** A map of its object. */
  public BpfMap map(String name) {
    return object.map(name);
  }

  @Override
  public void close() {
    try {
      filled.close();
    } finally {
      object.close();
    }
  }
}
