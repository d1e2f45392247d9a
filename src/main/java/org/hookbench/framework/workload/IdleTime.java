package org.hookbench.framework.workload;

import org.apiguardian.api.API;

/** How long the CPUs that traffic runs on have had nothing to do. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface IdleTime extends AutoCloseable {
  /** How many CPUs these are. */
  int cpus();

  /** The time that they have been idle so far, ns, all of them together. Allocates nothing. */
  long nanos();

  @Override
  void close();
}
