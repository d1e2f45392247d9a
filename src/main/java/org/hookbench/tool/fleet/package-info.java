/** The runs of many machines in one table, with a summary over the machines. */
@NullMarked
package org.hookbench.tool.fleet;

import org.jspecify.annotations.NullMarked;
