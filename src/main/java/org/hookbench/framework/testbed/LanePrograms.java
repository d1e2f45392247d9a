package org.hookbench.framework.testbed;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.hookbench.framework.lanes.Lane;
import org.hookbench.framework.workload.Program;
import org.hookbench.framework.workload.Programs;
import org.hookbench.kernel.sys.Affinity;
import org.hookbench.kernel.sys.BoundPorts;
import org.hookbench.kernel.sys.ChildProcess;
import org.hookbench.kernel.sys.Fd;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.PidNamespace;
import org.hookbench.kernel.sys.VanishingFolder;

/** Programs of the user's in a lane's namespaces, on its CPUs and in its cgroups. */
final class LanePrograms implements Programs {
  private static final int O_WRONLY = 1;
  private static final int O_APPEND = 0x400;
  private static final long MOST_BYTES = 16 << 20;
  private static final long KEPT_BYTES = 1 << 20;

  private static final AtomicLong ENDED_CPU_NANOS = new AtomicLong();

  private final LaneWire wire;
  private final VanishingFolder place = VanishingFolder.create();
  private final Path folder;
  private final List<Started> started = new ArrayList<>();

  private LanePrograms(LaneWire wire) throws IOException {
    this.wire = wire;
    this.folder = Files.createDirectory(place.path().resolve("dir"));
  }

  static LanePrograms of(LaneWire wire) throws IOException {
    try {
      return new LanePrograms(wire);
    } catch (KernelException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public int freePort() throws IOException {
    return wire.atReceiver(
        () -> {
          try (ServerSocketChannel any = ServerSocketChannel.open()) {
            return any.bind(null).socket().getLocalPort();
          }
        });
  }

  @Override
  public boolean isBound(int port) {
    return wire.lane().receiver().namespace().call(() -> BoundPorts.has(port));
  }

  @Override
  public Program atSender(String name, String command) throws IOException {
    return start(name, command, wire.lane().sender(), wire.cpus().sender(), wire::atSender);
  }

  @Override
  public Program atReceiver(String name, String command) throws IOException {
    return start(name, command, wire.lane().receiver(), wire.cpus().receiver(), wire::atReceiver);
  }

  /** How a task is run at an end. */
  private interface At {
    ChildProcess call(Callable<ChildProcess> task);
  }

  private Program start(String name, String command, Lane.End end, Optional<Integer> cpu, At at)
      throws IOException {
    try {
      Path out = fresh(name + ".out");
      Path err = fresh(name + ".err");
      PidNamespace room = PidNamespace.create();
      try (Fd toOut = Fd.open(out.toString(), O_WRONLY | O_APPEND);
          Fd toErr = Fd.open(err.toString(), O_WRONLY | O_APPEND)) {
        // at an end this process may be in the cgroup of its sockets; a thread has its namespace
        ChildProcess child =
            at.call(
                () ->
                    room.start(
                        List.of("/bin/sh", "-c", command),
                        toOut.number(),
                        toErr.number(),
                        () -> {
                          end.namespace().enter();
                          cpu.ifPresent(Affinity::pin);
                          return null;
                        }));
        Started one = new Started(room, child, out, err);
        started.add(one);
        return one;
      } catch (RuntimeException e) {
        room.close();
        throw e;
      }
    } catch (KernelException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** CPU time of all programs that have ended and are closed, on whichever lane, ns. */
  static long endedCpuNanos() {
    return ENDED_CPU_NANOS.get();
  }

  private Path fresh(String name) throws IOException {
    Path file = place.path().resolve(name);
    Files.deleteIfExists(file);
    return Files.createFile(file);
  }

  @Override
  public void close() {
    List.copyOf(started).forEach(Started::close);
    place.close();
  }

  private final class Started implements Program {
    private final PidNamespace room;
    private final ChildProcess child;
    private final Path out;
    private final Path err;

    Started(PidNamespace room, ChildProcess child, Path out, Path err) {
      this.room = room;
      this.child = child;
      this.out = out;
      this.err = err;
    }

    @Override
    public Optional<Ended> await(Duration most) {
      return child
          .await(most)
          .map(end -> new Ended(end.code(), end.words(), end.wallNanos(), end.cpuNanos()));
    }

    @Override
    public String out() throws IOException {
      return read(out);
    }

    @Override
    public String err() throws IOException {
      return read(err);
    }

    private static String read(Path file) throws IOException {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("more than " + (MOST_BYTES >> 20) + " MiB of output");
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    @Override
    public void trim() throws IOException {
      for (Path file : List.of(out, err)) {
        if (Files.size(file) > KEPT_BYTES) {
          // it appends, and so goes on at the beginning
          try (FileChannel all = FileChannel.open(file, StandardOpenOption.WRITE)) {
            all.truncate(0);
          }
        }
      }
    }

    @Override
    public void close() {
      if (started.remove(this)) {
        room.close();
        child.end().ifPresent(end -> ENDED_CPU_NANOS.addAndGet(end.cpuNanos()));
      }
    }
  }
}
