/**
 * The statistics of a run: from log ratios of slices to effects, intervals and verdicts.
 *
 * <p>The only package that uses commons-math3, and it uses nothing else of HookBench. What does not
 * exist (an interval from two forks, a p value of constant data) is an empty {@code Optional} with
 * a {@link org.hookbench.framework.stats.Warning} that says why: no NaN, no infinite value and no p
 * of 0 leaves this package. Values that are not finite are refused on the way in with {@link
 * IllegalArgumentException}.
 */
@NullMarked
package org.hookbench.framework.stats;

import org.jspecify.annotations.NullMarked;
