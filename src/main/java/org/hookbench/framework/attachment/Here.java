package org.hookbench.framework.attachment;

import java.util.Optional;
import java.util.OptionalInt;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.kernel.bpf.BpfLink;
import org.hookbench.kernel.bpf.KernelProgram;

/**
 * What is at the one place where HookBench would put its program.
 *
 * @param program what is there
 * @param mark HookBench's note, where it attached it just here
 * @param takeOff takes it off
 */
record Here(KernelProgram program, Optional<OwnerMark> mark, Runnable takeOff) {

  static Optional<Here> at(Place place) {
    return place.hook().detachesByItself() ? pinned(place) : standing(place);
  }

  private static Optional<Here> pinned(Place place) {
    Pins.sweep();
    Optional<BpfLink> link = Pins.open(place);
    if (link.isEmpty()) {
      refuseIfPinnedElsewhere(place);
      return Optional.empty();
    }
    OptionalInt id;
    try (BpfLink l = link.get()) {
      id = l.programId();
    }
    Optional<KernelProgram> program =
        id.isPresent() ? KernelProgram.byId(id.getAsInt()) : Optional.empty();
    return program.map(p -> new Here(p, mark(place, p), () -> unpin(place)));
  }

  private static void refuseIfPinnedElsewhere(Place place) {
    for (Found f : Inventory.at(place)) {
      if (f.isAt(place)) {
        throw new TakenException(
            place.hook().name()
                + " of "
                + place.words()
                + ": hookbench's program id "
                + f.program().orElseThrow().id()
                + " is there, but its link is not at "
                + Pins.path(place)
                + "; is that bpffs mounted here?");
      }
    }
  }

  private static void unpin(Place place) {
    try (BpfLink link = Pins.open(place).orElseThrow()) {
      link.detach();
    }
    Pins.forget(place);
  }

  private static Optional<Here> standing(Place place) {
    Hook hook = place.hook();
    Optional<Attachment> there = hook.resume(place.target(), false);
    OptionalInt id = there.map(Attachment::query).orElse(OptionalInt.empty());
    if (id.isEmpty()) {
      return Optional.empty();
    }
    return KernelProgram.byId(id.getAsInt())
        .map(
            program -> {
              Optional<OwnerMark> mark = mark(place, program);
              boolean madeQdisc = mark.map(OwnerMark::madeQdisc).orElse(false);
              Attachment attachment = hook.resume(place.target(), madeQdisc).orElseThrow();
              return new Here(program, mark, attachment::close);
            });
  }

  private static Optional<OwnerMark> mark(Place place, KernelProgram program) {
    return OwnerMark.of(program).filter(m -> m.place().equals(place.key()));
  }
}
