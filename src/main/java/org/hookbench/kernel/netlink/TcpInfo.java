package org.hookbench.kernel.netlink;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * What the kernel knows of one TCP connection, as {@code ss -ti} shows it. Counters begin with the
 * connection.
 *
 * @param state of the connection
 * @param retransmitsTotal segments sent again
 * @param congestionWindow in segments of {@code mss}
 * @param slowStartThreshold in segments; 2147483647 until the first loss
 * @param rttMicros smoothed round trip in microseconds
 * @param rttVarianceMicros mean deviation of the round trip in microseconds
 * @param mss of what is sent, in bytes
 * @param bytesAcked bytes of ours that the peer acknowledged; the SYN counts as one
 * @param bytesReceived bytes of the peer's that were acknowledged
 * @param segmentsOut segments sent, with retransmits and bare acknowledgements; TSO's segments
 *     count one by one
 * @param segmentsIn segments received
 * @param deliveryRate most recent goodput estimate in bytes/s
 * @param pacingRate in bytes/s; {@link Long#MAX_VALUE} where nothing is paced
 * @param reordering how many segments out of order are not yet taken as a loss; 3 until reordering
 *     was seen
 * @param reorderingsSeen how often reordering was detected; empty before Linux 4.19
 * @param congestionControl the algorithm in use, e.g. {@code cubic}
 */
public record TcpInfo(
    TcpState state,
    long retransmitsTotal,
    int congestionWindow,
    long slowStartThreshold,
    long rttMicros,
    long rttVarianceMicros,
    int mss,
    long bytesAcked,
    long bytesReceived,
    long segmentsOut,
    long segmentsIn,
    long deliveryRate,
    long pacingRate,
    int reordering,
    OptionalLong reorderingsSeen,
    String congestionControl) {

  /**
   * @param info {@code struct tcp_info}, however long this kernel makes it
   * @throws MalformedMessageException if it is shorter than Linux 4.9's
   */
  static TcpInfo decode(ByteBuffer info, String congestionControl) {
    if (info.limit() < SockDiagAbi.TCP_INFO_LEAST) {
      throw new MalformedMessageException("tcp_info of " + info.limit() + " bytes");
    }
    long pacing = info.getLong(SockDiagAbi.TCPI_PACING_RATE);
    return new TcpInfo(
        TcpState.decode(Byte.toUnsignedInt(info.get(SockDiagAbi.TCPI_STATE))),
        u32(info, SockDiagAbi.TCPI_TOTAL_RETRANS),
        info.getInt(SockDiagAbi.TCPI_SND_CWND),
        u32(info, SockDiagAbi.TCPI_SND_SSTHRESH),
        u32(info, SockDiagAbi.TCPI_RTT),
        u32(info, SockDiagAbi.TCPI_RTTVAR),
        info.getInt(SockDiagAbi.TCPI_SND_MSS),
        info.getLong(SockDiagAbi.TCPI_BYTES_ACKED),
        info.getLong(SockDiagAbi.TCPI_BYTES_RECEIVED),
        u32(info, SockDiagAbi.TCPI_SEGS_OUT),
        u32(info, SockDiagAbi.TCPI_SEGS_IN),
        info.getLong(SockDiagAbi.TCPI_DELIVERY_RATE),
        pacing < 0 ? Long.MAX_VALUE : pacing,
        info.getInt(SockDiagAbi.TCPI_REORDERING),
        info.limit() < SockDiagAbi.TCPI_REORD_SEEN + 4
            ? OptionalLong.empty()
            : OptionalLong.of(u32(info, SockDiagAbi.TCPI_REORD_SEEN)),
        congestionControl);
  }

  private static long u32(ByteBuffer info, int at) {
    return Integer.toUnsignedLong(info.getInt(at));
  }
}
