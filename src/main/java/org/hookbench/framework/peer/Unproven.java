package org.hookbench.framework.peer;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Connections whose clients have proven nothing yet, each with its thread; so many at most. */
final class Unproven implements Closeable {
  private static final long END_MILLIS = 1000;

  /** In the order in which they came. */
  private final Map<Socket, Thread> all = new LinkedHashMap<>();

  /**
   * Has a thread handle a connection, after it made room for it.
   *
   * @throws IOException where the system gives no thread, or the oldest does not go
   */
  void start(Socket socket, Runnable work) throws IOException {
    Optional<Thread> gone = makeRoom(socket.getInetAddress());
    if (gone.isPresent()) {
      awaitEnd(gone.get());
    }
    Thread thread = new Thread(work, "peer session");
    thread.setDaemon(true);
    synchronized (this) {
      all.put(socket, thread);
    }
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      end(socket);
      throw new IOException("the system refuses a thread", e);
    }
  }

  private synchronized Optional<Thread> makeRoom(InetAddress address) {
    long ofThis = all.keySet().stream().filter(s -> address.equals(s.getInetAddress())).count();
    boolean tooManyOfThis = ofThis >= PeerLimits.UNPROVEN_OF_ONE;
    if (!tooManyOfThis && all.size() < PeerLimits.UNPROVEN) {
      return Optional.empty();
    }
    Iterator<Map.Entry<Socket, Thread>> entries = all.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Socket, Thread> entry = entries.next();
      if (!tooManyOfThis || address.equals(entry.getKey().getInetAddress())) {
        entries.remove();
        DataService.closeQuietly(entry.getKey());
        return Optional.of(entry.getValue());
      }
    }
    return Optional.empty();
  }

  /** What was closed under its hands ends at once; only then is there a thread less. */
  private static void awaitEnd(Thread thread) throws IOException {
    try {
      thread.join(END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      throw new IOException("too many connections have proven nothing");
    }
  }

  /** It has proven, or ended. */
  synchronized void end(Socket socket) {
    all.remove(socket);
  }

  @Override
  public synchronized void close() {
    all.keySet().forEach(DataService::closeQuietly);
  }
}
