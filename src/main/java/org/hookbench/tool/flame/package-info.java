/**
 * From sampled stacks to files, flame graphs and explanations: which frames a hook adds time to,
 * and whether that is the effect that was measured. Pure functions of {@link
 * org.hookbench.framework.profile.Stacks}; the only room that knows async-profiler's converter.
 */
@NullMarked
package org.hookbench.tool.flame;

import org.jspecify.annotations.NullMarked;
