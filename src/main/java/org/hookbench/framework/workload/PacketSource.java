package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.apiguardian.api.API;

/**
 * Has the kernel make packets at one end of a {@link Wire}, all alike, without a sending socket.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface PacketSource extends AutoCloseable {
  /** Packets that the kernel makes, and deals with, in one go. */
  int ROUND = 64;

  /** Where the packets begin. */
  @API(status = API.Status.EXPERIMENTAL, since = "0.1")
  enum Begin {
    /** At the receiver's device, as if it had just received them. */
    RECEIVED,
    /** At the sender's device, which sends them over the link. */
    SENT
  }

  /**
   * Makes its packets, on the calling thread's CPU. All of them have been dealt with when it
   * returns. Allocates nothing.
   *
   * @throws IOException where the kernel refuses
   */
  void send() throws IOException;

  /** How many the device has taken since this was opened. */
  long sent();

  /** How many have reached the receiver's socket since the last call. Allocates nothing. */
  int arrived() throws IOException;

  /** Bytes of a packet, link-layer header included. */
  int packetBytes();

  /** The addresses that the packets have, and that the receiver's socket has. */
  InetSocketAddress[] ends();

  @Override
  void close();
}
