/**
 * What all packages share: the exception for a mistake of the user's, which the command line prints
 * as one line.
 */
@NullMarked
package org.hookbench;

import org.jspecify.annotations.NullMarked;
