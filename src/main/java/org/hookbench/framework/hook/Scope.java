package org.hookbench.framework.hook;

import org.apiguardian.api.API;

/** What a program at a hook sees, and so what must be a lane's own for the hook to be measured. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Scope {
  /** The packets of one device. */
  DEVICE,
  /** The packets that take one route: each lane has its own. */
  ROUTE,
  /** All of a network namespace: each lane needs namespaces of its own. */
  NAMESPACE,
  /** The sockets that were created in a cgroup: each lane needs a cgroup of its own. */
  CGROUP,
  /** One socket: attached when the sockets are open. */
  SOCKET,
  /**
   * All of the machine, and so every lane: attached for a lane's own slices only, and off again
   * before another lane's begins.
   */
  MACHINE
}
