package org.hookbench.framework.testbed;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.ProgramChoice;
import org.hookbench.framework.hook.Target;
import org.hookbench.framework.lanes.Lane;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.lanes.VethLanes;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.LiveFrames;
import org.hookbench.kernel.bpf.LoadedProgram;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.bpf.SamplePacket;
import org.hookbench.kernel.bpf.UdpFrame;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.sys.Affinity;
import org.hookbench.kernel.sys.KernelException;

/**
 * How fast XDP deals with frames, on one CPU and without a driver that receives them: what dropping
 * one takes, sending it back by the device, redirecting it to another, or what a program of the
 * user's does. The frames are the kernel's own ({@link LiveFrames}); devices are veth, whose other
 * ends drop what comes.
 *
 * <p>Programs take turns in random order, each with so many frames a turn.
 */
public final class XdpRates implements AutoCloseable {
  private static final int PORT = 6000;
  private static final int WARM_UP = 2;

  /**
   * What one program did.
   *
   * @param name {@code drop}, {@code tx}, {@code redirect}, or the user's program as she wrote it
   * @param nanos a frame in each of its turns, ns
   */
  public record Turns(String name, double[] nanos) {}

  private record Named(String name, BpfProgram program) {}

  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<Named> programs = new ArrayList<>();
  private final Lane in;
  private final byte[] frame;

  /**
   * Makes the devices and loads the programs.
   *
   * @param own programs of the user's, beside ours
   * @param bytes of a frame, Ethernet header included
   * @throws KernelException where the kernel refuses
   * @throws org.hookbench.UsageException where a program is none for XDP
   */
  public XdpRates(List<ProgramSpec> own, int bytes) {
    LinkSettings settings =
        new LinkSettings("veth", true, OptionalInt.empty(), Placement.SHARED, 4, LinkSettings.AUTO);
    try {
      VethLanes lanes = keep(VethLanes.create(2, settings));
      in = lanes.lanes().get(0);
      Lane out = lanes.lanes().get(1);
      int egress = out.sender().ifindex();
      LiveFrames ours = keep(out.sender().namespace().call(() -> new LiveFrames(egress)));
      for (String action : LiveFrames.ACTIONS) {
        programs.add(new Named(action, ours.program(action)));
      }
      Hook xdp = Hooks.required("xdpdrv");
      for (ProgramSpec spec : own) {
        LoadedProgram loaded = keep(ProgramChoice.load(spec, xdp));
        programs.add(new Named(spec.text(), loaded.program()));
      }
      BpfProgram drop = programs.get(0).program();
      for (Lane.End end : List.of(in.sender(), in.receiver(), out.receiver())) {
        Target target = new Target(end.namespace(), end.device(), end.ifindex());
        keep(end.namespace().<Attachment>call(() -> Hooks.attach(xdp, target, drop)));
      }
      frame = frame(in, bytes);
      settings.placement().choose().receiver().ifPresent(Affinity::pin);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private <T extends AutoCloseable> T keep(T opened) {
    open.add(opened);
    return opened;
  }

  private static byte[] frame(Lane lane, int bytes) {
    int headers = UdpFrame.headers(false) + SamplePacket.ETHERNET;
    return UdpFrame.of(
        mac(lane.receiver()),
        mac(lane.sender()),
        new InetSocketAddress(lane.sender().address(), PORT),
        new InetSocketAddress(lane.receiver().address(), PORT + 1),
        bytes - headers);
  }

  private static byte[] mac(Lane.End end) {
    try (Rtnl rtnl = Rtnl.open(end.namespace())) {
      return rtnl.get(end.ifindex()).mac().orElseThrow().bytes();
    }
  }

  /**
   * Measures all of them.
   *
   * @param rounds turns of each program
   * @param frames a turn
   * @param random for the order
   */
  public List<Turns> measure(int rounds, int frames, Random random) {
    double[][] nanos = new double[programs.size()][rounds];
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < programs.size(); i++) {
      order.add(i);
    }
    in.sender()
        .namespace()
        .run(
            () -> {
              for (int round = -WARM_UP; round < rounds; round++) {
                Collections.shuffle(order, random);
                for (int i : order) {
                  int each =
                      LiveFrames.nanosPerFrame(
                          programs.get(i).program(), in.sender().ifindex(), frame, frames);
                  if (round >= 0) {
                    nanos[i][round] = each;
                  }
                }
              }
            });
    List<Turns> all = new ArrayList<>();
    for (int i = 0; i < programs.size(); i++) {
      all.add(new Turns(programs.get(i).name(), nanos[i]));
    }
    return all;
  }

  @Override
  public void close() {
    Collections.reverse(open);
    for (AutoCloseable one : open) {
      try {
        one.close();
      } catch (Exception e) {
        // the namespaces go with the lanes, and take with them what could not be closed
        continue;
      }
    }
    open.clear();
  }
}
