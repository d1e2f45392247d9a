package org.hookbench.tool.compare;

import java.util.OptionalDouble;

/**
 * What one side has of a subject.
 *
 * @param n independent values: forks, or another tool's runs
 * @param median their median, in the metric's unit
 * @param effect the run's own effect against its baseline, a fraction, + is worse; empty where
 *     there is none
 */
public record Measured(int n, double median, OptionalDouble effect) {}
