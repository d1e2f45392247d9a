/** The commands for programs that stay attached: attach, detach and show. */
@NullMarked
package org.hookbench.tool.cli.attach;

import org.jspecify.annotations.NullMarked;
