/**
 * Arms on lanes: {@link org.hookbench.framework.testbed.Testbed} builds the lanes of a fork, loads
 * and attaches each arm's programs, opens the sockets, moves the arms to other lanes, and says what
 * was seen of each program.
 */
@NullMarked
package org.hookbench.framework.testbed;

import org.jspecify.annotations.NullMarked;
