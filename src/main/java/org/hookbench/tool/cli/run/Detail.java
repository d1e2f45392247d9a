package org.hookbench.tool.cli.run;

import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How much of a run is printed beside its answer.
 *
 * @param all machine, evidence, variance, tails and the tables of the comparison
 * @param jmhTable the table of JMH
 */
record Detail(boolean all, boolean jmhTable) {
  /** By {@code --all}, {@code -v}, and for JMH's table by {@code -rf} and {@code -rff} too. */
  static Detail of(RunRequest request, CommandLineOptions options) {
    boolean talkative =
        options.verbosity().hasValue() && options.verbosity().get() != VerboseMode.SILENT;
    boolean all = request.all() || talkative;
    boolean results = options.getResult().hasValue() || options.getResultFormat().hasValue();
    return new Detail(all, all || results);
  }
}
