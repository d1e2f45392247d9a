/**
 * Profilers of JMH's kind that know lanes: what they see of a fork comes back by arm. They run in
 * forks of their own, never in those that give the estimates.
 */
@NullMarked
package org.hookbench.framework.profile;

import org.jspecify.annotations.NullMarked;
