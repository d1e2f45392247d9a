package org.hookbench.framework.testbed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.hookbench.UsageException;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.ProgramChoice;
import org.hookbench.framework.hook.Scope;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.lanes.Topology;
import org.hookbench.framework.workload.Wire;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.LoadedProgram;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.bpf.ProgramStats;
import org.hookbench.kernel.sys.Affinity;
import org.hookbench.kernel.sys.Capabilities;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.NativeCode;

/**
 * A network link between two namespaces with one program at one hook, for benchmarks of plain JMH
 * and for tests:
 *
 * <pre>{@code
 * link = HookedLink.builder().hook("tc").program("my.bpf.o:f").open();
 * receiver = link.wire().atReceiver(() -> DatagramChannel.open().bind(address));
 * }</pre>
 *
 * <p>The namespaces, their devices and the program belong to this process. {@link #close} undoes
 * all of it, and what a process that is killed leaves behind, the kernel removes: only the threads
 * and sockets of this process keep the namespaces alive. Close the sockets before the link.
 *
 * <p><b>Threads.</b> A socket belongs for good to the namespace that it was opened in; after that
 * any thread may use it. So sockets are opened inside {@link Wire#atSender} and {@link
 * Wire#atReceiver}, and nothing else is done there: a thread that is started inside stays in the
 * namespace. At a hook of a cgroup the whole process is in the cgroup meanwhile, so open sockets on
 * one thread at a time.
 *
 * <p><b>CPUs.</b> With a {@link Placement} other than {@code FREE}, {@link Builder#open} keeps all
 * threads of the process off the CPUs that measure, and puts the calling thread on the sender's.
 * Open the link on the thread that is to send; in JMH the {@code @Setup} of a {@code
 * Scope.Benchmark} state runs on the thread of a benchmark with one thread. Other threads call
 * {@link #placeSender} or {@link Wire#placeReceiver}. {@link #close} gives every thread the CPUs
 * that it had before.
 *
 * <p>What JMH then reports of several hooks was measured one after the other, in forks of their
 * own, and is compared with no verdict and no evidence; {@link #countRuns} tells whether the
 * program was on the path at all.
 *
 * <p>Needs what a measured run needs: CAP_NET_ADMIN, CAP_SYS_ADMIN and CAP_BPF, libbpf.so.1, and
 * for the hook the kernel that {@code hooks} lists. Sources: network_namespaces(7), veth(4).
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class HookedLink implements AutoCloseable {
  private final Placement.Cpus cpus;
  private final OpenLane lane;
  private final Optional<Attachment> attachment;
  private final Optional<BpfProgram> program;
  private final Deque<AutoCloseable> parts;

  private HookedLink(
      Placement.Cpus cpus,
      OpenLane lane,
      Optional<Attachment> attachment,
      Optional<BpfProgram> program,
      Deque<AutoCloseable> parts) {
    this.cpus = cpus;
    this.lane = lane;
    this.attachment = attachment;
    this.program = program;
    this.parts = parts;
  }

  /** A veth pair with nothing attached, IPv4, both ends on one CPU, until told otherwise. */
  public static Builder builder() {
    return new Builder();
  }

  /** The two ends: their addresses, and where sockets are opened. */
  public Wire wire() {
    return lane.wire();
  }

  /** Puts the calling thread on the sender's CPU; does nothing where none was chosen. */
  public void placeSender() {
    cpus.sender().ifPresent(Affinity::pin);
  }

  /**
   * Asks the kernel whether the program is still attached where it was.
   *
   * @return true too where there is no program to attach
   */
  public boolean isAttached() {
    OptionalInt own = program.map(p -> OptionalInt.of(p.id())).orElseGet(OptionalInt::empty);
    return attachment.map(Attachment::query).orElse(OptionalInt.empty()).equals(own);
  }

  /**
   * How often the program ran during some traffic, by the kernel's own count: 0 says that the hook
   * is not on the path of that traffic. The kernel's BPF statistics are on meanwhile, which slows
   * every program of the machine by some 100 ns a run: never call it while something is timed.
   *
   * <p>A program at a hook of the whole machine (tracing) runs for the packets of others too.
   *
   * @param traffic what to do meanwhile
   * @return runs; 0 without a program
   * @throws KernelException where the statistics can't be turned on (Linux 5.8, CAP_SYS_ADMIN)
   * @throws Exception what the traffic throws
   */
  public long countRuns(Traffic traffic) throws Exception {
    try (ProgramStats on = ProgramStats.enable()) {
      long before = runs();
      traffic.move();
      return runs() - before;
    }
  }

  private long runs() {
    return program.map(p -> p.info().runCount()).orElse(0L);
  }

  /** Something that uses the sockets of a link. */
  @FunctionalInterface
  public interface Traffic {
    /** Does it once. */
    void move() throws Exception;
  }

  /**
   * Detaches the program, unloads it, removes the devices and namespaces, and gives every thread
   * its CPUs back. Closing twice does no harm.
   *
   * @throws KernelException where something could not be undone; the rest was
   */
  @Override
  public void close() {
    undo(parts);
  }

  private static void undo(Deque<AutoCloseable> parts) {
    RuntimeException first = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (RuntimeException e) {
        first = first == null ? e : first;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** What the link is to be like. Each method gives the builder itself. */
  @API(status = API.Status.EXPERIMENTAL, since = "0.1")
  public static final class Builder {
    private String hook = Hooks.none().name();
    private String program = "pass";
    private String link = "veth";
    private boolean offload = true;
    private String mtu = LinkSettings.AUTO;
    private Placement placement = Placement.SHARED;
    private int ipVersion = 4;
    private String congestion = LinkSettings.AUTO;

    private Builder() {}

    /** The hook, by the name that {@code hooks} lists, or {@code none}, which is the default. */
    public Builder hook(String name) {
      this.hook = Objects.requireNonNull(name);
      return this;
    }

    /**
     * The program for it, as {@code -p program=} takes it: the name of a built-in one, or {@code
     * path/to/object.bpf.o:function}; {@code pass} if not said. Not looked at with hook {@code
     * none}.
     */
    public Builder program(String spec) {
      this.program = Objects.requireNonNull(spec);
      return this;
    }

    /** {@code veth} (the default), {@code forward}, {@code netkit} or {@code lo}. */
    public Builder link(String kind) {
      this.link = Objects.requireNonNull(kind);
      return this;
    }

    /** 4 (the default) or 6. */
    public Builder ipVersion(int version) {
      this.ipVersion = version;
      return this;
    }

    /** Bytes; if not said, the device's own: 1500, of lo 65536. */
    public Builder mtu(int bytes) {
      this.mtu = Integer.toString(bytes);
      return this;
    }

    /** Whether the devices keep the offloads that new ones have (the default), or none at all. */
    public Builder offload(boolean on) {
      this.offload = on;
      return this;
    }

    /** On which CPUs the two ends run; {@code SHARED} if not said. */
    public Builder placement(Placement cpus) {
      this.placement = Objects.requireNonNull(cpus);
      return this;
    }

    /** TCP's congestion control, not on lo; if not said, cubic where the kernel has it. */
    public Builder congestion(String name) {
      this.congestion = Objects.requireNonNull(name);
      return this;
    }

    /**
     * Makes the link and attaches the program; all or nothing.
     *
     * @throws UsageException where what was asked for can't be, in words for the user
     * @throws org.hookbench.kernel.bpf.ObjectFileException where the object file can't be read or
     *     is damaged
     * @throws KernelException where a privilege or libbpf is missing or the kernel refuses, with
     *     errno and what to do
     */
    public HookedLink open() {
      LinkSettings settings =
          LinkSettings.parse(
              link,
              offload ? "on" : "off",
              mtu,
              placement.name().toLowerCase(Locale.ROOT),
              Integer.toString(ipVersion),
              congestion);
      Hook chosen = choose(settings);
      Optional<ProgramSpec> spec = chosen.programKind().map(kind -> ProgramSpec.parse(program));
      requirePrivilegesAndLibbpf();
      // before there is a namespace, which a thread that waits for the trial's process would keep
      spec.ifPresent(s -> ProgramChoice.tryOut(s, chosen));
      Deque<AutoCloseable> parts = new ArrayDeque<>();
      try {
        return open(settings, chosen, spec, parts);
      } catch (RuntimeException e) {
        try {
          undo(parts);
        } catch (RuntimeException again) {
          e.addSuppressed(again);
        }
        throw e;
      }
    }

    private static HookedLink open(
        LinkSettings settings, Hook hook, Optional<ProgramSpec> spec, Deque<AutoCloseable> parts) {
      Placement.Cpus cpus = settings.placement().choose();
      parts.push(new GivenCpus(cpus));
      Topology topology = Topology.create(1, settings, cpus, AttachPoint.needs(List.of(hook)));
      parts.push(topology);
      OpenLane lane = OpenLane.of(topology.lanes().get(0), cpus, List.of(hook));
      parts.push(lane);
      AttachPoint place = new AttachPoint(hook, lane);
      Optional<BpfProgram> program = Optional.empty();
      Optional<Attachment> attachment = Optional.empty();
      if (spec.isPresent()) {
        LoadedProgram loaded = place.load(spec.get());
        parts.push(loaded);
        program = Optional.of(loaded.program());
        attachment = Optional.of(place.attach(loaded.program()));
        parts.push(attachment.get());
      }
      HookedLink made = new HookedLink(cpus, lane, attachment, program, parts);
      made.placeSender();
      return made;
    }

    private Hook choose(LinkSettings settings) {
      Hook chosen =
          Hooks.named(hook)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "unknown hook '"
                              + hook
                              + "'; there are "
                              + Hooks.all().stream()
                                  .map(Hook::name)
                                  .collect(Collectors.joining(", "))));
      chosen
          .lackedBy(settings.kind(), settings.ipVersion())
          .ifPresent(
              lack -> {
                throw new UsageException("hook=" + hook + " " + lack);
              });
      chosen
          .ipVersion()
          .ifPresent(
              only -> {
                if (only != settings.ipVersion()) {
                  throw new UsageException(
                      "hook=" + hook + " sees IPv" + only + " only; use ipVersion(" + only + ")");
                }
              });
      if (chosen.scope() == Scope.SOCKET) {
        throw new UsageException(
            "hook="
                + hook
                + " is at a socket, which a link does not open; measure it with a HookBenchmark");
      }
      return chosen;
    }

    private void requirePrivilegesAndLibbpf() {
      NativeCode.refusalOfLibbpf()
          .ifPresent(
              reason -> {
                throw new KernelException("load libbpf", 0, reason);
              });
      Capabilities.refusal()
          .ifPresent(
              reason -> {
                throw new KernelException("open a link with hook=" + hook, Errno.EPERM, reason);
              });
    }
  }
}
