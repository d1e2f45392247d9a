package org.hookbench.tool.report;

import java.io.StringWriter;
import java.util.List;
import java.util.function.Function;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.hookbench.tool.compare.CostGate;
import org.hookbench.tool.compare.CostRule;
import org.hookbench.tool.compare.Gate;

/** What rules came to on a run, as people and as CI systems read it. */
public enum GateReport {
  /** A line a cost, and one for the whole. */
  TEXT(GateReport::text),
  /** JUnit's XML: a test a cost. */
  JUNIT(GateReport::junit),
  /** Workflow commands, which GitHub shows as annotations. */
  GITHUB(GateReport::github);

  private final Function<CostGate, String> format;

  GateReport(Function<CostGate, String> format) {
    this.format = format;
  }

  /** The report; ends with a line break. */
  public String of(CostGate gate) {
    return format.apply(gate);
  }

  private static String text(CostGate gate) {
    StringBuilder out = new StringBuilder();
    for (CostGate.Judged j : gate.rules()) {
      out.append("Rule   ").append(Plain.text(j.rule().text())).append('\n');
      for (CostRule.Decision d : j.decisions()) {
        out.append(Wrap.hanging(TextReport.WIDTH, "  ", "    ", Plain.text(d.words())));
      }
    }
    return out.append("Gate   ").append(word(gate.outcome())).append('\n').toString();
  }

  private static String word(Gate.Outcome outcome) {
    return switch (outcome) {
      case PASS -> "passed";
      case REGRESSION -> "FAILED: a cost is over its limit";
      case UNDECIDED -> "undecided: more forks would tell (-f)";
      case UNTRUSTED -> "the run can't be trusted";
    };
  }

  private static String github(CostGate gate) {
    StringBuilder out = new StringBuilder();
    for (CostRule.Decision d : gate.decisions()) {
      String level =
          switch (d.outcome()) {
            case PASS -> "notice";
            case REGRESSION -> "error";
            default -> "warning";
          };
      out.append("::")
          .append(level)
          .append(" title=hookbench::")
          .append(escaped(Plain.text(d.words())))
          .append('\n');
    }
    if (gate.outcome() == Gate.Outcome.UNTRUSTED) {
      out.append("::error title=hookbench::").append(word(gate.outcome())).append('\n');
    }
    return out.toString();
  }

  /** As GitHub's toolkit escapes the data of a command. */
  private static String escaped(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String junit(CostGate gate) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter out = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      out.writeStartDocument("UTF-8", "1.0");
      suite(out, gate);
      out.writeEndDocument();
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.append('\n').toString();
  }

  private static void suite(XMLStreamWriter out, CostGate gate) throws XMLStreamException {
    boolean trusted = gate.outcome() != Gate.Outcome.UNTRUSTED;
    List<CostRule.Decision> all = gate.decisions();
    long failures =
        trusted ? all.stream().filter(d -> d.outcome() == Gate.Outcome.REGRESSION).count() : 0;
    long skipped =
        trusted
            ? all.stream().filter(d -> d.outcome() == Gate.Outcome.UNDECIDED).count()
            : all.size();
    out.writeStartElement("testsuite");
    out.writeAttribute("name", "hookbench gate");
    out.writeAttribute("tests", Integer.toString(all.size()));
    out.writeAttribute("failures", Long.toString(failures));
    out.writeAttribute("errors", "0");
    out.writeAttribute("skipped", Long.toString(skipped));
    for (CostGate.Judged j : gate.rules()) {
      for (CostRule.Decision d : j.decisions()) {
        out.writeStartElement("testcase");
        out.writeAttribute("classname", Plain.text(j.rule().text()));
        out.writeAttribute("name", Plain.text(d.arm() + " with " + d.workload()));
        String words = trusted ? d.words() : word(gate.outcome());
        if (trusted && d.outcome() == Gate.Outcome.REGRESSION) {
          out.writeEmptyElement("failure");
          out.writeAttribute("message", Plain.text(words));
        } else if (!trusted || d.outcome() == Gate.Outcome.UNDECIDED) {
          out.writeEmptyElement("skipped");
          out.writeAttribute("message", Plain.text(words));
        }
        out.writeEndElement();
      }
    }
    out.writeEndElement();
  }
}
