package org.hookbench.tool.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.hookbench.tool.doctor.Diagnosis;
import org.hookbench.tool.doctor.Status;

/** A diagnosis as one JSON object; {@code docs/doctor.md} describes it. */
public final class DoctorJson {
  private static final int VERSION = 2;

  private DoctorJson() {}

  /**
   * The document, with a newline at its end.
   *
   * @param hookbench the version of HookBench
   */
  public static String of(Diagnosis diagnosis, String hookbench) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", "hookbench-doctor");
    root.put("version", VERSION);
    root.put("hookbench", hookbench);
    for (Status s : new Status[] {Status.BLOCKED, Status.WARNING, Status.UNKNOWN, Status.OK}) {
      root.put(s.name().toLowerCase(Locale.ROOT), diagnosis.count(s));
    }
    ArrayNode checks = root.putArray("checks");
    for (Diagnosis.Answer a : diagnosis.answers()) {
      ObjectNode check = checks.addObject();
      check.put("id", a.id());
      check.put("status", a.finding().status().name());
      check.put("fact", a.finding().fact());
      check.put("follows", a.finding().follows());
      check.put("fix", a.finding().fix());
    }
    return JsonReport.text(root);
  }
}
