/**
 * A run on disk: {@link org.hookbench.framework.runfile.RunFile} saves and reads what a run saw as
 * one versioned JSON document, described field by field in {@code docs/run-file.md}; {@link
 * org.hookbench.framework.runfile.OutputCheck} tells before a run whether its result can be saved
 * at its end.
 *
 * <p>The same checks ({@code RunCheck}) stand before a write and after a read, so that what has
 * been saved can be read, and what has been read can be reported without a surprise. The only
 * package that knows the format; the only one that uses Jackson for it.
 */
@NullMarked
package org.hookbench.framework.runfile;

import org.jspecify.annotations.NullMarked;
