/** Where a run's results go: tried before the run, written after it. */
@NullMarked
package org.hookbench.tool.cli.files;

import org.jspecify.annotations.NullMarked;
