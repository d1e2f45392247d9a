/** Saved runs of one place over time: what each hook cost in each, and where that changed. */
@NullMarked
package org.hookbench.tool.history;

import org.jspecify.annotations.NullMarked;
