package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.TargetFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The link between JMH's host and its forks, as other users of the machine see it. */
@KernelTest
@Tag(JarRun.NEEDED)
class LinkIT {
  private static final String NOBODY = "65534";
  private static final String LISTENS = "0A";

  @TempDir(factory = TargetFolder.class)
  Path folder;

  /** The user's own address and port for JMH's link are of no avail and of no harm. */
  @Test
  void nobodyElseReachesThePortThatJmhListensOn() throws Exception {
    Path here = Path.of("/proc/thread-self/net");
    Set<Integer> before = ports(here);
    // JMH hands the arguments of its JVM on to its forks
    List<String> settings =
        List.of("env", "JDK_JAVA_OPTIONS=-Djmh.link.address=192.0.2.1 -Djmh.link.port=22");
    String arguments = "UdpPackets -p hook=tc -f 1 -i 60 -wi 1 -r 5ms";
    try (JarRun run = JarRun.startThrough(folder, settings, arguments.split(" "))) {
      ProcessHandle fork = run.fork();
      Set<Integer> ofTheLink = ports(Path.of("/proc/" + fork.pid() + "/net"));
      assertEquals(1, ofTheLink.size(), "JMH's host listens where its forks are");
      Set<Integer> opened = ports(here);
      opened.removeAll(before);
      for (int port : ofTheLink) {
        assertFalse(opened.contains(port), "port " + port + " is open to all");
        assertNotEquals(0, asNobody("exec 3<>/dev/tcp/127.0.0.1/" + port), "connected");
      }
      assertNotEquals(0, asNobody("nsenter -t " + fork.pid() + " -n true"), "entered");
      JarRun.Outcome outcome = run.await();
      assertEquals(0, outcome.exitCode(), outcome.toString());
    }
  }

  private static int asNobody(String script) throws Exception {
    return new ProcessBuilder(
            "setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "bash", "-c", script)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Ports that are listened on, of both families: a JVM's socket for IPv4 is one of IPv6, too. */
  private static Set<Integer> ports(Path folder) throws IOException {
    Set<Integer> ports = new TreeSet<>();
    for (String family : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(folder.resolve(family))) {
        String[] fields = line.strip().split("\\s+");
        if (fields[3].equals(LISTENS)) {
          ports.add(Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16));
        }
      }
    }
    return ports;
  }
}
