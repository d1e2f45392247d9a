/**
 * Far ends: what is at the other end of a device, by the protocols of iperf3, of reflectors and of
 * {@code hookbench peer}, as workloads see it.
 */
@NullMarked
package org.hookbench.framework.remote;

import org.jspecify.annotations.NullMarked;
