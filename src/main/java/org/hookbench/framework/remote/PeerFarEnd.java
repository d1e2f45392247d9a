package org.hookbench.framework.remote;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hookbench.SocketAddresses;
import org.hookbench.UsageException;
import org.hookbench.framework.lanes.FarPeer;
import org.hookbench.framework.peer.OpenService;
import org.hookbench.framework.peer.PeerKey;
import org.hookbench.framework.peer.PeerSession;
import org.hookbench.framework.peer.Service;
import org.hookbench.framework.reflect.RoundTrips;
import org.hookbench.framework.workload.Connector;
import org.hookbench.framework.workload.FarEnd;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.RawClient;

/** A session with {@code hookbench peer}, which serves every workload. */
final class PeerFarEnd implements FarEnd {
  /** Where a datagram's number is, behind that of the request. */
  private static final int NUMBER_AT = 4;

  /**
   * So many connections are made before the peer must have accepted them: half of what its queue
   * holds, for what overflows it is tried again only after a second.
   */
  private static final int CONNECTIONS_AHEAD = 64;

  /** More than a fork receives, in bytes. */
  private static final long MOST_BYTES = 1L << 40;

  private final FarPeer peer;
  private final InetSocketAddress local;
  private final PeerSession session;
  private final boolean receives;
  private final Map<String, Long> before;

  private PeerFarEnd(FarPeer peer, InetSocketAddress local, PeerSession session, boolean receives)
      throws IOException {
    this.peer = peer;
    this.local = local;
    this.session = session;
    this.receives = receives;
    this.before = session.stats();
  }

  static PeerFarEnd open(
      FarPeer peer, NetNs namespace, InetAddress local, InetSocketAddress far, boolean receives)
      throws IOException {
    InetSocketAddress any = new InetSocketAddress(local, 0);
    PeerSession session;
    if (peer.kind() == FarPeer.Kind.SSH) {
      List<String> ssh = new ArrayList<>(List.of("ssh"));
      if (peer.port() > 0) {
        ssh.addAll(List.of("-p", Integer.toString(peer.port())));
      }
      session =
          PeerSession.overSsh(
              PeerSession.sshCommand(ssh, peer.host()),
              Optional.of(local),
              Optional.of(far.getAddress()));
    } else {
      Path file =
          PeerAccess.keyFile()
              .orElseThrow(
                  () ->
                      new UsageException(
                          "peer="
                              + peer
                              + " needs the key that it was started with: --peer-key FILE"));
      PeerKey key = PeerKey.read(file);
      session = namespace.call(() -> PeerSession.connect(any, far, key));
    }
    try {
      return new PeerFarEnd(peer, any, session, receives);
    } catch (IOException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return "peer=" + peer;
  }

  @Override
  public boolean receives() {
    return receives;
  }

  @Override
  public Echo tcpEcho(int bytes) throws IOException {
    OpenService service = session.open(Service.tcpEcho(bytes));
    return new EchoOfTrip(
        RoundTrips.tcpEcho(local, service.address(), bytes, FarEnds.PATIENCE), service::close);
  }

  @Override
  public Echo udpEcho(int bytes) throws IOException {
    OpenService service = session.open(Service.udpEcho());
    return new EchoOfTrip(
        RoundTrips.udpEcho(local, service.address(), bytes, FarEnds.LOSS), service::close);
  }

  @Override
  public Stream stream(int block, int flows) throws IOException {
    OpenService service =
        session.open(receives ? Service.tcpSink(block, false) : Service.tcpSource(block));
    List<SocketChannel> channels = new ArrayList<>();
    try {
      while (channels.size() < flows) {
        channels.add(connected(service.address()));
      }
    } catch (IOException | RuntimeException e) {
      closeAll(channels);
      throw e;
    }
    return new Stream() {
      @Override
      public List<SocketChannel> channels() {
        return channels;
      }

      @Override
      public void close() throws IOException {
        closeAll(channels);
        service.close();
      }
    };
  }

  private static void closeAll(List<? extends Closeable> all) throws IOException {
    for (Closeable one : all) {
      one.close();
    }
  }

  private SocketChannel connected(InetSocketAddress to) throws IOException {
    SocketChannel channel = SocketChannel.open(SocketAddresses.family(to));
    try {
      channel.bind(local);
      channel.socket().connect(to, (int) FarEnds.PATIENCE.toMillis());
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      return channel;
    } catch (SocketTimeoutException e) {
      channel.close();
      throw new IOException(
          "no connection to "
              + SocketAddresses.text(to)
              + " came about in "
              + FarEnds.PATIENCE.toSeconds()
              + " s",
          e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public Datagrams datagrams(int bytes, long perSecond, int flows) throws IOException {
    List<DatagramChannel> channels = new ArrayList<>();
    List<OpenService> services = new ArrayList<>();
    try {
      if (receives) {
        services.add(session.open(Service.udpSink()));
      }
      while (channels.size() < flows) {
        if (!receives) {
          services.add(session.open(Service.udpSource()));
        }
        OpenService service = services.get(services.size() - 1);
        DatagramChannel channel = DatagramChannel.open(SocketAddresses.family(local));
        channels.add(channel);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20);
        channel.bind(local).connect(service.address());
        if (!receives) {
          int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
          long most = MOST_BYTES / flows / bytes;
          service.send(most, bytes, Math.toIntExact(FarEnds.ofEach(perSecond, flows)), port);
        }
      }
    } catch (IOException | RuntimeException e) {
      closeAll(channels);
      throw e;
    }
    return new Datagrams() {
      @Override
      public List<DatagramChannel> channels() {
        return channels;
      }

      @Override
      public long number(ByteBuffer datagram) {
        return datagram.getLong(NUMBER_AT);
      }

      @Override
      public void stamp(int flow, ByteBuffer datagram) {
        // the sink counts whatever comes
      }

      @Override
      public void close() throws IOException {
        closeAll(channels);
        for (OpenService service : services) {
          service.close();
        }
      }
    };
  }

  @Override
  public Connector connector() throws IOException {
    OpenService service = session.open(Service.tcpAccept());
    RawClient raw;
    try {
      raw = RawClient.open(local.getAddress(), service.address(), FarEnds.PATIENCE);
    } catch (KernelException e) {
      throw new IOException(e.getMessage(), e);
    }
    return new Connector() {
      private int made;

      @Override
      public void connectOnce() throws IOException {
        try {
          if (++made % CONNECTIONS_AHEAD == 0) {
            raw.connectUntilClosed();
          } else {
            raw.connectOnce();
          }
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
        try {
          service.close();
        } catch (IOException e) {
          // the session has ended, and the service with it
          return;
        }
      }
    };
  }

  @Override
  public Map<String, Long> counts() throws IOException {
    Map<String, Long> since = new TreeMap<>();
    session.stats().forEach((name, n) -> since.put(name, n - before.getOrDefault(name, 0L)));
    return since;
  }

  @Override
  public Map<String, String> device() throws IOException {
    return session.device();
  }

  @Override
  public void close() throws IOException {
    session.close();
  }
}
