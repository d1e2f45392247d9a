package org.hookbench.framework.attachment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.ProgramKind;
import org.hookbench.framework.hook.Target;
import org.hookbench.kernel.bpf.BpfObject;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.netlink.IngressQdisc;
import org.hookbench.kernel.netlink.TrafficControl;
import org.hookbench.kernel.sys.Cgroup;
import org.hookbench.testing.TestLane;

/** Places at the receiving device of a lane, and what can be seen there. */
final class Places {
  private Places() {}

  static int id(String line) {
    return Integer.parseInt(line.replaceAll(".*program id (\\d+).*", "$1"));
  }

  static Hook hook(String name) {
    return Hooks.named(name).orElseThrow();
  }

  static Place place(TestLane lane, String name) {
    var end = lane.receiver();
    return Place.of(
        hook(name), new Target(end.namespace(), end.device(), end.ifindex()), "the test");
  }

  static Place place(TestLane lane, Cgroup cgroup, String name) throws Exception {
    var end = lane.receiver();
    return switch (hook(name).scope()) {
      case CGROUP ->
          Place.ofCgroup(
              hook(name),
              new Target(end.namespace(), "cgroup", 0).withCgroup(cgroup.fd()),
              (Long) Files.getAttribute(Path.of("/proc/self/fd/" + cgroup.fd()), "unix:ino"),
              "/test");
      case NAMESPACE ->
          Place.of(hook(name), new Target(end.namespace(), "namespace", 0), "the test");
      default -> place(lane, name);
    };
  }

  static List<Found> found(TestLane lane) {
    return new Inventory(lane.receiver().namespace()).of(lane.receiverLink());
  }

  static boolean hasClsact(TestLane lane) {
    return lane.receiver()
        .namespace()
        .call(
            () -> {
              try (TrafficControl tc = TrafficControl.open()) {
                return tc.qdisc(lane.receiver().ifindex())
                    .filter(IngressQdisc::isClsact)
                    .isPresent();
              }
            });
  }

  static BpfProgram load(BpfObject object, Hook hook) {
    ProgramKind kind = hook.programKind().orElseThrow();
    return object.load(kind.function(), kind.type());
  }

  static Attachment attach(Place place, BpfProgram program) {
    return place.target().namespace().call(() -> place.hook().attach(place.target(), program));
  }
}
