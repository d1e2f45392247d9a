package org.hookbench.framework.iperf;

/** What the data flows of a test are. */
public enum Protocol {
  /** Streams of bytes. */
  TCP("tcp"),
  /** Datagrams of one size, each with iperf3's header ({@link UdpSequence}). */
  UDP("udp");

  private final String parameter;

  Protocol(String parameter) {
    this.parameter = parameter;
  }

  /** The parameter of iperf3's that asks for it. */
  String parameter() {
    return parameter;
  }
}
