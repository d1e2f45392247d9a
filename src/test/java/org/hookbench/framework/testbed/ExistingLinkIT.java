package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.hookbench.UsageException;
import org.hookbench.framework.attachment.Found;
import org.hookbench.framework.attachment.Inventory;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.experiment.Deals;
import org.hookbench.framework.experiment.Schedule;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.ProgramChoice;
import org.hookbench.framework.hook.Target;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.workload.Workload;
import org.hookbench.framework.workload.Workloads;
import org.hookbench.kernel.bpf.KernelProgram;
import org.hookbench.kernel.bpf.LoadedProgram;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.netlink.Ethtool;
import org.hookbench.kernel.netlink.InterfaceAddress;
import org.hookbench.kernel.netlink.IpPrefix;
import org.hookbench.kernel.netlink.Link;
import org.hookbench.kernel.netlink.Route;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netlink.TrafficControl;
import org.hookbench.kernel.netlink.VethOptions;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.testing.CpuPlaces;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.VethPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arms on devices that somebody else made. */
@KernelTest
@ExtendWith(CpuPlaces.class)
class ExistingLinkIT {
  private static final int BATCHES = Visits.BATCHES;
  private VethPair pair;

  @BeforeEach
  void make() {
    pair = new VethPair(VethOptions.DEFAULT);
  }

  @AfterEach
  void takeDown() {
    pair.close();
  }

  @ParameterizedTest
  @CsvSource({
    "UdpPackets, 64, 4, 'tc,tc-egress,tcx,xdpgeneric,xdpdrv,cgroup-ingress,nf-input'",
    "UdpPackets, 64, 6, 'tc,xdpdrv'",
    "TcpRoundTrip, 1, 4, 'tc,xdpdrv,raw_tp'",
    "TcpStream, 65536, 4, 'tc,xdpgeneric,xdpdrv'",
    "TcpConnect, 1, 4, 'tc,sk_lookup'"
  })
  void armsTakeTurnsAndLeaveAllAsItWas(String name, String payload, int ip, String hooks)
      throws IOException {
    List<Arm> arms = Arms.parse(hooksHere(hooks), "pass");
    List<String> before = dump();
    try (Attachment foreign = foreignFilter()) {
      List<String> withForeign = dump();
      Workload workload = Workloads.create(name, payload);
      try (Testbed testbed = Testbed.build(arms, settings(ip), workload, 3)) {
        assertTrue(testbed.takesTurns());
        assertEquals(withForeign, dump(), "between turns");
        testbed.observe(BATCHES);
        Visits.toAll(arms, testbed);
        testbed.observe(BATCHES);
        Visits.requireSound(arms, testbed.evidence());
      }
      assertEquals(withForeign, dump());
      assertTrue(foreign.query().isPresent());
    }
    assertEquals(before, dump());
  }

  /** Programs at one hook follow each other in a cycle, and then none is detached between them. */
  @ParameterizedTest
  @CsvSource({
    "UdpPackets, 64, 'tc,tcx,xdpgeneric,xdpdrv,cgroup-ingress'",
    "TcpStream, 65536, 'tc,xdpdrv'"
  })
  void programsOfOneHookTakeEachOthersPlace(String name, String payload, String hooks)
      throws IOException {
    String here = hooksHere(hooks);
    List<Arm> arms = Arms.parse(here, "pass,count,spin@ns=100");
    int ofEach = 3;
    int hooked = here.split(",").length;
    List<String> before = dump();
    try (Testbed testbed = Testbed.build(arms, settings(4), Workloads.create(name, payload), 3)) {
      Schedule schedule = testbed.schedule(5);
      for (int cycle = 0; cycle < 4; cycle++) {
        long exchanges = testbed.turns().exchanges();
        long arrivals = testbed.turns().arrivals();
        Visits.toAll(schedule, arms, testbed);
        assertEquals(arms.size(), testbed.turns().arrivals() - arrivals);
        long now = testbed.turns().exchanges() - exchanges;
        // and one more where the cycle before ended at the hook that this one begins at
        long least = (long) hooked * (ofEach - 1);
        assertTrue(now == least || now == least + 1, now + " of " + least);
      }
      testbed.observe(BATCHES);
      Visits.requireSound(arms, testbed.evidence());
    }
    assertEquals(before, dump());
  }

  @Test
  void asManyPairsAsArmsAreLanesOfTheirOwn() throws IOException {
    List<Arm> arms = Arms.parse("tc", "pass");
    try (VethPair two = new VethPair(VethOptions.DEFAULT);
        VethPair three = new VethPair(VethOptions.DEFAULT)) {
      LinkSettings settings = settings(link(pair) + "+" + ends(two) + "+" + ends(three), 4);
      Workload workload = Workloads.create("UdpPackets", "64");
      Deals deals = Testbed.deals(arms, settings, 3, 11);
      try (Testbed testbed = Testbed.build(arms, settings, workload, deals)) {
        assertFalse(testbed.takesTurns());
        testbed.observe(BATCHES);
        testbed.move();
        testbed.observe(BATCHES);
        assertTrue(testbed.evidence().get(2).hits() > 0);
        assertEquals(0, testbed.evidence().get(0).hits());
      }
    }
  }

  /** What a hook sees of a whole namespace would run for every lane that shares it. */
  @Test
  void hooksOfANamespaceTakeTurnsHoweverManyPairsThereAre() {
    List<Arm> arms = Arms.parse("nf-input", "pass");
    String three = link(pair) + "+" + ends(pair) + "+" + ends(pair);
    assertTrue(Testbed.deals(arms, settings(three, 4), 3, 11).takesTurns());
  }

  @Test
  void foreignXdpStaysAndTheHookIsRefused() throws IOException {
    Hook xdp = Hooks.required("xdpdrv");
    Workload workload = Workloads.create("UdpPackets", "64");
    try (LoadedProgram theirs = ProgramChoice.load(ProgramSpec.parse("pass"), xdp);
        Attachment there = pair.right().call(() -> xdp.attach(target(), theirs.program()))) {
      List<Arm> refused = Arms.parse("xdpgeneric", "pass");
      KernelException e =
          assertThrows(
              KernelException.class,
              () -> Testbed.build(refused, settings(4), workload, 3).close());
      assertTrue(
          e.getMessage().contains("native XDP program id " + theirs.program().id()), e::getMessage);
      List<Arm> beside = Arms.parse("tc", "pass");
      try (Testbed testbed = Testbed.build(beside, settings(4), workload, 3)) {
        testbed.observe(BATCHES);
        assertTrue(testbed.evidence().get(2).hits() > 0);
      }
      assertEquals(theirs.program().id(), there.query().getAsInt());
    }
  }

  @Test
  void whatWouldNotCrossTheDevicesIsRefused() {
    List<Arm> arms = Arms.parse("tc", "pass");
    Workload workload = Workloads.create("UdpPackets", "64");
    String self = place(pair.left(), VethPair.LEFT_NAME);
    for (String link :
        List.of(
            "netns:" + self + "," + self,
            "netns:" + self + "," + place(pair.right(), "lo"),
            "netns:" + self + "," + place(pair.right(), "nodev"),
            "netns:/proc/self/status/x," + self)) {
      assertThrows(
          UsageException.class,
          () -> Testbed.build(arms, settings(link, 4), workload, 3).close(),
          link);
    }
    try (VethPair other = new VethPair(VethOptions.DEFAULT)) {
      String apart =
          "netns:"
              + place(other.left(), VethPair.LEFT_NAME)
              + ","
              + place(other.right(), VethPair.RIGHT_NAME);
      other.leftRtnl().setUp(other.leftRtnl().ifindex("lo"));
      other
          .leftRtnl()
          .addRoute(
              Route.of(
                  new IpPrefix(VethPair.rightAddress(false), 32), other.leftRtnl().ifindex("lo")));
      UsageException e =
          assertThrows(
              UsageException.class,
              () -> Testbed.build(arms, settings(apart, 4), workload, 3).close());
      assertTrue(e.getMessage().endsWith("leave through lo"), e::getMessage);
    }
  }

  private Attachment foreignFilter() {
    return pair.right()
        .call(
            () -> {
              Hook tcx = Hooks.required("tcx-egress");
              LoadedProgram program = ProgramChoice.load(ProgramSpec.parse("count"), tcx);
              try (TrafficControl tc = TrafficControl.open()) {
                tc.createClsact(pair.rightIndex());
              }
              Attachment attachment = tcx.attach(target(), program.program());
              return new Attachment() {
                @Override
                public OptionalInt query() {
                  return attachment.query();
                }

                @Override
                public void close() {
                  attachment.close();
                  program.close();
                  pair.right()
                      .run(
                          () -> {
                            try (TrafficControl tc = TrafficControl.open()) {
                              tc.deleteClsact(pair.rightIndex());
                            }
                          });
                }
              };
            });
  }

  private Target target() {
    return new Target(pair.right(), VethPair.RIGHT_NAME, pair.rightIndex());
  }

  /** All that a run could have changed. */
  private List<String> dump() {
    List<String> lines = new ArrayList<>();
    for (NetNs namespace : List.of(pair.left(), pair.right())) {
      try (Rtnl rtnl = Rtnl.open(namespace);
          Ethtool ethtool = Ethtool.open(namespace)) {
        for (Link link : rtnl.links()) {
          lines.add(link.name() + " " + link.mtu() + " " + link.flags() + " " + link.xdp());
          // a link-local one comes from the kernel, some time after the device went up
          rtnl.addresses(link.ifindex()).stream()
              .filter(InterfaceAddress::global)
              .forEach(address -> lines.add(address.toString()));
          lines.add(ethtool.get(link.name()).toString());
          for (Found found : new Inventory(namespace).of(link)) {
            lines.add(found.hook() + " " + found.program().map(KernelProgram::id) + found.filter());
          }
          lines.add(
              namespace.call(
                  () -> {
                    try (TrafficControl tc = TrafficControl.open()) {
                      return "" + tc.qdisc(link.ifindex());
                    }
                  }));
        }
      }
    }
    return lines;
  }

  private static String hooksHere(String hooks) {
    return String.join(
        ",",
        List.of(hooks.split(",")).stream()
            .filter(h -> HookProbe.refusal(Hooks.required(h)).isEmpty())
            .toList());
  }

  private LinkSettings settings(int ipVersion) {
    return settings(link(pair), ipVersion);
  }

  private static LinkSettings settings(String link, int ipVersion) {
    return LinkSettings.parse(link, "on", "auto", "shared", "" + ipVersion, "auto");
  }

  private static String link(VethPair pair) {
    return "netns:" + ends(pair);
  }

  private static String ends(VethPair pair) {
    return place(pair.left(), VethPair.LEFT_NAME) + "," + place(pair.right(), VethPair.RIGHT_NAME);
  }

  private static String place(NetNs namespace, String device) {
    return "/proc/self/fd/" + namespace.fd() + "/" + device;
  }
}
