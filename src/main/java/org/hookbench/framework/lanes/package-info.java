/**
 * Builds the lanes over which the arms of a fork send: veth pairs or loopback between network
 * namespaces, with their MTU, offloads and CPUs.
 */
@NullMarked
package org.hookbench.framework.lanes;

import org.jspecify.annotations.NullMarked;
