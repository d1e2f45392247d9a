/**
 * Plans the arms and the schedule of a run, runs them on JMH's own runner and collects what each
 * iteration measured.
 */
@NullMarked
package org.hookbench.framework.experiment;

import org.jspecify.annotations.NullMarked;
