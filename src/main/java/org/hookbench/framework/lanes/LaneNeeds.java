package org.hookbench.framework.lanes;

/**
 * What some hook of a run needs of its lane, and so all lanes have, for they must be alike.
 *
 * @param apart two namespaces of its own, for hooks that see all of one
 * @param steered packets steered to the receiver's CPU (RPS) even where there is only one CPU, for
 *     hooks that run when the kernel looks for a packet's flow
 */
public record LaneNeeds(boolean apart, boolean steered) {
  /** Nothing but a path. */
  public static final LaneNeeds NONE = new LaneNeeds(false, false);
}
