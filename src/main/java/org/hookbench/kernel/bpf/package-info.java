/** BPF objects, programs, maps, links and test runs, through libbpf and bpf(2). */
@NullMarked
package org.hookbench.kernel.bpf;

import org.jspecify.annotations.NullMarked;
