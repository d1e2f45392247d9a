package org.hookbench.tool.report;

import java.util.List;
import org.apiguardian.api.API;

/**
 * Gives report formats to HookBench. A class outside of it is public, has a public constructor
 * without parameters, and is named in a file {@code
 * META-INF/services/org.hookbench.tool.report.ReportFormatProvider} on the class path ({@link
 * java.util.ServiceLoader}). {@code report --format NAME} and {@code report -o FILE.NAME} then know
 * its formats.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface ReportFormatProvider {
  /**
   * The formats. It is called once a process.
   *
   * @return each with a name that no other format has
   */
  List<ReportFormat> formats();
}
