/**
 * Measures how well a run's verdicts can be trusted on this machine, by comparisons without any
 * difference and by injected costs of a known size.
 */
@NullMarked
package org.hookbench.framework.calibration;

import org.jspecify.annotations.NullMarked;
