package org.hookbench.tool.cli.files;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.hookbench.framework.runfile.AtomicFile;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.terminal.CheckedOutput;
import org.hookbench.tool.cli.terminal.PlainOutput;
import org.hookbench.tool.cli.terminal.Standard;
import org.hookbench.tool.cli.terminal.Terminal;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Where a run's report goes: standard output, or JMH's {@code -o}. */
public final class RunOutput implements AutoCloseable {
  private final Optional<String> file;
  private final Optional<CheckedOutput> checked;
  private final PrintStream out;
  private final boolean colour;

  private RunOutput(String file, CheckedOutput checked) {
    this.file = Optional.of(file);
    this.checked = Optional.of(checked);
    this.out = new PrintStream(new PlainOutput(checked), true, StandardCharsets.UTF_8);
    this.colour = false;
  }

  private RunOutput() {
    this.file = Optional.empty();
    this.checked = Optional.empty();
    this.out = System.out;
    this.colour = Terminal.wantsColour();
  }

  /**
   * Opens it; a file is emptied.
   *
   * @throws UserException if the file can't be written
   */
  public static RunOutput open(CommandLineOptions options) {
    if (!options.getOutput().hasValue()) {
      return new RunOutput();
    }
    String file = options.getOutput().get();
    try {
      return new RunOutput(file, new CheckedOutput(AtomicFile.open(Path.of(file))));
    } catch (IOException e) {
      throw new UserException(ExitCode.CANT_CREATE, "can't write -o " + e.getMessage(), e);
    }
  }

  /** For text that is not known to be plain. */
  public PrintStream text() {
    return out;
  }

  /** For the report, which is plain but for its colours. */
  public PrintStream report() {
    return colour ? Standard.paintedOut() : out;
  }

  /** How many columns the report may have. */
  public int width() {
    return file.isPresent() ? Terminal.LEAST_WIDTH : Terminal.outputWidth();
  }

  /** Whether the report may be coloured. */
  public boolean colour() {
    return colour;
  }

  /** Whether something of it is lost that somebody waits for. */
  public boolean isLost() {
    return failure().isPresent();
  }

  /**
   * As {@link Standard#end}, for a file: what is lost of standard output is told there.
   *
   * @param code without that
   */
  public int end(int code, PrintStream err) {
    if (file.isPresent() && isLost()) {
      err.println("hookbench: can't write -o " + file.get() + ": " + failure().get().getMessage());
      return ExitCode.CANT_CREATE;
    }
    return code;
  }

  private Optional<IOException> failure() {
    out.flush();
    return checked.map(CheckedOutput::failure).orElseGet(Standard::failure);
  }

  @Override
  public void close() {
    if (file.isPresent()) {
      out.close();
    }
  }
}
