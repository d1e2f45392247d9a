package org.hookbench.tool.cli.attach;

import java.util.concurrent.Callable;
import org.hookbench.framework.attachment.KeptAttachments;
import org.hookbench.tool.cli.error.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes off what {@code attach} attached. */
@Command(
    name = "detach",
    mixinStandardHelpOptions = true,
    description = {
      "Takes off what 'attach' attached and nothing else; where nothing is attached, says so with",
      "exit code 0."
    })
public final class DetachCommand implements Callable<Integer> {
  @Mixin private PlaceOptions place;

  @Override
  public Integer call() {
    System.out.println(place.call(KeptAttachments::detach));
    return ExitCode.OK;
  }
}
