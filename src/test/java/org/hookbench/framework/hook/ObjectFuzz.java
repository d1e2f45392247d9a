package org.hookbench.framework.hook;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hookbench.kernel.bpf.NamedPrograms;
import org.hookbench.kernel.bpf.ObjectFile;
import org.hookbench.kernel.bpf.ObjectFileException;
import org.hookbench.kernel.sys.NativeCode;
import org.hookbench.testing.Command;

/**
 * Damaged objects on the way that a user's object takes: {@code src/test/fuzz-objects.sh} runs it.
 * What our own check lets through is opened and loaded by a process that takes one object after the
 * other; where that dies, the object is kept, and tried again as a user's is. Exit code 1 if an
 * object brought anything but an answer here: an exception that no user should see, or a trial that
 * took the damage for sound.
 */
public final class ObjectFuzz implements AutoCloseable {
  static final List<String> SOUND = List.of("hash", "tailcall", "ringbuf", "redirect", "spin");
  private static final int PATIENCE_SECONDS = 60;
  private static final Path KEPT = Path.of("target", "fuzz");

  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private Process process;
  private DataOutputStream to;
  private DataInputStream from;

  /**
   * @param args how many objects (1000), and the seed that they are drawn from (1)
   */
  public static void main(String[] args) throws Exception {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    try (ObjectFuzz fuzz = new ObjectFuzz()) {
      fuzz.run(count, seed);
      fuzz.counts.forEach((what, n) -> System.out.printf("%7d  %s%n", n, what));
      fuzz.faults.forEach(System.out::println);
      System.exit(fuzz.faults.isEmpty() ? 0 : 1);
    }
  }

  /** What became of the objects, by kind of end. */
  Map<String, Integer> counts() {
    return counts;
  }

  /** What should not have happened, a line each. */
  List<String> faults() {
    return faults;
  }

  void run(int count, long seed) throws Exception {
    List<byte[]> sound = new ArrayList<>();
    for (String name : SOUND) {
      try (InputStream in = NamedPrograms.class.getResourceAsStream(name + ".bpf.o")) {
        sound.add(in.readAllBytes());
      }
    }
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      byte[] bytes = Mutation.of(sound.get(random.nextInt(sound.size())), random);
      String end = end(bytes, seed + "-" + i);
      counts.merge(end, 1, Integer::sum);
    }
  }

  private String end(byte[] bytes, String name) throws Exception {
    try {
      ObjectFile.of("object", bytes).programs();
    } catch (ObjectFileException e) {
      return "stopped by our own check";
    } catch (RuntimeException | Error e) {
      faults.add(name + ": our own check threw " + e);
      return "an exception of our own check";
    }
    String answer = ask(bytes);
    if (answer.startsWith("!")) {
      faults.add(name + ": " + answer);
      return "an exception that no user should see";
    }
    if (answer.isEmpty()) {
      Files.createDirectories(KEPT);
      Path kept = Files.write(KEPT.resolve("crash-" + name + ".o"), bytes);
      requireCaught(bytes, kept);
      return "crashed libbpf, or kept it busy; caught by the trial";
    }
    return answer;
  }

  private void requireCaught(byte[] bytes, Path kept) {
    try {
      ObjectTrial.require(ObjectFile.of(kept.toString(), bytes), "on_tc", ProgramKind.TC);
      faults.add(kept + ": passed the trial");
    } catch (ObjectFileException e) {
      System.out.println(e.getMessage());
    } catch (RuntimeException e) {
      faults.add(kept + ": " + e);
    }
  }

  /** The child's answer; empty where it died or gave none. */
  private String ask(byte[] bytes) throws Exception {
    if (process == null) {
      List<String> command = new ArrayList<>(List.of(Command.JAVA));
      command.addAll(TrialProcess.JVM_ARGUMENTS);
      command.addAll(NativeCode.jvmArguments());
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add(FuzzedProcess.class.getName());
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      to = new DataOutputStream(process.getOutputStream());
      from = new DataInputStream(process.getInputStream());
    }
    try {
      to.writeInt(bytes.length);
      to.write(bytes);
      to.flush();
      return CompletableFuture.supplyAsync(this::answer).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (IOException | ExecutionException | TimeoutException e) {
      close();
      return "";
    }
  }

  private String answer() {
    try {
      return from.readUTF();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
      process = null;
    }
  }
}
