/**
 * Renders runs, comparisons, calibrations and the doctor's findings as text, Markdown, CSV, JSON
 * and HTML.
 */
@NullMarked
package org.hookbench.tool.report;

import org.jspecify.annotations.NullMarked;
