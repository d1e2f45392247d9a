/**
 * The command line: parses what the user typed, runs it, and ends with an exit code that says how
 * it went.
 */
@NullMarked
package org.hookbench.tool.cli;

import org.jspecify.annotations.NullMarked;
