/**
 * Standard output and standard error: plain text whatever is written, colour and progress only on a
 * terminal, and no output lost without a word.
 */
@NullMarked
package org.hookbench.tool.cli.terminal;

import org.jspecify.annotations.NullMarked;
