/**
 * What an own benchmark class sees: the base class that interleaves a case's arms, and how the
 * classes of a benchmark jar are found.
 */
@NullMarked
package org.hookbench.framework;

import org.jspecify.annotations.NullMarked;
