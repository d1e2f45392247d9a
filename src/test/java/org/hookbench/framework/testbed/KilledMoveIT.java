package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.experiment.Deals;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.workload.Workloads;
import org.hookbench.kernel.netlink.Link;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.testing.Command;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.LoadedPrograms;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * A process that is killed in the middle of a move leaves nothing: no program, so none of the
 * devices that hold one, and no cgroup. The process does nothing but move its arms from lane to
 * lane. {@code -Dkilled.moves=10} kills ten times as many.
 */
@KernelTest
class KilledMoveIT {
  private static final int KILLS_A_TEST = Integer.getInteger("killed.moves", 1);
  private static final int LONGEST_MILLIS = 300;
  private static final int PATIENCE_SECONDS = 20;

  @RepeatedTest(3)
  void leavesNothing(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < KILLS_A_TEST; i++) {
      Process mover = start(random.nextLong());
      try (BufferedReader out = mover.inputReader()) {
        String programs = out.readLine();
        assertFalse(programs == null || programs.isEmpty(), "the mover did not start: " + programs);
        Thread.sleep(random.nextInt(LONGEST_MILLIS));
        assertTrue(mover.isAlive(), "moves until it is killed");
        mover.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        LoadedPrograms.awaitGone(
            Arrays.stream(programs.split(" ")).map(Integer::valueOf).collect(Collectors.toSet()));
        awaitNoCgroup("hookbench-" + mover.pid() + "-");
        assertEquals(Set.of(), ourLinks());
      } finally {
        mover.destroyForcibly();
      }
    }
  }

  private static Process start(long seed) throws IOException {
    return new ProcessBuilder(
            Command.JAVA,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Mover.class.getName(),
            Long.toString(seed))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void awaitNoCgroup(String prefix) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!cgroups(prefix).isEmpty() && System.nanoTime() - deadline < 0) {
      Thread.sleep(20);
    }
    assertEquals(List.of(), cgroups(prefix));
  }

  private static List<Path> cgroups(String prefix) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        Path.of("/sys/fs/cgroup"),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (folder.getFileName().toString().startsWith(prefix)) {
              found.add(folder);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            // a cgroup that goes while it is looked at
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static Set<String> ourLinks() {
    try (Rtnl rtnl = Rtnl.open()) {
      return rtnl.links().stream()
          .map(Link::name)
          .filter(name -> name.matches("[hk][ab]\\d+"))
          .collect(Collectors.toSet());
    }
  }

  /** Says which programs it has loaded, then moves them until it is killed. */
  static final class Mover {
    private static final int MOVES = 100_000;

    private Mover() {}

    public static void main(String[] seed) throws IOException {
      List<Arm> arms = Arms.parse("tc,xdpgeneric,xdpdrv,cgroup-ingress", "pass");
      LinkSettings settings =
          new LinkSettings(
              "veth", true, OptionalInt.empty(), Placement.SHARED, 4, LinkSettings.AUTO);
      Deals deals = Deals.draw(arms.size(), MOVES, Long.parseLong(seed[0]));
      try (Testbed testbed =
          Testbed.build(arms, settings, Workloads.create("UdpPackets", "64"), deals)) {
        System.out.println(
            testbed.view().lanes().stream()
                .flatMap(lane -> lane.programs().stream())
                .map(program -> Integer.toString(program.id()))
                .collect(Collectors.joining(" ")));
        for (int move = 1; move < MOVES; move++) {
          testbed.move();
        }
      }
    }
  }
}
