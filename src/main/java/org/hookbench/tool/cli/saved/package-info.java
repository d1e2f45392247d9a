/** The commands on results that lie in files: report and compare. */
@NullMarked
package org.hookbench.tool.cli.saved;

import org.jspecify.annotations.NullMarked;
