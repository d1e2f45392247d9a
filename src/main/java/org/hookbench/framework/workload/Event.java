package org.hookbench.framework.workload;

import org.apiguardian.api.API;

/** What traffic consists of for the kernel, and so what makes a hook's program run. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Event {
  /** A packet that passes. */
  PACKET("a packet"),
  /**
   * A packet whose flow the kernel has to find out: one without a hash, received by a device whose
   * packets are steered to a CPU (RPS).
   */
  DISSECTION("a steered packet without a flow hash"),
  /** A datagram handed to a UDP socket with the address that it is for. */
  UNCONNECTED_SEND("a datagram sent by an unconnected socket"),
  /** Data of an established TCP connection, at the socket. */
  DATA("data of a TCP connection"),
  /** A TCP connection's beginning or end. */
  CONNECTION("a new TCP connection");

  private final String words;

  Event(String words) {
    this.words = words;
  }

  /** For a sentence: "it runs on ...". */
  public String words() {
    return words;
  }
}
