/**
 * Turns the slices of a run into effects, intervals and verdicts, an arm at a time and for all
 * cases as one family.
 */
@NullMarked
package org.hookbench.framework.analysis;

import org.jspecify.annotations.NullMarked;
