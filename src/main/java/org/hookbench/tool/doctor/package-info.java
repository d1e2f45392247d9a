/**
 * What this machine can run, what it can't, and why: one question after the other, each answered
 * from what the kernel says of itself. Nothing here changes the machine.
 *
 * <p>A check is a function from {@link org.hookbench.tool.doctor.Machine} to {@link
 * org.hookbench.tool.doctor.Finding} and a line in {@code Checks}.
 */
@NullMarked
package org.hookbench.tool.doctor;

import org.jspecify.annotations.NullMarked;
