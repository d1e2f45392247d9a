package org.hookbench.framework.remote;

import java.io.IOException;
import org.hookbench.framework.lanes.FarPeer;
import org.hookbench.framework.workload.Connector;
import org.hookbench.framework.workload.FarEnd;

/** A far end that has some of the services; it refuses the others, each in one line. */
abstract class OneService implements FarEnd {
  final FarPeer peer;

  OneService(FarPeer peer) {
    this.peer = peer;
  }

  @Override
  public String name() {
    return "peer=" + peer;
  }

  @Override
  public Echo tcpEcho(int bytes) throws IOException {
    throw lacks("TCP echo");
  }

  @Override
  public Echo udpEcho(int bytes) throws IOException {
    throw lacks("UDP echo");
  }

  @Override
  public Stream stream(int block, int flows) throws IOException {
    throw lacks("TCP stream");
  }

  @Override
  public Datagrams datagrams(int bytes, long perSecond, int flows) throws IOException {
    throw lacks("source of datagrams");
  }

  @Override
  public Connector connector() throws IOException {
    throw lacks("server that accepts connections");
  }

  private IOException lacks(String what) {
    return new IOException(name() + " is no " + what);
  }
}
