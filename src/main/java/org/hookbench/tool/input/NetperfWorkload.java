package org.hookbench.tool.input;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The test that a banner of netperf names, e.g. {@code MIGRATED TCP REQUEST/RESPONSE TEST from ...
 * : nodelay : first burst 2}.
 *
 * @param name netperf's {@code -t}, e.g. {@code TCP_RR}; empty without a banner ({@code -P 0})
 * @param options what changes the workload, e.g. {@code , burst 2}
 */
record NetperfWorkload(String name, String options) {
  static final NetperfWorkload UNKNOWN = new NetperfWorkload("", "");

  private static final Pattern BANNER =
      Pattern.compile(
          "\\b((?:TCP|UDP|UDPLITE|SCTP|DCCP|OMNI) [A-Za-z/|]{1,40}) TEST (?:from|to) (.*)");
  private static final Pattern BURST = Pattern.compile(": first burst ([1-9]\\d{0,8})\\b");

  static Optional<NetperfWorkload> ofBanner(String line) {
    Matcher m = BANNER.matcher(line);
    if (!m.find()) {
      return Optional.empty();
    }
    String name =
        m.group(1)
            .replace("Connect/Request/Response", "CRR")
            .replace("REQUEST/RESPONSE", "RR")
            .replace(' ', '_');
    Matcher burst = BURST.matcher(m.group(2));
    String options =
        (m.group(2).contains(": nodelay") ? ", nodelay" : "")
            + (burst.find() ? ", burst " + burst.group(1) : "");
    return Optional.of(new NetperfWorkload(name, options));
  }

  /** The unit of {@code THROUGHPUT} without {@code -f}; empty where the test is not known. */
  Optional<String> defaultUnit() {
    if (name.endsWith("RR") || name.equals("OMNI_Send|Recv")) {
      return Optional.of("Trans/s");
    }
    return name.isEmpty() ? Optional.empty() : Optional.of("10^6bits/s");
  }

  /**
   * The workload's name, with the sizes where they are not the usual one byte.
   *
   * @param request bytes; empty where the output does not say
   */
  String named(String request, String response) {
    boolean usual = (request + response).isEmpty() || (request.equals("1") && response.equals("1"));
    return (name.isEmpty() ? "netperf" : "netperf " + name)
        + options
        + (usual ? "" : ", request " + request + " B, response " + response + " B");
  }
}
