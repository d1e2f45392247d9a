/**
 * Object files as bytes: whether they are sound, and which of their parts belong together. Knows
 * neither libbpf nor the kernel, so that a damaged file is stopped before either sees it.
 */
@NullMarked
package org.hookbench.kernel.elf;

import org.jspecify.annotations.NullMarked;
