package outside;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.hookbench.framework.profile.ArmProfile;
import org.hookbench.framework.profile.Figure;
import org.hookbench.framework.profile.LaneProfiler;
import org.hookbench.framework.profile.LaneProfilerKind;
import org.hookbench.framework.profile.LaneProfilerProvider;
import org.hookbench.framework.profile.TestbedView;
import org.openjdk.jmh.profile.ProfilerException;

/** What the measuring thread allocates in each arm's slices. */
public final class Allocated extends LaneProfiler {
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long[] bytes = {};
  private long[] operations = {};
  private long before;
  private String operation = "";

  /** For JMH. */
  public Allocated(String options) throws ProfilerException {
    if (!options.isEmpty()) {
      throw new ProfilerException("allocated takes no options");
    }
  }

  /** Gives the profiler to HookBench. */
  public static final class Provider implements LaneProfilerProvider {
    @Override
    public List<LaneProfilerKind> profilers() {
      return List.of(new LaneProfilerKind("allocated", Allocated.class, 1, List.of()));
    }
  }

  @Override
  public String name() {
    return "allocated";
  }

  @Override
  public String getDescription() {
    return "bytes that the measuring thread allocates";
  }

  @Override
  protected void open(TestbedView view) {
    bytes = new long[view.lanes().size()];
    operations = new long[view.lanes().size()];
    operation = view.operation();
  }

  @Override
  protected void sliceBegins(int arm) {
    before = threads.getCurrentThreadAllocatedBytes();
  }

  @Override
  protected void sliceEnds(int arm, long sliceOperations) {
    bytes[arm] += threads.getCurrentThreadAllocatedBytes() - before;
    operations[arm] += sliceOperations;
  }

  @Override
  protected List<ArmProfile> finish() {
    List<ArmProfile> profiles = new ArrayList<>();
    for (int arm = 0; arm < bytes.length; arm++) {
      profiles.add(
          ArmProfile.of(
              List.of(
                  new Figure("allocated", "B/" + operation, bytes[arm], operations[arm]))));
    }
    return profiles;
  }

  @Override
  protected void close() {
    // it holds nothing
  }
}
