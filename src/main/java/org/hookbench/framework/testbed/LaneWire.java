package org.hookbench.framework.testbed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import org.hookbench.framework.hook.Side;
import org.hookbench.framework.lanes.Lane;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.remote.FarEnds;
import org.hookbench.framework.workload.Connector;
import org.hookbench.framework.workload.FarEnd;
import org.hookbench.framework.workload.IdleTime;
import org.hookbench.framework.workload.PacketSource;
import org.hookbench.framework.workload.Programs;
import org.hookbench.framework.workload.RawStream;
import org.hookbench.framework.workload.Wire;
import org.hookbench.kernel.sys.Affinity;
import org.hookbench.kernel.sys.Cgroup;
import org.hookbench.kernel.sys.CpuTime;
import org.hookbench.kernel.sys.IdleClock;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.MemoryFile;
import org.hookbench.kernel.sys.RawConnector;
import org.hookbench.kernel.sys.RawSocket;
import org.hookbench.kernel.sys.SocketFd;
import org.hookbench.kernel.sys.SocketOptions;
import org.hookbench.kernel.sys.UdpSegments;
import org.hookbench.kernel.sys.UdpSink;
import org.jspecify.annotations.Nullable;

/**
 * A lane as a workload sees it.
 *
 * @param cgroups those that the sockets of a side belong to; a side that is not there has none
 * @param far the host at the other end, where that is not this one
 */
record LaneWire(Lane lane, Placement.Cpus cpus, Map<Side, Cgroup> cgroups, Optional<FarEnd> far)
    implements Wire {
  @Override
  public Duration patience() {
    return far.isPresent() ? FarEnds.PATIENCE : PATIENCE;
  }

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
    // the one socket that there is towards a peer is both sides'
    return at(lane.peer().isPresent() ? Side.RECEIVER : Side.SENDER, lane.sender(), task);
  }

  @Override
  public <T> T atReceiver(Callable<T> task) {
    return at(Side.RECEIVER, lane.receiver(), task);
  }

  /** It with a session with the host at the other end. */
  LaneWire to(FarEnd host) {
    return new LaneWire(lane, cpus, cgroups, Optional.of(host));
  }

  private <T> T at(Side side, Lane.End end, Callable<T> task) {
    Cgroup cgroup = cgroups.get(side);
    return end.namespace().call(cgroup == null ? task : () -> cgroup.call(task));
  }

  @Override
  public Connector connector() throws IOException {
    try {
      return connector(
          RawConnector.open(sender(), receiver(), PATIENCE, this::atSender, this::atReceiver));
    } catch (KernelException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public PacketSource packets(
      PacketSource.Begin begin,
      InetSocketAddress from,
      InetSocketAddress to,
      int payload,
      int rounds)
      throws IOException {
    try {
      UdpSink sink = atReceiver(() -> UdpSink.open(to, from));
      try {
        return KernelPacketSource.open(lane, begin, from, to, payload, rounds, sink);
      } catch (RuntimeException e) {
        sink.close();
        throw e;
      }
    } catch (KernelException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Connector connector(RawConnector raw) {
    return new Connector() {
      @Override
      public void connectOnce() throws IOException {
        try {
          raw.connectOnce();
        } catch (KernelException e) {
          throw new IOException(e.getMessage(), e);
        }
      }

      @Override
      public InetSocketAddress[] ends() {
        return raw.ends();
      }

      @Override
      public void close() {
        raw.close();
      }
    };
  }

  @Override
  public RawStream raw(SocketChannel channel, ByteBuffer buffer) throws IOException {
    return raw(channel, buffer, buffer);
  }

  @Override
  public RawStream raw(SocketChannel channel, ByteBuffer in, ByteBuffer out) throws IOException {
    return raw(new RawSocket(fd(channel.getLocalAddress(), channel.getRemoteAddress()), in, out));
  }

  @Override
  public RawStream raw(DatagramChannel channel, ByteBuffer in, ByteBuffer out) throws IOException {
    return raw(new RawSocket(fd(channel.getLocalAddress(), channel.getRemoteAddress()), in, out));
  }

  @Override
  public void bound(SocketChannel channel) throws IOException {
    set(
        channel.getLocalAddress(),
        channel.getRemoteAddress(),
        fd -> SocketOptions.unacknowledged(fd, patience()));
  }

  @Override
  public void receiveBuffer(ServerSocketChannel listener, int bytes) throws IOException {
    set(listener.getLocalAddress(), null, fd -> SocketOptions.receiveBuffer(fd, bytes));
  }

  /** Sets an option of a socket that has these addresses. */
  private void set(SocketAddress local, @Nullable SocketAddress remote, IntConsumer option)
      throws IOException {
    try {
      option.accept(fd(local, remote));
    } catch (KernelException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private int fd(SocketAddress local, @Nullable SocketAddress remote) {
    // both ends of a lane may share a namespace, but then not an address and port
    var own = (InetSocketAddress) local;
    Lane.End end = own.getAddress().equals(sender()) ? lane.sender() : lane.receiver();
    return SocketFd.find(end.namespace().inode(), own, (InetSocketAddress) remote);
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
      public void patience(Duration most) {
        socket.patience(most);
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
  public FileChannel file(int bytes) throws IOException {
    try {
      return MemoryFile.create(bytes);
    } catch (KernelException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void segment(DatagramChannel channel, int bytes) throws IOException {
    set(channel.getLocalAddress(), channel.getRemoteAddress(), fd -> UdpSegments.set(fd, bytes));
  }

  @Override
  public IdleTime idleTime() {
    BitSet watched = far.isPresent() || cpus.all().isEmpty() ? CpuTime.online() : cpus.all();
    IdleClock clock = IdleClock.open(watched);
    return new IdleTime() {
      @Override
      public int cpus() {
        return clock.cpus();
      }

      @Override
      public long nanos() {
        return clock.nanos();
      }

      @Override
      public void close() {
        clock.close();
      }
    };
  }

  @Override
  public Programs programs() throws IOException {
    return LanePrograms.of(this);
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
