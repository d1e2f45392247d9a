package org.hookbench.framework.testbed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hookbench.UsageException;
import org.hookbench.framework.attachment.RunAttachments;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.evidence.PlaceEvidence;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Deals;
import org.hookbench.framework.experiment.Schedule;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.Scope;
import org.hookbench.framework.lanes.Lane;
import org.hookbench.framework.lanes.LaneNeeds;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.lanes.Topology;
import org.hookbench.framework.profile.TestbedView;
import org.hookbench.framework.workload.FarService;
import org.hookbench.framework.workload.Flow;
import org.hookbench.framework.workload.Workload;
import org.hookbench.kernel.bpf.ProgramStats;
import org.hookbench.kernel.sys.Affinity;

/**
 * The whole of a fork's bench: as many lanes as arms, with an arm on each, its program attached
 * until the next {@link #move} (or, where it is of the whole machine, from {@link #enter} to {@link
 * #leave}) and the lane's sockets open. Build it on the thread that will measure: that thread is
 * then placed on the sender's CPU, and all others of the process are kept off the CPUs that
 * measure.
 */
public final class Testbed implements AutoCloseable {
  // so short that a timer's tick falls into few passes: their median is then free of it, as a
  // slice's is
  private static final int BATCHES_A_PASS = 2;

  private final Topology topology;
  private final Workload workload;
  private final Placement.Cpus cpus;
  private final Deals deals;
  private final boolean freshSockets;
  private final List<OpenLane> lanes = new ArrayList<>();
  private final List<ArmOnLane> arms;
  private final Keeper keeper = new Keeper();
  private final OtherLoad otherLoad;
  private MachineArms machineArms = new MachineArms(List.of());
  private Optional<Turns> turns = Optional.empty();
  private int stretch;

  private Testbed(
      Topology topology,
      Workload workload,
      Placement.Cpus cpus,
      Deals deals,
      boolean freshSockets) {
    this.topology = topology;
    this.workload = workload;
    this.cpus = cpus;
    this.deals = deals;
    this.freshSockets = freshSockets;
    this.otherLoad =
        workload.isWholeRun() ? OtherLoad.besidePrograms(cpus.all()) : new OtherLoad(cpus.all());
    this.arms = new ArrayList<>(Collections.nCopies(deals.laneOfArm(0).length, null));
  }

  /**
   * Builds everything, or nothing; arms stay on the lanes that they were dealt.
   *
   * @param seed deals the arms to the lanes
   * @throws org.hookbench.kernel.sys.KernelException where the kernel refuses
   * @throws UsageException where what was asked for can't be, in words for the user
   */
  public static Testbed build(List<Arm> arms, LinkSettings settings, Workload workload, long seed) {
    return build(arms, settings, workload, deals(arms, settings, 1, seed));
  }

  /**
   * Whether arms take turns on one lane of a link: where there are fewer lanes than arms, or where
   * a hook sees all of a namespace that the lanes share and that is not made for the run.
   */
  public static boolean takesTurns(List<Arm> arms, LinkSettings settings) {
    return settings.hasFewerLanesThan(arms.size())
        || settings.isExisting() && AttachPoint.needs(hooks(arms)).apart();
  }

  /**
   * Deals arms to the lanes of a link, or to one of them by turns.
   *
   * @param stretches how many deals where arms have lanes of their own
   * @param seed the same seed gives the same deals
   */
  public static Deals deals(List<Arm> arms, LinkSettings settings, int stretches, long seed) {
    if (!takesTurns(arms, settings)) {
      return Deals.draw(arms.size(), stretches, seed);
    }
    int lanes = settings.lanes().orElseThrow();
    return Deals.turns(arms.size(), Math.floorMod(seed, lanes));
  }

  private static List<Hook> hooks(List<Arm> arms) {
    return arms.stream().map(arm -> Hooks.required(arm.hook().hook())).toList();
  }

  /**
   * Builds everything, or nothing.
   *
   * @param deals which lane each arm is on, at first and after each move
   * @throws org.hookbench.kernel.sys.KernelException where the kernel refuses
   * @throws UsageException where what was asked for can't be, in words for the user
   */
  public static Testbed build(
      List<Arm> arms, LinkSettings settings, Workload workload, Deals deals) {
    Placement.Cpus cpus = settings.placement().choose();
    Affinity.keepOff(cpus.all());
    Testbed testbed = assemble(arms, settings, workload, deals, cpus);
    cpus.sender().ifPresent(Affinity::pin);
    return testbed;
  }

  /**
   * Builds everything, moves a batch on each lane and takes all of it down again, without placing
   * any thread: whatever would fail in a fork fails here, before the run.
   *
   * @return what was seen of each arm
   */
  public static List<ArmEvidence> rehearse(
      List<Arm> arms, LinkSettings settings, Workload workload) {
    Placement.Cpus cpus = settings.placement().choose();
    try (Testbed testbed = assemble(arms, settings, workload, deals(arms, settings, 1, 0), cpus)) {
      testbed.observe(1);
      return testbed.evidence();
    } catch (IOException e) {
      throw new IllegalStateException(workload.name() + ": " + e.getMessage(), e);
    }
  }

  private static Testbed assemble(
      List<Arm> arms, LinkSettings settings, Workload workload, Deals deals, Placement.Cpus cpus) {
    List<Hook> hooks = hooks(arms);
    LaneNeeds ofHooks = AttachPoint.needs(hooks);
    // servers of several lanes listen on one port
    LaneNeeds needs = new LaneNeeds(ofHooks.apart() || workload.isWholeRun(), ofHooks.steered());
    Topology topology =
        deals.takesTurns()
            ? Topology.ofOne(settings, deals.laneOfArm(0)[0])
            : Topology.create(arms.size(), settings, cpus, needs);
    boolean atSockets = hooks.stream().anyMatch(h -> h.scope() == Scope.SOCKET);
    Testbed testbed =
        new Testbed(
            topology,
            workload,
            cpus,
            deals,
            // a session with a peer takes longer than a stream needs to settle under another arm
            atSockets || workload.needsFreshSockets() && settings.peer().isEmpty());
    try {
      sweep(settings);
      for (Lane lane : topology.lanes()) {
        testbed.lanes.add(OpenLane.of(lane, cpus, hooks, settings.sends()));
      }
      // lane by lane, and so the arms in a random order: what is built first gets other ports and
      // other memory than what is built last
      if (deals.takesTurns()) {
        testbed.buildByTurns(arms);
      } else {
        int[] armOfLane = deals.armOfLane(0);
        for (int i = 0; i < armOfLane.length; i++) {
          int arm = armOfLane[i];
          testbed.arms.set(arm, ArmOnLane.build(arms.get(arm), testbed.lanes.get(i), workload));
        }
      }
      if (deals.stretches() > 1 || deals.takesTurns()) {
        testbed.arms.forEach(arm -> arm.movingXdpPrograms().forEach(testbed.keeper::keep));
      }
      testbed.machineArms = new MachineArms(testbed.arms);
      return testbed;
    } catch (RuntimeException e) {
      testbed.close();
      throw e;
    }
  }

  /**
   * Takes off what runs, or forks of this one, whose process has gone have left on the devices of a
   * link that are somebody else's; does nothing where lanes are made for the run.
   *
   * @throws org.hookbench.kernel.sys.KernelException where the kernel refuses
   */
  public static void sweep(LinkSettings settings) {
    settings.forEachExistingDevice(RunAttachments::sweep);
  }

  private void buildByTurns(List<Arm> planned) {
    Turns all = new Turns(lanes.get(0), arms, freshSockets);
    for (int i = 0; i < planned.size(); i++) {
      arms.set(i, ArmOnLane.build(planned.get(i), lanes.get(0), workload));
      arms.get(i).leave();
      all.closeSockets();
    }
    turns = Optional.of(all);
  }

  /**
   * Deals the arms to other lanes. All leave before the first one comes, for a device takes one
   * program at a time at most hooks. Sockets stay with the lane, but where the workload or a hook
   * needs new ones.
   *
   * @throws IOException where sockets can't be closed
   * @throws org.hookbench.kernel.sys.KernelException where the kernel refuses, or an arm leaves a
   *     lane other than it was
   * @throws IllegalStateException where there is no further deal, or sockets can't be opened
   */
  public void move() throws IOException {
    if (stretch + 1 == deals.stretches()) {
      throw new IllegalStateException("no deal is left after stretch " + stretch);
    }
    int[] leaving = deals.armOfLane(stretch);
    for (int arm : leaving) {
      arms.get(arm).leave();
    }
    if (freshSockets) {
      for (OpenLane lane : lanes) {
        lane.closeSockets();
      }
    }
    stretch++;
    int[] coming = deals.armOfLane(stretch);
    for (int i = 0; i < coming.length; i++) {
      arms.get(coming[i]).enter(lanes.get(i));
    }
  }

  /** The open sockets of an arm. */
  public Flow flow(int arm) {
    return arms.get(arm).flow();
  }

  /**
   * Before traffic on an arm's lane: attaches its program where arms take turns on a lane, or where
   * it is of the whole machine ({@link org.hookbench.framework.hook.Scope#MACHINE}), which may take
   * some tens of ms. All others are attached for good.
   *
   * @throws org.hookbench.kernel.sys.KernelException where the kernel refuses
   */
  public void enter(int arm) {
    enter(arms.get(arm));
  }

  private void enter(ArmOnLane arm) {
    turns.ifPresent(t -> t.enter(arm));
    machineArms.enter(arm);
  }

  /** After traffic on an arm's lane, to which {@link #enter} belongs. */
  public void leave(int arm) {
    leave(arms.get(arm));
  }

  private void leave(ArmOnLane arm) {
    machineArms.leave(arm);
    turns.ifPresent(t -> t.leave(arm));
  }

  /**
   * The order in which each cycle visits the arms. Those that can take each other's place on a lane
   * that they share stand in a row.
   *
   * @param seed the same seed gives the same order
   */
  public Schedule schedule(long seed) {
    return turns
        .map(t -> new Schedule(t.rows(), seed))
        .orElseGet(() -> new Schedule(arms.size(), seed));
  }

  /** Whether an arm is on its lane for its own slice alone, and has to settle there first. */
  public boolean takesTurns() {
    return deals.takesTurns();
  }

  /**
   * Moves some traffic on every lane with the kernel's program statistics on, and notes how often
   * each program ran. Statistics slow every program, so this stands before the first slice and
   * after the last, and costs the slices nothing.
   *
   * @param batches how many batches a lane
   */
  public void observe(int batches) throws IOException {
    try (ProgramStats on = ProgramStats.enable()) {
      for (ArmOnLane arm : arms) {
        enter(arm);
        for (int done = 0; done < batches; done += BATCHES_A_PASS) {
          arm.observe(Math.min(BATCHES_A_PASS, batches - done));
        }
        leave(arm);
      }
    }
  }

  /**
   * Sees what limits the traffic with a peer while no program is attached; takes some 0.4 s. Empty
   * where there is no peer, or no such traffic: of round trips none is under way most of the time.
   */
  public Optional<PlaceEvidence.Saturation> saturation() throws IOException {
    boolean streams =
        workload
            .farService()
            .filter(s -> s == FarService.STREAM || s == FarService.DATAGRAMS)
            .isPresent();
    if (!streams || workload.isPaced() || lanes.get(0).lane().peer().isEmpty()) {
      return Optional.empty();
    }
    ArmOnLane baseline = arms.get(0);
    enter(baseline);
    PlaceEvidence.Saturation seen = SaturationProbe.of(lanes.get(0).lane(), lanes.get(0).flow());
    leave(baseline);
    return Optional.of(seen);
  }

  /**
   * What the host at the other end has counted so far; empty where there is none. Where it says so
   * only at the end of its traffic, that ends here.
   */
  public Map<String, Long> peerCounts() throws IOException {
    return lanes.get(0).peerCounts();
  }

  /** How the arms came to the lane that they take turns on. */
  public PlaceEvidence.Turns turns() {
    return turns.map(Turns::evidence).orElse(PlaceEvidence.Turns.UNKNOWN);
  }

  /**
   * How the devices are set at both ends of the lane that arms take turns on, as far as they are of
   * this host or the peer says so.
   */
  public PlaceEvidence.Devices devices() throws IOException {
    Lane.End end = lanes.get(0).lane().receiver();
    return PlaceEvidence.Devices.of(
        DeviceFacts.of(end.namespace(), end.device(), end.ifindex()), lanes.get(0).peerDevice());
  }

  /** What else runs on the CPUs that measure. */
  public OtherLoad otherLoad() {
    return otherLoad;
  }

  /** What profilers may see of it. */
  public TestbedView view() {
    return new TestbedView(
        arms.stream().map(ArmOnLane::view).toList(), cpus.all(), workload.metric().operation());
  }

  /** What was seen of each arm. */
  public List<ArmEvidence> evidence() {
    return arms.stream().map(ArmOnLane::evidence).toList();
  }

  @Override
  public void close() {
    keeper.close();
    arms.stream().filter(Objects::nonNull).forEach(ArmOnLane::close);
    lanes.forEach(OpenLane::close);
    topology.close();
  }
}
