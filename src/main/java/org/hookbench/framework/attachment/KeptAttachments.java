package org.hookbench.framework.attachment;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hookbench.UsageException;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.ProgramChoice;
import org.hookbench.framework.hook.XdpSlot;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.KernelProgram;
import org.hookbench.kernel.bpf.LoadedProgram;
import org.hookbench.kernel.bpf.NoteMap;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.netlink.IngressQdisc;
import org.hookbench.kernel.netlink.TrafficControl;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.Fd;

/**
 * Attaches a program so that it stays when the process ends, and takes it off again in another
 * process. Never replaces and never takes off what HookBench did not attach: whose a program is,
 * its {@link OwnerMark} says.
 *
 * <p>What is attached by netlink stays by nature; a link is pinned ({@link Pins}). Two processes
 * that change one namespace take turns.
 */
public final class KeptAttachments {
  private KeptAttachments() {}

  /**
   * Attaches a program, unless that very program is there.
   *
   * @param spec the program; its text is what later messages call it
   * @return what was done, in a line
   * @throws TakenException if another program is there
   * @throws UsageException in words for the user, if the program does not fit the hook
   * @throws org.hookbench.kernel.sys.KernelException if the kernel refuses, or the hook's program
   *     can't stay
   */
  public static String attach(Place place, ProgramSpec spec) {
    Hook hook = place.hook();
    if (hook.programKind().isEmpty()) {
      throw new UsageException("hook " + hook.name() + " takes no program");
    }
    try (LoadedProgram loaded = ProgramChoice.load(spec, hook)) {
      BpfProgram program = loaded.program();
      return locked(
          place,
          here ->
              here.isPresent()
                  ? alreadyThere(place, here.get(), spec, program)
                  : attach(place, spec, program));
    }
  }

  /**
   * Takes HookBench's program off.
   *
   * @return what was done, in a line
   * @throws TakenException if only programs of others are there
   */
  public static String detach(Place place) {
    return locked(
        place,
        here -> {
          if (here.isEmpty()) {
            refuseIfOthersAre(place);
            return "nothing to detach: no program of hookbench's is at "
                + name(place)
                + " of "
                + place.words();
          }
          if (here.get().mark().isEmpty()) {
            throw refusal(place, "detach", here.get().program());
          }
          return takeOff(place, here.get());
        });
  }

  /** Does something in the place's namespace, while no other HookBench does, with what is there. */
  private static String locked(Place place, Function<Optional<Here>, String> task) {
    NetNs namespace = place.target().namespace();
    return namespace.call(
        () -> {
          try (Fd lock = namespace.lock()) {
            return task.apply(Here.at(place));
          }
        });
  }

  private static String alreadyThere(Place place, Here here, ProgramSpec spec, BpfProgram ours) {
    if (here.mark().isEmpty()) {
      throw refusal(place, "attach", here.program());
    }
    String there = here.mark().get().program();
    boolean same =
        there.equals(spec.text())
            && KernelProgram.byId(ours.id()).orElseThrow().tag().equals(here.program().tag());
    if (!same) {
      throw new TakenException(
          "attach "
              + name(place)
              + " ("
              + spec.text()
              + ") to "
              + place.words()
              + ": hookbench's "
              + there
              + (there.equals(spec.text()) ? ", as it was then," : "")
              + " is there, program id "
              + here.program().id()
              + "; detach it first");
    }
    return "already attached: "
        + name(place)
        + " ("
        + there
        + ") to "
        + place.words()
        + ": program id "
        + here.program().id();
  }

  private static String attach(Place place, ProgramSpec spec, BpfProgram program) {
    Hook hook = place.hook();
    boolean byLink = hook.detachesByItself();
    if (byLink) {
      Pins.require(place);
    } else if (hook.resume(place.target(), false).isEmpty()) {
      throw cantStay(place);
    }
    OwnerMark mark = new OwnerMark(place.key(), spec.text(), false);
    try (NoteMap note = mark.putOn(program)) {
      Attachment attachment = Hooks.attach(hook, place.target(), program);
      try {
        if (byLink) {
          Pins.keep(place, attachment.link().orElseThrow(() -> cantStay(place)));
          attachment.close();
        } else if (attachment.madeQdisc() || sharesOurQdisc(place)) {
          note.write(mark.withMadeQdisc(true).encode());
        }
      } catch (RuntimeException e) {
        attachment.close();
        throw e;
      }
      return "attached "
          + name(place)
          + " ("
          + spec.text()
          + ") to "
          + place.words()
          + ": program id "
          + program.id()
          + (byLink ? "; pinned " + Pins.path(place) : "")
          + (attachment.madeQdisc() ? "; made clsact" : "")
          + Order.words(Inventory.at(place), hook.name(), program.id());
    }
  }

  private static UsageException cantStay(Place place) {
    return new UsageException(
        "hook " + name(place) + " can't stay attached: it ends with the process that attached it");
  }

  /** The qdisc was made for the other side's program, and stays as long as either needs it. */
  private static boolean sharesOurQdisc(Place place) {
    List<Found> found = Inventory.at(place);
    return found.stream().anyMatch(f -> f.isAt(place) && f.filter().isPresent())
        && found.stream().flatMap(f -> f.mark().stream()).anyMatch(OwnerMark::madeQdisc);
  }

  private static String takeOff(Place place, Here here) {
    OwnerMark mark = here.mark().orElseThrow();
    here.takeOff().run();
    String line =
        "detached "
            + name(place)
            + " ("
            + mark.program()
            + ") from "
            + place.words()
            + ": program id "
            + here.program().id();
    if (!mark.madeQdisc()) {
      return line;
    }
    try (TrafficControl tc = TrafficControl.open()) {
      return line
          + (tc.qdisc(place.target().ifindex()).filter(IngressQdisc::isClsact).isPresent()
              ? "; left clsact, for other filters are at it"
              : "; removed clsact");
    }
  }

  private static void refuseIfOthersAre(Place place) {
    for (Found f : Inventory.at(place)) {
      if (f.hook().equals(place.hook().name()) && f.program().isPresent()) {
        throw refusal(place, "detach", f.program().get());
      }
    }
  }

  private static TakenException refusal(Place place, String verb, KernelProgram program) {
    return new TakenException(
        verb
            + " "
            + name(place)
            + (verb.equals("attach") ? " to " : " from ")
            + place.words()
            + ": program id "
            + program.id()
            + " ("
            + (program.name().isEmpty() ? "without a name" : program.name())
            + ") is there, which hookbench did not attach"
            + XdpSlot.wayOut(program, place.target().device()));
  }

  private static String name(Place place) {
    return place.hook().name();
  }
}
