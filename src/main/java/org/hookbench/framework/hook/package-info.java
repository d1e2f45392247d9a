/**
 * The hooks that can be measured: one class a hook, which attaches a program and takes it off
 * again.
 */
@NullMarked
package org.hookbench.framework.hook;

import org.jspecify.annotations.NullMarked;
