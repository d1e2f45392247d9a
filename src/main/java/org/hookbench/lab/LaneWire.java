package org.hookbench.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Callable;
import org.hookbench.kernel.Affinity;
import org.hookbench.kernel.KernelException;
import org.hookbench.kernel.RawSocket;
import org.hookbench.kernel.SocketFd;
import org.hookbench.topology.Lane;
import org.hookbench.topology.Placement;
import org.hookbench.workload.RawStream;
import org.hookbench.workload.Wire;

/** A lane as a workload sees it. */
record LaneWire(Lane lane, Placement.Cpus cpus) implements Wire {
  @Override
  public InetAddress sender() {
    return lane.sender().address();
  }

  @Override
  public InetAddress receiver() {
    return lane.receiver().address();
  }

  @Override
  public <T> T atSender(Callable<T> task) {
    return lane.sender().namespace().call(task);
  }

  @Override
  public <T> T atReceiver(Callable<T> task) {
    return lane.receiver().namespace().call(task);
  }

  @Override
  public RawStream raw(SocketChannel channel, ByteBuffer buffer) throws IOException {
    // both ends of a lane may share a namespace, but then not an address and port
    var local = (InetSocketAddress) channel.getLocalAddress();
    Lane.End end = local.getAddress().equals(sender()) ? lane.sender() : lane.receiver();
    var remote = (InetSocketAddress) channel.getRemoteAddress();
    return raw(new RawSocket(SocketFd.find(end.namespace().inode(), local, remote), buffer));
  }

  private static RawStream raw(RawSocket socket) {
    return new RawStream() {
      @Override
      public void send() throws IOException {
        try {
          socket.send();
        } catch (KernelException e) {
          throw new IOException(e.getMessage(), e);
        }
      }

      @Override
      public boolean receive() throws IOException {
        try {
          return socket.receive();
        } catch (KernelException e) {
          throw new IOException(e.getMessage(), e);
        }
      }
    };
  }

  @Override
  public boolean oneCpu() {
    return cpus.same();
  }

  @Override
  public void placeReceiver() {
    cpus.receiver().ifPresent(Affinity::pin);
  }
}
