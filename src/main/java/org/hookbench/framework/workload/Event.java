package org.hookbench.framework.workload;

import java.util.Set;
import org.apiguardian.api.API;

/** What traffic consists of for the kernel, and so what makes a hook's program run. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Event {
  /** A packet from one socket to another, with all that befalls it on its way. */
  PACKET("a packet that a socket sends"),
  /** A packet that a device has received, and hands to the network stack. */
  RECEIVED("a packet that a device has received", true),
  /** Such a packet that no program and no tc action has redirected before: generic XDP's. */
  UNREDIRECTED("a received packet that was not redirected before", true),
  /** A packet that comes over the link to the driver: native XDP's. */
  CROSSED("a packet that comes over the link", true),
  /** A packet that a device is to send. */
  LEAVING("a packet that leaves by a device", true),
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
  private final boolean onEveryWay;

  Event(String words) {
    this(words, false);
  }

  /**
   * @param onEveryWay whether it is part of a packet's way from socket to socket
   */
  Event(String words, boolean onEveryWay) {
    this.words = words;
    this.onEveryWay = onEveryWay;
  }

  /** Whether it happens in traffic that consists of such events: a {@link #PACKET} has others. */
  public boolean isIn(Set<Event> events) {
    return events.contains(this) || onEveryWay && events.contains(PACKET);
  }

  /** For a sentence: "it runs on ...". */
  public String words() {
    return words;
  }
}
