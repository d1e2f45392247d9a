/**
 * The traffic of the benchmarks, sent through plain NIO sockets in batches of a known number of
 * events; knows nothing of hooks.
 */
@NullMarked
package org.hookbench.framework.workload;

import org.jspecify.annotations.NullMarked;
