package org.hookbench.kernel.netlink;

import java.nio.ByteBuffer;
import org.apiguardian.api.API;

/**
 * Counters of an interface since it was made, from {@code struct rtnl_link_stats64}. A super-packet
 * of TSO or GRO counts once.
 *
 * @param rxPackets packets received
 * @param txPackets packets sent
 * @param rxBytes bytes received, link-layer header included
 * @param txBytes bytes sent, link-layer header included
 * @param rxErrors packets received with an error
 * @param txErrors packets not sent for an error
 * @param rxDropped packets received and dropped
 * @param txDropped packets dropped instead of sent
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record LinkStats(
    long rxPackets,
    long txPackets,
    long rxBytes,
    long txBytes,
    long rxErrors,
    long txErrors,
    long rxDropped,
    long txDropped) {

  /** What was counted between an earlier reading and this one. */
  public LinkStats since(LinkStats earlier) {
    return new LinkStats(
        rxPackets - earlier.rxPackets,
        txPackets - earlier.txPackets,
        rxBytes - earlier.rxBytes,
        txBytes - earlier.txBytes,
        rxErrors - earlier.rxErrors,
        txErrors - earlier.txErrors,
        rxDropped - earlier.rxDropped,
        txDropped - earlier.txDropped);
  }

  /** What was counted here and there together. */
  public LinkStats plus(LinkStats other) {
    return new LinkStats(
        rxPackets + other.rxPackets,
        txPackets + other.txPackets,
        rxBytes + other.rxBytes,
        txBytes + other.txBytes,
        rxErrors + other.rxErrors,
        txErrors + other.txErrors,
        rxDropped + other.rxDropped,
        txDropped + other.txDropped);
  }

  /** The same with packets that were received beside these. */
  public LinkStats plusReceived(long packets, long bytes) {
    return new LinkStats(
        rxPackets + packets,
        txPackets,
        rxBytes + bytes,
        txBytes,
        rxErrors,
        txErrors,
        rxDropped,
        txDropped);
  }

  /** The same with what was sent in the place of what was received. */
  public LinkStats sentAsReceived() {
    return new LinkStats(
        txPackets, txPackets, txBytes, txBytes, rxErrors, txErrors, rxDropped, txDropped);
  }

  static LinkStats decode(ByteBuffer stats64) {
    return new LinkStats(
        stats64.getLong(0),
        stats64.getLong(8),
        stats64.getLong(16),
        stats64.getLong(24),
        stats64.getLong(32),
        stats64.getLong(40),
        stats64.getLong(48),
        stats64.getLong(56));
  }
}
