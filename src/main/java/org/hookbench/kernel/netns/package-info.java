/**
 * Network namespaces without a name, entered by one thread at a time, and the sysctl and sysfs
 * files that belong to them.
 */
@NullMarked
package org.hookbench.kernel.netns;

import org.jspecify.annotations.NullMarked;
