package outside;

import java.util.List;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.tool.report.ReportFormat;
import org.hookbench.tool.report.ReportFormatProvider;

/** A line an arm, for a spreadsheet. */
public final class Tsv implements ReportFormat, ReportFormatProvider {
  @Override
  public List<ReportFormat> formats() {
    return List.of(this);
  }

  @Override
  public String name() {
    return "tsv";
  }

  @Override
  public String render(RunResults results) {
    StringBuilder out = new StringBuilder("workload\tarm\tvalue\tunit\n");
    for (CaseResult c : results.cases()) {
      for (ArmResult arm : c.arms()) {
        out.append(c.bench().workload()).append('\t').append(arm.arm().id()).append('\t');
        out.append(arm.value()).append('\t').append(c.metric().unit()).append('\n');
      }
    }
    return out.toString();
  }
}
