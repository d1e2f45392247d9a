/** The commands on results that lie in files: report, gate, compare, fleet, history. */
@NullMarked
package org.hookbench.tool.cli.saved;

import org.jspecify.annotations.NullMarked;
