/**
 * Reads off the command line and the settings what is to be measured, and finds out before the run
 * whether this machine can.
 */
@NullMarked
package org.hookbench.tool.cli.plan;

import org.jspecify.annotations.NullMarked;
