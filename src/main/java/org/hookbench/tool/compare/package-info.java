/**
 * The comparison of saved runs with each other, and of other tools' results with each other.
 *
 * <p>{@link org.hookbench.tool.compare.Comparer} is the door; what it returns is data, rendered by
 * {@code org.hookbench.tool.report} and judged by {@link org.hookbench.tool.compare.Gate}. The
 * sides are unpaired, so nothing here is as sharp as the pairs within one run: see
 * docs/statistics.md, "Two runs".
 */
@NullMarked
package org.hookbench.tool.compare;

import org.jspecify.annotations.NullMarked;
