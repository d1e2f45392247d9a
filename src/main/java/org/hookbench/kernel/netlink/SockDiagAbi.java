package org.hookbench.kernel.netlink;

/**
 * Numbers of {@code linux/sock_diag.h}, {@code inet_diag.h} and {@code struct tcp_info} in {@code
 * tcp.h}. The kernel only ever appends to tcp_info. The test compares each with what a C compiler
 * says.
 */
final class SockDiagAbi {
  static final int SOCK_DIAG_BY_FAMILY = 20;
  static final int IPPROTO_TCP = 6;
  static final int INET_DIAG_INFO = 2;
  static final int INET_DIAG_CONG = 4;

  /** {@code struct inet_diag_msg}: u8 family, state, timer, retrans, then the id, 5 x u32. */
  static final int MESSAGE_SIZE = 72;

  static final int MESSAGE_STATE = 1;
  static final int MESSAGE_ID = 4;

  /** {@code struct inet_diag_sockid}: be16 sport, dport, be32 src[4], dst[4], u32 if, cookie[2]. */
  static final int ID_SOURCE_PORT = 0;

  static final int ID_DESTINATION_PORT = 2;
  static final int ID_SOURCE = 4;
  static final int ID_DESTINATION = 20;
  static final int ADDRESS_SIZE = 16;
  static final int INET_DIAG_NOCOOKIE = -1;

  static final int TCPI_STATE = 0;
  static final int TCPI_SND_MSS = 16;
  static final int TCPI_RTT = 68;
  static final int TCPI_RTTVAR = 72;
  static final int TCPI_SND_SSTHRESH = 76;
  static final int TCPI_SND_CWND = 80;
  static final int TCPI_REORDERING = 88;
  static final int TCPI_TOTAL_RETRANS = 100;
  static final int TCPI_PACING_RATE = 104;
  static final int TCPI_BYTES_ACKED = 120;
  static final int TCPI_BYTES_RECEIVED = 128;
  static final int TCPI_SEGS_OUT = 136;
  static final int TCPI_SEGS_IN = 140;
  static final int TCPI_DELIVERY_RATE = 160;
  static final int TCPI_REORD_SEEN = 220;

  /** Up to delivery_rate: what Linux 4.9 gave. */
  static final int TCP_INFO_LEAST = 168;

  private SockDiagAbi() {}
}
