/**
 * The functions and structs of libbpf and the C library that HookBench calls, bound by jnr-ffi; the
 * only package that imports jnr.
 */
@NullMarked
package org.hookbench.kernel.ffi;

import org.jspecify.annotations.NullMarked;
