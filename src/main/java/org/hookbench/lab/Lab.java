package org.hookbench.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.hookbench.bpf.ProgramStats;
import org.hookbench.evidence.ArmEvidence;
import org.hookbench.experiment.Arm;
import org.hookbench.experiment.Schedule;
import org.hookbench.hook.Chain;
import org.hookbench.kernel.Affinity;
import org.hookbench.profile.LabView;
import org.hookbench.topology.Lane;
import org.hookbench.topology.LaneNeeds;
import org.hookbench.topology.LinkSettings;
import org.hookbench.topology.LoopbackLanes;
import org.hookbench.topology.Placement;
import org.hookbench.topology.Topology;
import org.hookbench.topology.VethLanes;
import org.hookbench.workload.Flow;
import org.hookbench.workload.Workload;

/**
 * The whole of a fork's bench: a lane an arm, dealt at random, with the arm's program attached for
 * good (or, where it is of the whole machine, from {@link #enter} to {@link #leave}) and its
 * sockets open. Build it on the thread that will measure: that thread is then placed on the
 * sender's CPU, and all others of the process are kept off the CPUs that measure.
 */
public final class Lab implements AutoCloseable {
  // so short that a timer's tick falls into few passes: their median is then free of it, as a
  // slice's is
  private static final int BATCHES_A_PASS = 2;

  private final Topology topology;
  private final Workload workload;
  private final Placement.Cpus cpus;
  private final int[] laneOfArm;
  private final List<ArmRig> rigs;
  private MachineArms machineArms;

  private Lab(Topology topology, Workload workload, Placement.Cpus cpus, int[] laneOfArm) {
    this.topology = topology;
    this.workload = workload;
    this.cpus = cpus;
    this.laneOfArm = laneOfArm;
    this.rigs = new ArrayList<>(Collections.nCopies(laneOfArm.length, null));
  }

  /**
   * Builds everything, or nothing.
   *
   * @param seed deals the arms to the lanes
   * @throws org.hookbench.kernel.KernelException where the kernel refuses
   * @throws IllegalArgumentException where what was asked for can't be, in words for the user
   */
  public static Lab build(List<Arm> arms, LinkSettings settings, Workload workload, long seed) {
    Placement.Cpus cpus = settings.placement().choose();
    Affinity.keepOff(cpus.all());
    Lab lab = assemble(arms, settings, workload, seed, cpus);
    cpus.sender().ifPresent(Affinity::pin);
    return lab;
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
    try (Lab lab = assemble(arms, settings, workload, 0, cpus)) {
      lab.observe(1);
      return lab.evidence();
    } catch (IOException e) {
      throw new IllegalStateException(workload.name() + ": " + e.getMessage(), e);
    }
  }

  private static Lab assemble(
      List<Arm> arms, LinkSettings settings, Workload workload, long seed, Placement.Cpus cpus) {
    LaneNeeds needs = Site.needs(arms.stream().map(arm -> Chain.of(arm.hook()).hook()).toList());
    Topology topology =
        settings.link().equals("lo")
            ? LoopbackLanes.create(arms.size(), settings, cpus, needs)
            : VethLanes.create(arms.size(), settings, cpus, needs);
    Lab lab = new Lab(topology, workload, cpus, Schedule.permutation(arms.size(), seed));
    try {
      List<Lane> lanes = topology.lanes();
      // lane by lane, and so the arms in a random order: what is built first gets other ports and
      // other memory than what is built last
      int[] armOfLane = inverse(lab.laneOfArm);
      for (int i = 0; i < lanes.size(); i++) {
        int arm = armOfLane[i];
        lab.rigs.set(arm, ArmRig.build(arms.get(arm), lanes.get(i), workload, cpus));
      }
      lab.machineArms = new MachineArms(lab.rigs);
      return lab;
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  private static int[] inverse(int[] permutation) {
    int[] inverse = new int[permutation.length];
    for (int i = 0; i < permutation.length; i++) {
      inverse[permutation[i]] = i;
    }
    return inverse;
  }

  /** The open sockets of an arm. */
  public Flow flow(int arm) {
    return rigs.get(arm).flow();
  }

  /**
   * Before traffic on an arm's lane: attaches its program where that is of the whole machine
   * ({@link org.hookbench.hook.Scope#MACHINE}), which may take some tens of ms. All others are
   * attached for good.
   *
   * @throws org.hookbench.kernel.KernelException where the kernel refuses
   */
  public void enter(int arm) {
    machineArms.enter(rigs.get(arm));
  }

  /** After traffic on an arm's lane, to which {@link #enter} belongs. */
  public void leave(int arm) {
    machineArms.leave(rigs.get(arm));
  }

  /** Which lane each arm was dealt. */
  public int[] laneOfArm() {
    return laneOfArm.clone();
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
      for (ArmRig rig : rigs) {
        machineArms.enter(rig);
        for (int done = 0; done < batches; done += BATCHES_A_PASS) {
          rig.observe(Math.min(BATCHES_A_PASS, batches - done));
        }
        machineArms.leave(rig);
      }
    }
  }

  /** What profilers may see of it. */
  public LabView view() {
    return new LabView(rigs.stream().map(ArmRig::view).toList(), cpus.all(), workload.operation());
  }

  /** What was seen of each arm. */
  public List<ArmEvidence> evidence() {
    return rigs.stream().map(ArmRig::evidence).toList();
  }

  @Override
  public void close() {
    rigs.stream().filter(Objects::nonNull).forEach(ArmRig::close);
    topology.close();
  }
}
