package outside;

import java.util.List;
import org.hookbench.tool.doctor.Check;
import org.hookbench.tool.doctor.CheckProvider;
import org.hookbench.tool.doctor.Finding;
import org.hookbench.tool.doctor.Machine;

/** Whether the machine may swap a benchmark's memory out. */
public final class Swap implements CheckProvider {
  @Override
  public List<Check> checks() {
    return List.of(new Check("acme.swap", "swap", Swap::examine));
  }

  private static Finding examine(Machine machine) {
    long devices = machine.files().text("proc/swaps").lines().skip(1).count();
    return devices == 0
        ? Finding.ok("no swap")
        : Finding.warning(devices + " swap devices", "pages may be swapped out", "swapoff -a");
  }
}
