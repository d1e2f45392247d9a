package org.hookbench.tool.cli.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hookbench.UsageException;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.HookChain;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.ProgramChoice;
import org.hookbench.kernel.bpf.NamedPrograms;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.tool.cli.error.Suggest;
import org.hookbench.tool.cli.error.UserException;

/** Which programs are attached at each hook, and with what. */
public final class Programs {
  private static final String REDIRECT = "redirect";
  private static final Set<String> NATIVE_XDP = Set.of("xdpdrv", "xdpdrv-link");
  private static final Set<String> INGRESS = Set.of("tc", "tcx");

  private Programs() {}

  /**
   * The programs of a run. Where one of them does something, the empty one is there too, so that
   * the report tells the hook's cost from the program's.
   *
   * @param asked as the user wrote them
   * @param settings constants and pinned maps for all that are objects of her own
   * @throws UserException if one is none
   */
  static List<String> of(List<String> asked, Settings settings) {
    Set<String> all = new LinkedHashSet<>(asked);
    settings.against().ifPresent(all::add);
    boolean own = all.stream().anyMatch(text -> parse(text).path().isPresent());
    List<String> written = all.stream().map(text -> written(text, settings)).toList();
    if (!own) {
      refuse("--const", settings.constants());
      refuse("--pin", settings.pins());
    }
    written.forEach(Programs::parse);
    Set<String> programs = new LinkedHashSet<>();
    if (!written.contains(Arm.EMPTY_PROGRAM)) {
      programs.add(Arm.EMPTY_PROGRAM);
    }
    programs.addAll(written);
    return List.copyOf(programs);
  }

  /** As it reaches forks and files: an object of the user's own has the settings behind it. */
  private static String written(String text, Settings settings) {
    return parse(text).path().isPresent() ? with(text, settings) : text;
  }

  /** The program that the others are compared with, as {@link #of} has it among them. */
  static Optional<String> against(Settings settings) {
    return settings.against().map(text -> written(text, settings));
  }

  /**
   * Refuses a program that there is no other to compare with.
   *
   * @param programs as {@link #of} makes them
   */
  static void requireAnother(List<String> programs, Settings settings) {
    against(settings)
        .filter(
            text -> programs.stream().allMatch(p -> p.equals(text) || p.equals(Arm.EMPTY_PROGRAM)))
        .ifPresent(
            text -> {
              throw UserException.usage(
                  "--against "
                      + text
                      + ": it is the only program of this run; name what is compared with it by"
                      + " -p program=");
            });
  }

  /** Whether all of them can be attached at a hook: {@code hook=all} means no others. */
  static boolean fit(List<String> programs, Hook hook) {
    return programs.stream()
        .filter(p -> !p.equals(Arm.EMPTY_PROGRAM))
        .allMatch(p -> ProgramChoice.fits(ProgramSpec.parse(p), hook));
  }

  /**
   * Refuses what would lose every packet: a frame that native XDP redirects no longer says that its
   * checksum is still to be filled in, which veth otherwise leaves undone.
   *
   * @throws UserException saying what to change
   */
  static void requireArrival(List<String> programs, List<HookChain> hooks, List<AskedCase> cases) {
    for (String text : programs) {
      ProgramSpec program = ProgramSpec.parse(text);
      if (program.named().map(b -> b.name().equals(REDIRECT)).orElse(false)) {
        hooks.forEach(h -> requireArrival(program, h, cases));
      }
    }
  }

  private static void requireArrival(ProgramSpec redirect, HookChain hook, List<AskedCase> cases) {
    boolean checksumsLeft = cases.stream().anyMatch(c -> c.link().offload());
    if (NATIVE_XDP.contains(hook.hook()) && checksumsLeft) {
      throw UserException.usage(
          "program redirect at hook="
              + hook
              + " loses every packet with checksum offload; add -p offload=off");
    }
    if (redirect.constants().getOrDefault("peer", 0L) == 0) {
      return;
    }
    if (!INGRESS.contains(hook.hook())) {
      throw UserException.usage(
          "program " + redirect.text() + " is for hook=tc,tcx, where bpf_redirect_peer is");
    }
    if (!cases.stream().allMatch(c -> c.link().forwards())) {
      throw UserException.usage(
          "program " + redirect.text() + " needs a next device; add -p link=forward");
    }
  }

  /** The program with the settings written behind it, as it reaches forks, tables and files. */
  private static String with(String text, Settings settings) {
    List<String> more = new ArrayList<>();
    settings.constants().forEach((name, value) -> more.add(name + "=" + value));
    settings.pins().forEach((map, path) -> more.add("pin." + map + "=" + path));
    if (more.isEmpty()) {
      return text;
    }
    return text + (text.contains("@") ? ";" : "@") + String.join(";", more);
  }

  private static void refuse(String option, Map<String, String> given) {
    if (!given.isEmpty()) {
      throw UserException.usage(
          option
              + " "
              + given.keySet().iterator().next()
              + " is for an object of your own (-p program=PATH:FUNCTION), and there is none; ours"
              + " take -p program=NAME@CONSTANT=VALUE");
    }
  }

  /**
   * Reads a program as a user wrote it.
   *
   * @throws UserException with the nearest one that there is
   */
  public static ProgramSpec parse(String text) {
    try {
      return ProgramSpec.parse(text);
    } catch (UsageException e) {
      if (e.getMessage().startsWith("unknown program")) {
        throw Suggest.unknown("program", text, NamedPrograms.names());
      }
      throw UserException.usage(e.getMessage());
    }
  }
}
