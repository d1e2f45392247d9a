/** The commands that measure, one process at a time. */
@NullMarked
package org.hookbench.tool.cli.run;

import org.jspecify.annotations.NullMarked;
