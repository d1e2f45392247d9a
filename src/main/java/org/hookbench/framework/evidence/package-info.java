/**
 * Decides whether what was counted beside a measurement (program runs, packets, offloads) supports
 * the measured number.
 */
@NullMarked
package org.hookbench.framework.evidence;

import org.jspecify.annotations.NullMarked;
