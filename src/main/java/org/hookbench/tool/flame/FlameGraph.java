package org.hookbench.tool.flame;

/**
 * A flame graph to be looked at in a browser; click zooms, Ctrl+F searches.
 *
 * @param html a page of its own that loads nothing
 * @param height of the page, CSS pixels
 */
public record FlameGraph(String html, int height) {}
