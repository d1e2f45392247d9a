/** The command {@code peer}: this host as the far end of another host's measurement. */
@NullMarked
package org.hookbench.tool.cli.peer;

import org.jspecify.annotations.NullMarked;
