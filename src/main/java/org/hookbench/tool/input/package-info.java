/**
 * Other tools' results as samples: iperf3 (text, {@code -J}), netperf (omni {@code -o} and {@code
 * -k}, the classic tables), plain JMH JSON.
 *
 * <p>{@link org.hookbench.tool.input.InputReader} is the door. A format is one {@link
 * org.hookbench.tool.input.InputFormat} and one line in the reader's registry. What can't be read
 * with certainty is refused with one line ({@link org.hookbench.tool.input.InputFormatException});
 * nothing is guessed, and no failed or interrupted run is left out silently.
 */
@NullMarked
package org.hookbench.tool.input;

import org.jspecify.annotations.NullMarked;
