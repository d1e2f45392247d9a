/**
 * The client's side of iperf3's control protocol, so that any {@code iperf3 -s} of version 3.1 or
 * later can be the other end of a workload. It opens the data flows and leaves reading and writing
 * them to whoever measures. Plain NIO on the calling thread, so that it works inside a network
 * namespace; knows nothing of hooks.
 *
 * <p>Source: the source code of iperf3, https://github.com/esnet/iperf, {@code iperf_client_api.c},
 * {@code iperf_server_api.c}, {@code iperf_udp.c} and {@code iperf_auth.c}.
 */
@NullMarked
package org.hookbench.framework.iperf;

import org.jspecify.annotations.NullMarked;
