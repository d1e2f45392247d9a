package org.hookbench.tool.cli.saved;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Takes the files behind each {@code --new} for a side of its own; picocli would join them. */
final class NewSides implements IParameterConsumer {
  @Override
  public void consumeParameters(Stack<String> args, ArgSpec option, CommandSpec command) {
    List<Path> side = new ArrayList<>();
    while (!args.isEmpty() && !args.peek().startsWith("-")) {
      side.add(Path.of(args.pop()));
    }
    if (side.isEmpty()) {
      throw new ParameterException(command.commandLine(), "--new needs at least one FILE");
    }
    List<List<Path>> sides = new ArrayList<>(option.<List<List<Path>>>getValue());
    sides.add(List.copyOf(side));
    option.setValue(sides);
  }
}
