package org.hookbench.framework.hook;

import org.apiguardian.api.API;

/** The end of a lane that a hook is on. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Side {
  SENDER,
  RECEIVER
}
