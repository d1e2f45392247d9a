package org.hookbench.framework.attachment;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hookbench.UsageException;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.KernelProgram;
import org.hookbench.kernel.bpf.NoteMap;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

/**
 * HookBench's note on a program that it attached for good, by which a later process knows it: lines
 * of text in a map that the program holds. {@code bpftool map show} lists it as {@code hookbench}.
 *
 * <p>Linux 5.10 (BPF_PROG_BIND_MAP).
 *
 * @param place the {@link Place#key()} that it was attached to
 * @param program what the user called the program
 * @param madeQdisc whether HookBench made the qdisc that the program is at
 */
public record OwnerMark(String place, String program, boolean madeQdisc) {
  private static final String MAP = "hookbench";
  private static final String FIRST_LINE = "hookbench 1";
  private static final int VALUE_SIZE = 1024;

  /** The program's note; empty where it has none, for then it is another's. */
  static Optional<OwnerMark> of(KernelProgram program) {
    Optional<NoteMap> note = note(program);
    if (note.isEmpty()) {
      return Optional.empty();
    }
    try (NoteMap map = note.get()) {
      return decode(map.read());
    }
  }

  private static Optional<NoteMap> note(KernelProgram program) {
    for (int id : program.mapIds()) {
      Optional<NoteMap> found = NoteMap.byId(id);
      if (found.isEmpty()) {
        continue;
      }
      NoteMap map = found.get();
      if (map.name().equals(MAP) && map.valueSize() == VALUE_SIZE) {
        return found;
      }
      map.close();
    }
    return Optional.empty();
  }

  /** Makes this the program's note, whether it has one or not. */
  void keepOn(BpfProgram program) {
    Optional<NoteMap> there = note(KernelProgram.byId(program.id()).orElseThrow());
    if (there.isEmpty()) {
      putOn(program).close();
      return;
    }
    try (NoteMap map = there.get()) {
      map.write(encode());
    }
  }

  /**
   * Puts the note on a program.
   *
   * @return the map, to be written again if the note changes
   */
  NoteMap putOn(BpfProgram program) {
    NoteMap map = NoteMap.create(MAP, VALUE_SIZE);
    try {
      map.write(encode());
      map.bindTo(program);
      return map;
    } catch (KernelException e) {
      map.close();
      throw e.errno() == Errno.EINVAL ? e.withHint("needs Linux 5.10") : e;
    } catch (RuntimeException e) {
      map.close();
      throw e;
    }
  }

  /** The same with the word on the qdisc changed. */
  OwnerMark withMadeQdisc(boolean made) {
    return new OwnerMark(place, program, made);
  }

  /**
   * @throws UsageException in words for the user, if the program's name is too long or has a line
   *     break
   */
  byte[] encode() {
    if (program.chars().anyMatch(Character::isISOControl)) {
      throw new UsageException("the name of the program has control characters");
    }
    byte[] bytes =
        (FIRST_LINE
                + "\nplace="
                + place
                + "\nprogram="
                + program
                + "\nqdisc="
                + (madeQdisc ? "made" : "found")
                + "\n")
            .getBytes(StandardCharsets.UTF_8);
    if (bytes.length > VALUE_SIZE) {
      throw new UsageException("the name of program " + program + " is too long");
    }
    return bytes;
  }

  static Optional<OwnerMark> decode(byte[] value) {
    int end = 0;
    while (end < value.length && value[end] != 0) {
      end++;
    }
    String text = new String(Arrays.copyOf(value, end), StandardCharsets.UTF_8);
    Map<String, String> fields = new HashMap<>();
    text.lines().skip(1).map(l -> l.split("=", 2)).forEach(f -> fields.put(f[0], f[f.length - 1]));
    String place = fields.get("place");
    String program = fields.get("program");
    String qdisc = fields.get("qdisc");
    if (!text.startsWith(FIRST_LINE + "\n") || place == null || program == null || qdisc == null) {
      return Optional.empty();
    }
    return Optional.of(new OwnerMark(place, program, qdisc.equals("made")));
  }
}
