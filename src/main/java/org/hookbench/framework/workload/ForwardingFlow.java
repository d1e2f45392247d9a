package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** A flow that has its batches done by another, which is closed with it. */
abstract class ForwardingFlow implements Flow {
  final Flow flow;

  ForwardingFlow(Flow flow) {
    this.flow = flow;
  }

  @Override
  public void resume() throws IOException {
    flow.resume();
  }

  @Override
  public Optional<InetSocketAddress[]> connection() {
    return flow.connection();
  }

  @Override
  public Optional<InetSocketAddress[]> ends() {
    return flow.ends();
  }

  @Override
  public List<InetSocketAddress[]> connections() {
    return flow.connections();
  }

  @Override
  public List<InetSocketAddress[]> allEnds() {
    return flow.allEnds();
  }

  @Override
  public long uncountedPackets() {
    return flow.uncountedPackets();
  }

  @Override
  public long uncountedBytes() {
    return flow.uncountedBytes();
  }

  @Override
  public void close() throws IOException {
    flow.close();
  }
}
