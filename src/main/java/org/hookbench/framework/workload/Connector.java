package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.apiguardian.api.API;

/** Makes TCP connections one after the other between the same two sockets. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface Connector extends AutoCloseable {
  /** Connects, accepts and resets: a connection from beginning to end, on the calling thread. */
  void connectOnce() throws IOException;

  /** The client's address and the listener's. */
  InetSocketAddress[] ends();

  @Override
  void close();
}
