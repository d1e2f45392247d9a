/**
 * A cost budget as a test of another project: its build fails when its program costs more than the
 * budget.
 */
@NullMarked
package org.hookbench.budget;

import org.jspecify.annotations.NullMarked;
