package org.hookbench.tool.input;

/** Names a test of iperf3 by what makes two of its results comparable. */
final class Iperf3Workload {
  static final String REVERSE = ", reverse";
  static final String BIDIR_SENT = ", bidir, client to server";
  static final String BIDIR_RECEIVED = ", bidir, server to client";

  private Iperf3Workload() {}

  /**
   * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}
   * @param streams how many streams a direction ({@code -P})
   * @param direction empty, or one of this class's constants
   */
  static String name(String protocol, int streams, String direction) {
    return "iperf3 " + protocol + (streams == 1 ? "" : ", " + streams + " streams") + direction;
  }
}
