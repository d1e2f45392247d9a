package org.hookbench.framework.profile;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Asks this JVM for the code that it has made, as {@code jcmd PID Compiler.perfmap} does. Since JDK
 * 17; from 21 on the file's name can be chosen. The file is deleted as soon as it is read. A
 * run-time image without the module jdk.jfr hides the command.
 */
final class JvmCode {
  private static final String COMMAND = "compilerPerfmap";

  private JvmCode() {}

  /**
   * The code of now.
   *
   * @return empty where the JVM has no such command or could not write its file
   */
  static Optional<PerfMap> read() throws IOException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    Path file = Path.of("/tmp/perf-" + ProcessHandle.current().pid() + ".map");
    try {
      ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
      var command =
          Arrays.stream(server.getMBeanInfo(commands).getOperations())
              .filter(o -> o.getName().equals(COMMAND))
              .findFirst();
      if (command.isEmpty()) {
        return Optional.empty();
      }
      if (command.get().getSignature().length == 0) {
        // an older process of the same number may have left its own
        Files.deleteIfExists(file);
        server.invoke(commands, COMMAND, new Object[0], new String[0]);
      } else {
        file = Files.createTempFile("hookbench-perf-", ".map");
        Object[] arguments = {new String[] {file.toString()}};
        server.invoke(commands, COMMAND, arguments, new String[] {String[].class.getName()});
      }
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      try (Stream<String> lines = Files.lines(file)) {
        PerfMap map = PerfMap.parse(lines);
        return map.size() == 0 ? Optional.empty() : Optional.of(map);
      }
    } catch (JMException | JMRuntimeException e) {
      // another JVM than HotSpot, or one whose command failed: the samples are good without
      return Optional.empty();
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
