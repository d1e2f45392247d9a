package org.hookbench.tool.cli.run;

import java.util.List;
import java.util.Optional;
import org.hookbench.tool.cli.files.PageWanted;
import org.hookbench.tool.cli.plan.Settings;
import org.hookbench.tool.compare.CostRule;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A run as the command line asks for it.
 *
 * @param command that asks; its options, and the names of the others, are what may have been meant
 * @param ofJmh the arguments that JMH reads
 * @param typed all of them, for the record
 * @param settings that JMH knows nothing of
 * @param verbose whether what forks print is shown
 * @param all whether everything is printed, or the answer alone
 * @param rules that the costs must keep
 * @param page that shows comparison and profiles together, if it is wanted
 */
record RunRequest(
    CommandSpec command,
    List<String> ofJmh,
    List<String> typed,
    Settings settings,
    boolean verbose,
    boolean all,
    Optional<PageWanted> page,
    List<CostRule> rules) {}
