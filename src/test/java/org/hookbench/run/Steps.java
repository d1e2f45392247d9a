package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hookbench.testing.JarRun;

/** Commands that a user types one after the other, where a named namespace and a bpffs are. */
final class Steps {
  /** A bpffs, and a namespace "hbtest" with the device veth0; all of it goes with the mounts. */
  private static final String SETUP =
      """
      set -e
      mount -t tmpfs none /run
      mount -t bpf bpf /sys/fs/bpf
      ip netns add hbtest
      ip -n hbtest link add veth0 type veth peer name veth1
      set +e
      in_ns() { nsenter --net=/run/netns/hbtest "$@"; }
      """;

  private static final Pattern ID = Pattern.compile("\\bid\"?:? ?(\\d+)");

  private Steps() {}

  /** One command's output, standard error included. */
  record Step(String command, String out, int exitCode) {
    Set<Integer> ids() {
      Set<Integer> ids = new TreeSet<>();
      Matcher m = ID.matcher(out);
      while (m.find()) {
        ids.add(Integer.valueOf(m.group(1)));
      }
      return ids;
    }

    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(out);
    }
  }

  /** Runs commands one after the other; HB stands for {@code java -jar benchmarks.jar}. */
  static List<Step> run(Path folder, List<String> commands) throws Exception {
    StringBuilder script = new StringBuilder(SETUP);
    for (int i = 0; i < commands.size(); i++) {
      String command = commands.get(i).replace("HB ", "\"$@\" ");
      script.append(command).append(" >").append(i).append(".out 2>&1\necho $? >");
      script.append(i).append(".code\n");
    }
    List<String> shell = List.of("sh", "-c", script.toString(), "sh");
    try (JarRun run = JarRun.startThrough(folder, shell)) {
      JarRun.Outcome outcome = run.await();
      assertEquals(0, outcome.exitCode(), outcome.toString());
    }
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      steps.add(
          new Step(
              commands.get(i),
              Files.readString(folder.resolve(i + ".out")),
              Integer.parseInt(Files.readString(folder.resolve(i + ".code")).strip())));
    }
    return steps;
  }
}
