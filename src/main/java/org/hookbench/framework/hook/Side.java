package org.hookbench.framework.hook;

/** The end of a lane that a hook is on. */
public enum Side {
  SENDER,
  RECEIVER
}
