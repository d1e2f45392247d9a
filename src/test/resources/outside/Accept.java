package outside;

import java.util.List;
import org.hookbench.kernel.bpf.NamedProgram;
import org.hookbench.kernel.bpf.NamedProgram.Constant;
import org.hookbench.kernel.bpf.ProgramProvider;

/** A program of another project's; accept.bpf.o lies beside this class. */
public final class Accept implements ProgramProvider {
  @Override
  public List<NamedProgram> programs() {
    return List.of(
        new NamedProgram(
            "accept",
            "accepts what is not of a mark",
            Accept.class,
            List.of(
                new Constant("mark", 7, 0, 255, "the mark whose packets are dropped"),
                new Constant("next", 0, 0, 1, "1: the next program at the hook decides"))));
  }
}
