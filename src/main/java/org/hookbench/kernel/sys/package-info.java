/**
 * System calls and files of procfs and cgroupfs that are no part of networking or BPF, with errors
 * that carry the operation, the errno and a hint.
 */
@NullMarked
package org.hookbench.kernel.sys;

import org.jspecify.annotations.NullMarked;
