/** The commands that say what this machine has: hooks, programs and doctor. */
@NullMarked
package org.hookbench.tool.cli.machine;

import org.jspecify.annotations.NullMarked;
