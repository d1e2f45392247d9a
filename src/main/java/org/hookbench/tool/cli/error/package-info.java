/**
 * What a user is told when something goes wrong: one line with what is near the word that is not
 * known, and an exit code. Of the command line's other packages it knows none.
 */
@NullMarked
package org.hookbench.tool.cli.error;

import org.jspecify.annotations.NullMarked;
