/**
 * Programs that stay attached when the process that attached them has ended, and what else is
 * attached to a device.
 *
 * <p>Whose a program is, a later process reads from the kernel: {@code OwnerMark} is a map named
 * {@code hookbench} that the program holds, so that it lives exactly as long as the program, needs
 * no file, and can't be left behind or grow stale.
 */
@NullMarked
package org.hookbench.framework.attachment;

import org.jspecify.annotations.NullMarked;
