package org.hookbench.framework.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.hookbench.ErrorMessage;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arm.SideEffect;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.ProgramKind;
import org.hookbench.framework.hook.Scope;
import org.hookbench.framework.hook.Side;
import org.hookbench.framework.hook.Tracing;
import org.hookbench.framework.lanes.Lane;
import org.hookbench.framework.profile.TestbedView;
import org.hookbench.framework.workload.Flow;
import org.hookbench.framework.workload.Workload;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.LoadedProgram;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.bpf.SamplePacket;
import org.hookbench.kernel.bpf.TestRun;
import org.hookbench.kernel.netlink.LinkStats;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.Softnet;
import org.jspecify.annotations.Nullable;

/**
 * One arm: its loaded programs, attached on the lane that it is on (those of the whole machine only
 * loaded, see {@link MachineArms}), and what can be seen of it. Where a chain of programs is
 * attached, the last one tells how often all of it ran.
 */
final class ArmOnLane implements AutoCloseable, MachineArms.Member {
  /** For whole nanoseconds of the mean; a program that takes long has enough of them in fewer. */
  private static final int MOST_TEST_RUNS = 200_000;

  private static final long TEST_RUN_NANOS = 50_000_000;

  /** What may fail at sockets. */
  private interface SocketTask {
    void run() throws IOException;
  }

  private final Arm arm;
  private final Workload workload;
  private final Hook hook;
  private final List<LoadedProgram> loaded = new ArrayList<>();
  private final List<BpfProgram> programs = new ArrayList<>();
  private final List<Attachment> attachments = new ArrayList<>();
  private final List<ArmEvidence.Pass> passes = new ArrayList<>();
  private final Set<String> offloadsChanged = new LinkedHashSet<>();
  private final Stays stays = new Stays();
  private Optional<LaneOffloads> matched = Optional.empty();
  private OpenLane lane;
  private AttachPoint point;
  private boolean attachedThroughout = true;
  private boolean isHere;

  private ArmOnLane(Arm arm, OpenLane first, Workload workload) {
    this.arm = arm;
    this.workload = workload;
    this.hook = Hooks.required(arm.hook().hook());
    this.lane = first;
    this.point = new AttachPoint(hook, first);
  }

  /** Loads an arm's programs and puts it on its first lane. */
  static ArmOnLane build(Arm arm, OpenLane lane, Workload workload) {
    ArmOnLane built = new ArmOnLane(arm, lane, workload);
    try {
      built.enter(lane);
      return built;
    } catch (RuntimeException e) {
      built.close();
      throw e;
    }
  }

  /**
   * Attaches on a lane, whose sockets are opened where they are not.
   *
   * @throws IllegalStateException where the sockets can't be opened
   */
  void enter(OpenLane to) {
    lane = to;
    point = new AttachPoint(hook, lane);
    atSockets(
        () -> {
          matchOffloads();
          if (point.socketsFirst()) {
            lane.open(workload);
          }
          attach();
        });
    stay();
  }

  /**
   * Comes to the lane of another arm, which has {@link #pause paused} there, by putting its program
   * in the place of that arm's.
   *
   * @return false where the hook has no such exchange: the other arm is then still there
   */
  boolean takeOver(ArmOnLane before) {
    Attachment there = before.attachments.get(0);
    if (!before.point.exchange(there, before.last(), last())) {
      return false;
    }
    before.attachments.clear();
    attachments.add(there);
    lane = before.lane;
    point = new AttachPoint(hook, lane);
    stay();
    return true;
  }

  /** Opens the sockets where they are not, and begins its stay. */
  private void stay() {
    atSockets(() -> lane.open(workload));
    offloadsChanged.addAll(lane.asMade().changes(LaneOffloads.read(lane.lane()), lane.lane()));
    stays.begin(lane);
    isHere = true;
    atSockets(() -> lane.flow().resume());
  }

  /** Does what may fail at the lane's sockets, which the failure then names. */
  private void atSockets(SocketTask task) {
    try {
      task.run();
    } catch (UncheckedIOException e) {
      throw failed(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Takes the arm off its lane, which is then as it was before. */
  void leave() {
    pause();
    depart();
  }

  /** Ends its stay on the lane, but for what is attached: for another to {@link #takeOver}. */
  void pause() {
    attachedThroughout &= isMachineWide() || isAttached();
    stays.end(lane);
    isHere = false;
  }

  /** What is left to do after {@link #pause} where no other arm takes over. */
  void depart() {
    detach();
    if (matched.isPresent()) {
      lane.asMade().apply(lane.lane());
    }
    lane.requireAsMade(arm.id());
  }

  private IllegalStateException failed(IOException e) {
    if (workload.isWholeRun()) {
      return new IllegalStateException(workload.name() + ": " + ErrorMessage.of(e), e);
    }
    String what =
        lane.lane().peer().map(peer -> "peer=" + peer).orElse("the sockets of arm " + arm.id());
    return new IllegalStateException(
        workload.name() + ": " + what + " failed: " + ErrorMessage.of(e), e);
  }

  Flow flow() {
    return lane.flow();
  }

  /** Whether another arm at its hook can {@link #takeOver}, as far as is known without trying. */
  boolean isExchangeable() {
    boolean isOne = programs.size() == 1 && !point.aims();
    boolean isPlain = matched.isEmpty() && !isTreated();
    return isOne && isPlain && hook.scope() != Scope.SOCKET && !isMachineWide();
  }

  /** Whether both are attached at the same place. */
  boolean isAtTheHookOf(ArmOnLane other) {
    return arm.hook().equals(other.arm.hook());
  }

  /** Its XDP programs that it takes along when it moves, in the order that they run. */
  List<BpfProgram> movingXdpPrograms() {
    return hook.programKind().filter(ProgramKind.XDP::equals).isPresent() && !point.aims()
        ? List.copyOf(programs)
        : List.of();
  }

  @Override
  public boolean isMachineWide() {
    return hook.scope() == Scope.MACHINE;
  }

  @Override
  public boolean isTreated() {
    return arm.shares(SideEffect.ATTACHING);
  }

  @Override
  public void attachForNow() {
    for (BpfProgram program : programs) {
      attachments.addAll(point.attachAll(program));
    }
  }

  @Override
  public void detach() {
    for (int i = attachments.size() - 1; i >= 0; i--) {
      attachments.remove(i).close();
    }
  }

  /** Moves some batches and notes what crossed the device and how often the program ran. */
  void observe(int batches) throws IOException {
    attachedThroughout &= isAttached();
    Counters before = counters();
    for (int i = 0; i < batches; i++) {
      lane.flow().batch();
    }
    passes.add(counters().since(before, (long) batches * workload.metric().operationsPerBatch()));
  }

  /** Read in one order, so that what passes meanwhile is in none of them longer than in another. */
  private Counters counters() {
    LinkStats passed = passed();
    OptionalLong machine =
        runsForEveryPacket() ? OptionalLong.of(Softnet.received()) : OptionalLong.empty();
    return new Counters(passed.rxPackets(), passed.rxBytes(), machine, hits(), hitNanos());
  }

  /** Whether its program stands where the kernel counts all packets of the machine. */
  private boolean runsForEveryPacket() {
    return isMachineWide() && last().target().filter(Tracing.TRACEPOINT::equals).isPresent();
  }

  private long hits() {
    return programs.isEmpty() ? 0 : last().info().runCount();
  }

  private long hitNanos() {
    return programs.stream().mapToLong(p -> p.info().runTimeNanos()).sum();
  }

  private BpfProgram last() {
    return programs.get(programs.size() - 1);
  }

  TestbedView.LaneView view() {
    OpenLane here = lane;
    return new TestbedView.LaneView(
        arm.id(),
        List.copyOf(programs),
        lane.lane().sender().namespace(),
        lane.isOpen() ? lane.flow().connection() : Optional.empty(),
        () -> Stays.received(here));
  }

  ArmEvidence evidence() {
    if (isHere) {
      stays.end(lane);
      attachedThroughout &= isMachineWide() || isAttached();
    }
    return new ArmEvidence(
        attachedThroughout,
        List.copyOf(passes),
        stays.received().rxPackets(),
        stays.received().rxBytes(),
        stays.dropped(),
        List.copyOf(offloadsChanged),
        stays.evidence(),
        testRun(),
        code());
  }

  /** Of the last of a chain, as all other figures are. */
  private ArmEvidence.@Nullable Code code() {
    if (programs.isEmpty()) {
      return null;
    }
    BpfProgram.Image image = last().image();
    return new ArmEvidence.Code(image.jitedBytes(), image.verifiedInstructions(), image.tag());
  }

  /** What the devices took in that the arm's hook sees packets of. */
  private LinkStats passed() {
    Lane path = lane.lane();
    LinkStats receiver = Stays.received(lane);
    boolean ofSent =
        hook.side() == Side.SENDER || lane.peerReceives() && hook.programKind().isEmpty();
    if (path.peer().isPresent() && ofSent) {
      return receiver.sentAsReceived();
    }
    return isMachineWide() && !path.sender().isSameDevice(path.receiver())
        ? receiver.plus(Stays.stats(path.sender()))
        : receiver;
  }

  /** The program's own time, on a packet that is not on any wire. */
  private @Nullable Double testRun() {
    if (programs.isEmpty() || !hook.programKind().orElseThrow().hasTimedTestRun()) {
      return null;
    }
    try {
      return (double)
          TestRun.within(TEST_RUN_NANOS, last(), SamplePacket.udp(64), MOST_TEST_RUNS)
              .nanosPerRun();
    } catch (KernelException e) {
      // not every program type has one (ENOTSUPP)
      return null;
    }
  }

  @Override
  public void close() {
    List<AutoCloseable> all = new ArrayList<>(loaded);
    all.addAll(attachments);
    Collections.reverse(all);
    for (AutoCloseable c : all) {
      try {
        c.close();
      } catch (Exception e) {
        // the namespace goes with the testbed, and takes with it what could not be closed
        continue;
      }
    }
    attachments.clear();
    loaded.clear();
  }

  /** Of a matched baseline: gives the lane the offloads that it has with the hook attached. */
  private void matchOffloads() {
    if (!arm.shares(SideEffect.OFFLOADS)) {
      return;
    }
    if (matched.isEmpty()) {
      Hook like = Hooks.required(arm.matching().orElseThrow().hook().hook());
      matched = Optional.of(LaneOffloads.with(like, lane));
    }
    matched.get().apply(lane.lane());
  }

  private void attach() {
    if (hook.programKind().isEmpty()) {
      return;
    }
    if (programs.isEmpty() || point.aims()) {
      load();
    }
    if (!isMachineWide()) {
      attachForNow();
    }
  }

  private void load() {
    loaded.forEach(LoadedProgram::close);
    loaded.clear();
    programs.clear();
    ProgramSpec last = ProgramSpec.parse(arm.program().orElseThrow());
    boolean yields = hook.programKind().get() == ProgramKind.TC;
    for (int i = 1; i <= arm.hook().depth(); i++) {
      ProgramSpec spec = yields && i < arm.hook().depth() ? last.yielding() : last;
      LoadedProgram one = point.load(spec);
      loaded.add(one);
      programs.add(one.program());
    }
  }

  private boolean isAttached() {
    if (attachments.size() < programs.size()) {
      return false;
    }
    // of each program as many follow each other as there are sockets to attach it to
    int ofEach = programs.isEmpty() ? 1 : attachments.size() / programs.size();
    for (int i = 0; i < attachments.size(); i++) {
      OptionalInt there = attachments.get(i).query();
      OptionalInt ours =
          programs.isEmpty() ? OptionalInt.empty() : OptionalInt.of(programs.get(i / ofEach).id());
      if (!there.equals(ours)) {
        return false;
      }
    }
    return true;
  }
}
