package org.hookbench.framework.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A listener, and a thread for each connection of the client's. Those of others are reset. */
final class TcpService extends DataService {
  private static final int BACKLOG = 128;

  /** Bytes of a read or a write of a stream. */
  private static final int CHUNK = 128 * 1024;

  /** How long a connection of {@code tcp-accept} may stay open. */
  private static final int END_MILLIS = 1000;

  private static final long PAUSE_NANOS = 1_000_000;

  private final Service service;
  private final Scope scope;
  private final ServerSocketChannel listener;
  private final int port;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();

  private TcpService(Service service, Scope scope, ServerSocketChannel listener)
      throws IOException {
    this.service = service;
    this.scope = scope;
    this.listener = listener;
    port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  static DataService begin(Service service, Scope scope) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    try {
      listener.bind(new InetSocketAddress(scope.data(), 0), BACKLOG);
      TcpService opened = new TcpService(service, scope, listener);
      start(service.kind().word(), opened::accept);
      return opened;
    } catch (IOException | RuntimeException e) {
      closeQuietly(listener);
      throw e;
    }
  }

  private void accept() {
    while (listener.isOpen()) {
      try {
        SocketChannel channel = listener.accept();
        InetSocketAddress from = (InetSocketAddress) channel.getRemoteAddress();
        if (from == null || !from.getAddress().equals(scope.client())) {
          refuse(channel);
        } else if (service.kind() == Service.Kind.TCP_ACCEPT) {
          awaitEnd(channel);
        } else if (scope.connections().tryAcquire()) {
          begin(channel);
        } else {
          refuse(channel);
        }
      } catch (IOException e) {
        // a connection that was gone before it was taken, our own close, or no descriptor is left
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** A reset, so that no port of ours stays in TIME_WAIT. */
  private void refuse(SocketChannel channel) {
    refused.incrementAndGet();
    reset(channel);
  }

  private static void reset(SocketChannel channel) {
    try (channel) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // it is closed already
      return;
    }
  }

  private void awaitEnd(SocketChannel channel) throws IOException {
    connections.incrementAndGet();
    open.add(channel);
    try (channel) {
      channel.socket().setSoTimeout(END_MILLIS);
      if (listener.isOpen() && channel.socket().getInputStream().read() >= 0) {
        received.incrementAndGet();
      }
    } catch (SocketTimeoutException e) {
      return; // it has had its second
    } finally {
      open.remove(channel);
    }
  }

  private void begin(SocketChannel channel) {
    open.add(channel);
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      start(service.kind().word() + " connection", () -> serve(channel));
      connections.incrementAndGet();
    } catch (IOException e) {
      end(channel);
      refused.incrementAndGet();
    }
    if (!listener.isOpen()) {
      closeQuietly(channel); // close() may have run before it was in the set
    }
  }

  private void serve(SocketChannel channel) {
    try {
      switch (service.kind()) {
        case TCP_ECHO -> echo(channel);
        case TCP_SOURCE -> source(channel);
        default -> sink(channel);
      }
    } catch (IOException e) {
      // the connection has ended, by the client or by us
      return;
    } catch (OutOfMemoryError e) {
      refused.incrementAndGet(); // of the memory for buffers, which all sessions share
    } finally {
      end(channel);
    }
  }

  private void end(SocketChannel channel) {
    closeQuietly(channel);
    open.remove(channel);
    scope.connections().release();
  }

  private void echo(SocketChannel channel) throws IOException {
    ByteBuffer message = ByteBuffer.allocateDirect(service.size());
    while (true) {
      message.clear();
      while (message.hasRemaining()) {
        if (channel.read(message) < 0) {
          return;
        }
      }
      received.addAndGet(service.size());
      if (!scope.take(service.size())) {
        return;
      }
      writeAll(channel, message.flip());
    }
  }

  private void source(SocketChannel channel) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocateDirect(Math.min(CHUNK, service.size()));
    int left = 0;
    while (true) {
      left = left == 0 ? service.size() : left;
      chunk.clear().limit(Math.min(chunk.capacity(), left));
      int bytes = chunk.limit();
      if (!scope.take(bytes)) {
        return;
      }
      writeAll(channel, chunk);
      left -= bytes;
    }
  }

  private void sink(SocketChannel channel) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocateDirect(Math.min(CHUNK, service.size()));
    ByteBuffer word = ByteBuffer.allocateDirect(1);
    int left = service.size();
    while (true) {
      int n = channel.read(chunk.clear().limit(Math.min(chunk.capacity(), left)));
      if (n < 0) {
        return;
      }
      received.addAndGet(n);
      left -= n;
      if (left == 0) {
        left = service.size();
        if (service.option()) {
          if (!scope.take(1)) {
            return;
          }
          writeAll(channel, word.clear());
        }
      }
    }
  }

  private void writeAll(SocketChannel channel, ByteBuffer bytes) throws IOException {
    int all = bytes.remaining();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } finally {
      sent.addAndGet(all - bytes.remaining());
      scope.addSent(all - bytes.remaining());
      scope.giveBack(bytes.remaining());
    }
  }

  @Override
  int port() {
    return port;
  }

  @Override
  Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("connections", connections.get());
    counts.put("received-bytes", received.get());
    counts.put("sent-bytes", sent.get());
    counts.put("refused", refused.get());
    return counts;
  }

  @Override
  public void close() {
    closeQuietly(listener);
    open.forEach(TcpService::reset); // else the kernel would go on to send what is in its buffers
  }
}
