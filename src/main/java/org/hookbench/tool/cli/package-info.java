/**
 * The command line's entry: finds the command that the user typed, has it run, and ends with an
 * exit code that says how it went. The commands are in the packages below.
 */
@NullMarked
package org.hookbench.tool.cli;

import org.jspecify.annotations.NullMarked;
