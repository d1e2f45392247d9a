/**
 * Round trips from this host against a far server that only sends back: a reflector of STAMP or
 * TWAMP Light, a UDP or a TCP echo server; and a reflector of STAMP. Plain NIO, on the calling
 * thread; knows nothing of hooks.
 */
@NullMarked
package org.hookbench.framework.reflect;

import org.jspecify.annotations.NullMarked;
