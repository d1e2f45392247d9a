package org.hookbench.tool.cli.plan;

import java.util.Collection;
import java.util.Optional;
import org.hookbench.ErrorMessage;
import org.hookbench.framework.profile.KernelFlame;
import org.hookbench.framework.profile.LaneProfilerKind;
import org.hookbench.framework.profile.LaneProfilers;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.UserException;
import org.openjdk.jmh.profile.Profiler;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.profile.ProfilerFactory;
import org.openjdk.jmh.runner.options.ProfilerConfig;

/** Which profilers a run has: JMH's own, and those that know lanes. */
public final class ProfilerChoice {
  private static final int NAME_COLUMNS = 12;

  private ProfilerChoice() {}

  /**
   * Has each of them made once, which tells whether it can run here.
   *
   * @throws UserException if one can't, or there is none of that name
   */
  static void require(Collection<ProfilerConfig> profilers) {
    for (ProfilerConfig p : profilers) {
      try {
        make(p);
      } catch (ProfilerException e) {
        String words = words(e);
        String named = words.startsWith(p.getKlass()) ? words : p.getKlass() + ": " + words;
        throw new UserException(ExitCode.USAGE, "-prof " + named, e);
      }
    }
  }

  /** Why one that knows lanes can't run here; empty if it can. */
  public static Optional<String> refusal(LaneProfilerKind kind, String options) {
    try {
      make(new ProfilerConfig(kind.name(), options));
      return Optional.empty();
    } catch (ProfilerException e) {
      return Optional.of(words(e));
    }
  }

  /** Whether one of them leaves folded stacks and flame graphs. */
  public static boolean hasStacks(Collection<ProfilerConfig> profilers) {
    return profilers.stream()
        .flatMap(p -> LaneProfilers.kind(p.getKlass()).stream())
        .anyMatch(kind -> kind.name().equals(KernelFlame.NAME));
  }

  /** Those that know lanes, as JMH's {@code -lprof} lists its own. */
  public static String list() {
    StringBuilder supported = new StringBuilder();
    StringBuilder unsupported = new StringBuilder();
    for (LaneProfilerKind kind : LaneProfilers.all()) {
      try {
        line(supported, kind, make(new ProfilerConfig(kind.name(), "")).getDescription());
      } catch (ProfilerException e) {
        line(unsupported, kind, words(e));
      }
    }
    return (supported.isEmpty() ? "" : "Supported profilers that know lanes:\n" + supported + "\n")
        + (unsupported.isEmpty()
            ? ""
            : "Unsupported profilers that know lanes:\n" + unsupported + "\n");
  }

  private static void line(StringBuilder out, LaneProfilerKind kind, String words) {
    out.append(" ".repeat(Math.max(0, NAME_COLUMNS - kind.name().length())))
        .append(kind.name())
        .append(": ")
        .append(words)
        .append('\n');
  }

  private static Profiler make(ProfilerConfig asked) throws ProfilerException {
    String type =
        LaneProfilers.kind(asked.getKlass())
            .map(kind -> kind.type().getName())
            .orElse(asked.getKlass());
    return ProfilerFactory.getProfilerOrException(new ProfilerConfig(type, asked.getOpts()));
  }

  private static String words(ProfilerException e) {
    String message = ErrorMessage.of(e);
    return message.startsWith(ClassNotFoundException.class.getName())
        ? "no such profiler; -lprof lists them"
        : message.strip();
  }
}
