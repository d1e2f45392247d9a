package org.hookbench.framework.workload;

import org.apiguardian.api.API;

/** What a workload needs of a {@link FarEnd}, and a far end may have. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum FarService {
  /** TCP messages that come back. */
  TCP_ECHO("echoes over TCP"),
  /** Datagrams that come back. */
  UDP_ECHO("echoes over UDP"),
  /** A TCP stream that is sent or received there. */
  STREAM("TCP streams"),
  /** Datagrams that are sent there. */
  DATAGRAMS("datagrams"),
  /** TCP connections that are accepted. */
  ACCEPT("TCP connections that are made and ended");

  private final String words;

  FarService(String words) {
    this.words = words;
  }

  /** In words, for messages. */
  public String words() {
    return words;
  }
}
