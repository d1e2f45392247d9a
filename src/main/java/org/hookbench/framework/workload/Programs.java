package org.hookbench.framework.workload;

import java.io.IOException;
import java.nio.file.Path;
import org.apiguardian.api.API;

/**
 * Programs of the user's at the two ends of a wire, in processes of their own. Whatever they have
 * started is killed with them, daemons included, and so it is where this process ends.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface Programs extends AutoCloseable {
  /** A folder for temporary files, which is gone when this is closed or this process ends. */
  Path folder();

  /** A port that no socket of the receiver's is bound to. */
  int freePort() throws IOException;

  /**
   * Whether a socket of the receiver's listens on a port, or takes the datagrams that come to it.
   */
  boolean isBound(int port);

  /**
   * Starts a program at the sender.
   *
   * @param name what it is called in messages, and its output's file
   * @param command as a shell reads it
   */
  Program atSender(String name, String command) throws IOException;

  /** The same at the receiver. */
  Program atReceiver(String name, String command) throws IOException;

  /** Closes what was started, too. */
  @Override
  void close();
}
