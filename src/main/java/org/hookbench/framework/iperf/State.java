package org.hookbench.framework.iperf;

/**
 * The messages of one byte that the two ends of a control connection send each other; all have had
 * the same numbers since 3.0. Source: {@code iperf_api.h}.
 */
enum State {
  TEST_START(1),
  TEST_RUNNING(2),
  TEST_END(4),
  PARAM_EXCHANGE(9),
  CREATE_STREAMS(10),
  SERVER_TERMINATE(11),
  CLIENT_TERMINATE(12),
  EXCHANGE_RESULTS(13),
  DISPLAY_RESULTS(14),
  IPERF_DONE(16),
  ACCESS_DENIED(-1),
  SERVER_ERROR(-2);

  private final byte number;

  State(int number) {
    this.number = (byte) number;
  }

  byte number() {
    return number;
  }
}
