package org.hookbench.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;
import static org.junit.platform.launcher.TagFilter.excludeTags;
import static org.junit.platform.launcher.TagFilter.includeTags;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the kernel tests where there is neither Maven nor a compiler: in a kernel under qemu, as
 * {@code src/test/kernels/run} does. Prints a line a test class and one for all of them.
 */
public final class KernelTests {
  /** The tag of kernel tests that take minutes in an emulator. */
  public static final String LONG = "long";

  private KernelTests() {}

  /**
   * The exit code is 1 if a test failed, and 2 if there was none.
   *
   * @param arguments the folder of the test classes, and where only some are to run, a regular
   *     expression for their names
   */
  public static void main(String[] arguments) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClasspathRoots(Set.of(Path.of(arguments[0]))))
            .filters(
                includeTags("kernel"),
                excludeTags(BpfCompiler.NEEDED, JarRun.NEEDED, LONG),
                ClassNameFilter.includeClassNamePatterns(
                    arguments.length > 1 ? arguments[1] : ".*IT"))
            .build();
    Lines lines = new Lines(System.out);
    LauncherFactory.create().execute(request, lines);
    System.exit(lines.total.run == 0 ? 2 : lines.total.failed > 0 ? 1 : 0);
  }

  private static final class Count {
    private int run;
    private int failed;
    private int skipped;

    @Override
    public String toString() {
      return "Tests run: " + run + ", Failures: " + failed + ", Skipped: " + skipped;
    }
  }

  private static final class Lines implements TestExecutionListener {
    private final PrintStream out;
    private final Map<String, Count> classes = new TreeMap<>();
    private final Count total = new Count();
    private TestPlan plan;

    private Lines(PrintStream out) {
      this.out = out;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
      plan = started;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      count(test).skipped++;
      total.skipped++;
      out.println("SKIPPED " + name(test) + ": " + reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      switch (result.getStatus()) {
        case FAILED -> {
          count(test).failed++;
          total.failed++;
          out.println("FAILED " + name(test));
          result.getThrowable().ifPresent(e -> e.printStackTrace(out));
        }
        case ABORTED -> {
          count(test).skipped++;
          total.skipped++;
          out.println(
              "SKIPPED " + name(test) + result.getThrowable().map(e -> ": " + e).orElse(""));
        }
        case SUCCESSFUL -> {}
      }
      if (test.isTest()) {
        count(test).run++;
        total.run++;
      }
      if (test.getSource().filter(ClassSource.class::isInstance).isPresent()) {
        out.println(count(test) + " -- in " + owner(test));
      }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan finished) {
      out.println(total);
    }

    private Count count(TestIdentifier test) {
      return classes.computeIfAbsent(owner(test), name -> new Count());
    }

    /** The class of a test, of one of its runs or of the class itself. */
    private String owner(TestIdentifier test) {
      TestIdentifier at = test;
      while (at.getSource().filter(ClassSource.class::isInstance).isEmpty()
          && plan.getParent(at).isPresent()) {
        at = plan.getParent(at).get();
      }
      return at.getDisplayName();
    }

    private String name(TestIdentifier test) {
      String own = owner(test);
      String parent = plan.getParent(test).map(TestIdentifier::getDisplayName).orElse(own);
      return own + (parent.equals(own) ? "" : "." + parent) + "." + test.getDisplayName();
    }
  }
}
