package org.hookbench.kernel.netlink;

/** State of a TCP socket, in the order of {@code net/tcp_states.h}, which begins at 1. */
public enum TcpState {
  ESTABLISHED,
  SYN_SENT,
  SYN_RECV,
  FIN_WAIT1,
  FIN_WAIT2,
  TIME_WAIT,
  CLOSE,
  CLOSE_WAIT,
  LAST_ACK,
  LISTEN,
  CLOSING,
  NEW_SYN_RECV,
  BOUND_INACTIVE;

  static TcpState decode(int value) {
    TcpState[] all = values();
    if (value < 1 || value > all.length) {
      throw new MalformedMessageException("TCP state " + value);
    }
    return all[value - 1];
  }
}
