package org.hookbench.tool.cli.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.Plan;
import org.hookbench.framework.experiment.PlannedCase;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.workload.Flow;
import org.hookbench.framework.workload.Metric;
import org.hookbench.framework.workload.Wire;
import org.hookbench.framework.workload.Workload;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

class PlanReaderTest {
  /** The hooks of all cases, in the order in which they are met. */
  private static List<String> hooks(Plan plan) {
    return arms(plan).map(arm -> arm.hook().toString()).distinct().toList();
  }

  private static List<String> hooks(PlannedCase c) {
    return c.arms().stream()
        .filter(Arm::hasProgram)
        .map(arm -> arm.hook().toString())
        .distinct()
        .toList();
  }

  private static List<String> programs(Plan plan) {
    return arms(plan).map(arm -> arm.program().orElseThrow()).distinct().toList();
  }

  private static Stream<Arm> arms(Plan plan) {
    return plan.planned().stream().flatMap(c -> c.arms().stream()).filter(Arm::hasProgram);
  }

  @Test
  void withoutArgumentsTheDefaultSuite() {
    Plan plan = read("");
    assertEquals(
        List.of("TcpRoundTrip", "TcpStream", "UdpPackets"),
        plan.cases().stream().map(BenchCase::workload).sorted().toList());
    assertEquals(List.of("tc", "xdpgeneric", "xdpdrv"), hooks(plan));
    assertEquals(List.of("pass"), programs(plan));
    assertEquals(13, plan.design().forks());
  }

  /** Each workload keeps the payload that its benchmark class gives it. */
  @Test
  void payloadIsEachBenchmarksOwnUnlessGiven() {
    Map<String, String> byDefault = payloads(read(""));
    assertEquals(Map.of("TcpStream", "262144", "TcpRoundTrip", "1", "UdpPackets", "64"), byDefault);
    assertEquals(
        Map.of("TcpStream", "512", "TcpRoundTrip", "512", "UdpPackets", "512"),
        payloads(read("-p payload=512")));
  }

  /**
   * TcpConnect and UdpUnconnected are there for the hooks that nothing else makes run, and for who
   * asks for it.
   */
  @Test
  void eachHookIsMeasuredByTheWorkloadsThatMakeItRun() {
    Plan plan = read("-p hook=tc,sock_ops");
    Map<String, List<String>> hooks =
        plan.planned().stream()
            .collect(Collectors.toMap(c -> c.bench().workload(), PlanReaderTest::hooks));
    assertEquals(
        Map.of(
            "TcpStream", List.of("tc"),
            "TcpRoundTrip", List.of("tc"),
            "UdpPackets", List.of("tc"),
            "TcpConnect", List.of("sock_ops")),
        hooks);
    assertEquals(List.of("TcpConnect"), workloads(read("-p hook=connect4")));
    assertEquals(List.of("TcpConnect"), workloads(read("TcpConnect -p hook=tc")));
    assertEquals(List.of("UdpUnconnected"), workloads(read("-p hook=flow_dissector")));
  }

  @Test
  void aHookThatNoWorkloadAskedForMakesRunIsRefused() {
    assertEquals(
        "hook=connect4 runs on a new TCP connection, which UdpPackets does not make; measure it"
            + " with TcpConnect",
        refused("UdpPackets -p hook=connect4"));
    assertEquals(
        "hook=flow_dissector runs on a steered packet without a flow hash, which UdpPackets does"
            + " not make; measure it with UdpUnconnected",
        refused("UdpPackets -p hook=flow_dissector"));
    assertEquals(
        "hook=sk_msg runs on data of a TCP connection, which UdpPackets does not make; measure it"
            + " with TcpStream or TcpRoundTrip",
        refused("UdpPackets -p hook=sk_msg"));
    assertEquals("hook=connect6 sees IPv6 only; add -p ipv=6", refused("-p hook=connect6"));
    assertFalse(hooks(read("-p hook=all")).contains("connect6"));
    assertTrue(hooks(read("-p hook=all -p ipv=6")).contains("connect6"));
  }

  /** Each way of making packets has the hooks that its packets pass. */
  @Test
  void kernelPacketsTellWhichOfTheirWaysAHookIsOn() {
    assertEquals(List.of("tc", "xdpgeneric"), hooks(read("KernelPackets")));
    assertEquals(List.of("tc", "xdpdrv"), hooks(read("KernelPackets -p inject=egress")));
    Plan both = read("KernelPackets -p inject=ingress,egress -p hook=tcx,xdpgeneric,xdpdrv");
    assertEquals(
        Map.of(
            "ingress", List.of("tcx", "xdpgeneric"),
            "egress", List.of("tcx", "xdpdrv")),
        both.planned().stream()
            .collect(
                Collectors.toMap(c -> c.bench().params().get("inject"), PlanReaderTest::hooks)));
    assertEquals(
        "hook=xdpdrv runs on a packet that comes over the link, which KernelPackets makes with"
            + " -p inject=egress only",
        refused("KernelPackets -p hook=tc,xdpdrv"));
    assertEquals(
        "hook=xdpgeneric runs on a received packet that was not redirected before, which"
            + " KernelPackets makes with -p inject=ingress only",
        refused("KernelPackets -p inject=egress -p hook=xdpgeneric"));
    assertEquals(
        "hook=nf-output runs on a packet that a socket sends, which KernelPackets does not make;"
            + " measure it with TcpStream or TcpRoundTrip or UdpRoundTrip or UdpPackets"
            + " or TcpConnect or UdpUnconnected",
        refused("KernelPackets -p hook=nf-output"));
  }

  @Test
  void aPeerIsAskedForWhatItServes() {
    String dev = "-p link=dev:eth1 -p peer=";
    assertEquals(List.of("TcpStream", "UdpPackets"), workloads(dev + "iperf3:10.0.0.2 -p hook=tc"));
    assertEquals(List.of("UdpRoundTrip"), workloads(dev + "stamp:10.0.0.2 -p hook=tc"));
    assertEquals(List.of("TcpRoundTrip"), workloads(dev + "echo:10.0.0.2:7 -p hook=tc"));
    assertEquals(
        List.of("TcpStream", "UdpPackets", "UdpRoundTrip"),
        workloads(dev + "iperf3:10.0.0.2,stamp:10.0.0.2 -p hook=tc"));
    assertEquals(
        List.of("TcpRoundTrip", "TcpStream", "UdpPackets"),
        workloads(dev + "hookbench:10.0.0.2:47 -p hook=tc"));
    assertEquals(
        "TcpStream needs TCP streams, and peer=stamp:10.0.0.2:862 serves echoes over UDP",
        refused(dev + "stamp:10.0.0.2 -p hook=tc TcpStream"));
    assertEquals(
        "UdpUnconnected has both of its ends in one process, and can't be measured against a peer",
        refused(dev + "iperf3:10.0.0.2 -p hook=tc UdpUnconnected"));
    assertEquals(
        "TcpStream: link=dev:eth1 needs what is at its other end: -p peer= one of"
            + " iperf3:HOST[:PORT], stamp:HOST[:PORT], twamp:HOST[:PORT], echo:HOST:PORT,"
            + " ssh:[USER@]HOST[:PORT][/ADDRESS], hookbench:HOST:PORT",
        refused("-p link=dev:eth1 -p hook=tc TcpStream"));
    assertEquals(
        "TcpStream: peer=stamp:far:862 needs the device that the peer is reached by:"
            + " -p link=dev:DEVICE",
        refused("-p peer=stamp:far:862 -p hook=tc TcpStream"));
  }

  /** What came later is no part of a case at its default: earlier runs can be compared with it. */
  @Test
  void laterParametersAreSilentAtTheirDefaults() {
    assertEquals(
        Set.of("congestion", "ipv", "link", "mtu", "offload", "payload", "placement"),
        read("-p hook=tc UdpPackets").cases().get(0).params().keySet());
    assertEquals(
        "50k", read("-p hook=tc -p rate=50k UdpPackets").cases().get(0).params().get("rate"));
  }

  private static List<String> workloads(String line) {
    return read(line).cases().stream().map(BenchCase::workload).sorted().toList();
  }

  @Test
  void kernelPacketsRefuseLanesThatTheyCanNotUse() {
    assertEquals(
        "KernelPackets makes packets on a veth device only; use link=veth",
        refused("KernelPackets -p link=lo"));
    assertEquals(
        "KernelPackets makes and receives packets on one CPU, so placement=split has no meaning;"
            + " use placement=shared",
        refused("KernelPackets -p placement=split"));
    assertEquals(
        "KernelPackets: inject=up is not one of [ingress, egress]",
        refused("KernelPackets -p inject=up"));
  }

  @Test
  void depthMakesAnArmOfEachChain() {
    assertEquals(
        List.of("tcx", "tcx*4", "tcx*16", "xdpdrv"),
        hooks(read("-p hook=tcx,xdpdrv -p depth=1,4,16")));
    assertEquals(List.of("tcx*4"), hooks(read("-p hook=tcx -p depth=4")));
    assertEquals(List.of("tcx*2", "tc"), hooks(read("-p hook=tcx*2,tc")));
    assertEquals(
        "hook=xdpdrv holds one program; a chain of tail calls is -p program=tailcall@depth=4",
        refused("-p hook=xdpdrv -p depth=4"));
    assertEquals("depth=x is not a number of programs from 1 to 64", refused("-p depth=x"));
  }

  @Test
  void aHookOfOneLinkIsRefusedOnAnotherAndLeftOutOfAll() {
    assertEquals(
        "hook=netkit is on a netkit device only; use link=netkit",
        refused("UdpPackets -p hook=tc,netkit"));
    assertEquals(
        List.of("tc", "netkit"), hooks(read("UdpPackets -p hook=tc,netkit -p link=netkit")));
    assertFalse(hooks(read("-p hook=all")).contains("netkit"));
    assertTrue(hooks(read("-p hook=all -p link=netkit")).contains("netkit"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lo", "netkit"})
  void nativeXdpIsRefusedWhereTheDriverHasNoneAndLeftOutOfAll(String link) {
    for (String hook : List.of("xdpdrv", "xdpdrv-link")) {
      assertEquals(
          "hook="
              + hook
              + " needs a driver with native XDP, which link="
              + link
              + " has not; use hook=xdpgeneric, or link=veth",
          refused("-p hook=tc," + hook + " -p link=" + link));
    }
    List<String> all = hooks(read("-p hook=all -p link=" + link));
    assertTrue(all.containsAll(List.of("tc", "xdpgeneric")), all.toString());
    assertTrue(all.stream().noneMatch(h -> h.startsWith("xdpdrv")), all.toString());
    assertTrue(hooks(read("-p hook=all -p link=forward")).contains("xdpdrv-link"));
  }

  /** JMH parts values at commas, which stand between a pair's two devices as well. */
  @Test
  void devicesThatAreThere() {
    assertEquals(
        List.of("netns:a/v0,b/v1+a/v2,b/v3", "veth", "netns:a/v4,b/v5"),
        read("UdpPackets -p link=netns:a/v0,b/v1+a/v2,b/v3,veth,netns:a/v4,b/v5").cases().stream()
            .map(c -> c.params().get("link"))
            .toList());
    assertEquals(
        "UdpPackets: link=netns:a/v0 is not of the form netns:NS1/DEV1,NS2/DEV2",
        refused("UdpPackets -p link=netns:a/v0"));
    String there = " -p link=netns:a/v0,b/v1";
    List<String> all = hooks(read("-p hook=all" + there));
    assertTrue(all.containsAll(List.of("tc", "xdpdrv", "cgroup-ingress")), all.toString());
    assertTrue(
        all.stream().noneMatch(h -> h.startsWith("lwt") || h.equals("flow_dissector")),
        all.toString());
    assertTrue(refused("-p hook=lwt-out" + there).endsWith("use link=veth"));
    assertTrue(refused("KernelPackets" + there).endsWith("use link=veth"));
  }

  @Test
  void aRouteThatTheKernelKeepsToItselfIsNotOfAll() {
    List<String> all = hooks(read("-p hook=all -p link=lo -p ipv=6"));
    assertTrue(all.stream().noneMatch(h -> h.startsWith("lwt")), all.toString());
    assertTrue(hooks(read("-p hook=all -p link=lo")).contains("lwt-xmit"));
    assertEquals(
        "hook=lwt-out needs a route, and the kernel's own to a local IPv6 address can't be"
            + " replaced; use -p ipv=4 or -p link=veth",
        refused("-p hook=lwt-out -p link=lo -p ipv=6"));
  }

  /** Of two links each has the hooks that it can have. */
  @Test
  void ofTwoLinksEachCaseHasItsOwnHooks() {
    Plan plan = read("UdpPackets -p hook=tc,netkit,xdpdrv -p link=veth,netkit");
    plan.planned()
        .forEach(
            c ->
                assertEquals(
                    c.link().link().equals("veth")
                        ? List.of("tc", "xdpdrv")
                        : List.of("tc", "netkit"),
                    hooks(c)));
  }

  private static String refused(String arguments) {
    return assertThrows(UserException.class, () -> read(arguments)).getMessage();
  }

  private static List<String> workloads(Plan plan) {
    return plan.cases().stream().map(BenchCase::workload).toList();
  }

  @Test
  void hooksAreNamedOnceAndNoneIsAlwaysThere() {
    assertEquals(List.of("xdpdrv", "tc"), hooks(read("-p hook=xdpdrv,none,tc,xdpdrv")));
    List<String> all = hooks(read("-p hook=all"));
    assertTrue(all.containsAll(List.of("tc", "tcx-egress", "connect4")), all.toString());
    assertTrue(all.contains("flow_dissector"));
    assertEquals(13, read("-p hook=all").design().forks(), "for so many arms");
    assertEquals(List.of("UdpUnconnected"), workloads(read("-p hook=flow_dissector")));
  }

  @Test
  void valuesOfParametersAreCrossed() {
    Plan plan = read("UdpPackets -p link=veth,lo -p ipv=4,6 -p hook=tc");
    assertEquals(4, plan.cases().size());
    assertEquals(
        4,
        plan.cases().stream()
            .map(c -> c.params().get("link") + c.params().get("ipv"))
            .distinct()
            .count());
    assertFalse(plan.cases().get(0).params().containsKey("hook"));
  }

  @Test
  void givenParametersReachTheLink() {
    LinkSettings link =
        read("UdpPackets -p placement=free -p mtu=9000 -p offload=off").planned().get(0).link();
    assertEquals(Placement.FREE, link.placement());
    assertEquals(9000, link.mtu().getAsInt());
    assertFalse(link.offload());
  }

  /** It is among the programs, with what is set for all objects of the user's own. */
  @Test
  void theProgramThatOthersAreComparedWithIsMeasuredToo() {
    Properties p = new Properties();
    p.setProperty("hookbench.against", "old.o:f");
    p.setProperty("hookbench.const.a", "1");
    Plan plan = read("-p program=new.o:f", Settings.of(p));
    assertEquals(List.of("pass", "new.o:f@a=1", "old.o:f@a=1"), programs(plan));
    assertEquals(Optional.of("old.o:f@a=1"), plan.design().against());
    assertEquals(
        List.of("pass", "old.o:f@a=1", "new.o:f@a=1"),
        programs(read("-p program=old.o:f,new.o:f", Settings.of(p))));
    assertEquals(
        "--against old.o:f@a=1: it is the only program of this run; name what is compared with it by"
            + " -p program=",
        assertThrows(UserException.class, () -> read("", Settings.of(p))).getMessage());
    p.setProperty("hookbench.against", "spim");
    assertEquals(
        "unknown program 'spim'; did you mean spin?",
        assertThrows(UserException.class, () -> read("-p program=hash", Settings.of(p)))
            .getMessage());
  }

  @Test
  void programsAreArmsAndNotCases() {
    Plan plan = read("UdpPackets -p hook=tc -p program=pass,spin@ns=500");
    assertEquals(1, plan.cases().size());
    assertEquals(
        List.of("none", "null", "tc/pass", "tc/spin@ns=500"),
        plan.mostArms().stream().map(Arm::id).toList());
  }

  /** Beside a program that does something the empty one, for the hook's own cost. */
  @Test
  void emptyProgramIsAlwaysBesideAnother() {
    assertEquals(List.of("pass", "spin@ns=500"), programs(read("-p program=spin@ns=500")));
    assertEquals(List.of("pass", "x.o:f"), programs(read("-p program=x.o:f")));
    assertEquals(List.of("spin", "pass"), programs(read("-p program=spin,pass")));
    assertEquals(List.of("pass"), programs(read("-p program=pass")));
    assertEquals(
        List.of("none", "null", "tc/pass", "tc/hash"),
        read("UdpPackets -p hook=tc -p program=hash").mostArms().stream().map(Arm::id).toList());
  }

  @Test
  void settingsReachEachObjectOfTheUsersAndNoneOfOurs() {
    Properties p = new Properties();
    p.setProperty("hookbench.const.limit", "5");
    p.setProperty("hookbench.const.on", "1");
    p.setProperty("hookbench.pin.flows", "/sys/fs/bpf/flows");
    assertEquals(
        List.of(
            "pass",
            "x.o:f@limit=5;on=1;pin.flows=/sys/fs/bpf/flows",
            "x.o:g@a=1;limit=5;on=1;pin.flows=/sys/fs/bpf/flows",
            "spin"),
        programs(read("-p program=x.o:f,x.o:g@a=1,spin", Settings.of(p))));
  }

  @ParameterizedTest
  @CsvSource({"const.limit, 5", "pin.flows, /x"})
  void settingsForAnObjectOfTheUsersWithoutOneAreRefused(String setting, String value) {
    Properties p = new Properties();
    p.setProperty("hookbench." + setting, value);
    Settings settings = Settings.of(p);
    UserException e = assertThrows(UserException.class, () -> read("-p program=spin", settings));
    assertEquals(ExitCode.USAGE, e.exitCode());
    assertEquals(
        "--"
            + setting.replace('.', ' ')
            + " is for an object of your own (-p program=PATH:FUNCTION), and there is none; ours"
            + " take -p program=NAME@CONSTANT=VALUE",
        e.getMessage());
  }

  @Test
  void settingThatIsNoNumberIsRefused() {
    Properties p = new Properties();
    p.setProperty("hookbench.const.limit", "much");
    Settings settings = Settings.of(p);
    assertEquals(
        "program 'x.o:f@limit=much': 'limit=much' is not CONSTANT=NUMBER",
        assertThrows(UserException.class, () -> read("-p program=x.o:f", settings)).getMessage());
  }

  @Test
  void redirectIsMeasuredWhereItsPacketsArrive() {
    assertTrue(hooks(read("-p program=redirect -p offload=off")).contains("xdpdrv"));
    assertTrue(programs(read("-p program=redirect -p hook=tc,xdpgeneric")).contains("redirect"));
    assertEquals(
        List.of("tc", "tcx*4"),
        hooks(read("-p program=redirect@peer=1 -p hook=tc,tcx*4 -p link=forward")));
  }

  /** All the hooks that the program is for. */
  @Test
  void allHooksAreThoseThatTheProgramFits() {
    List<String> hooks = hooks(read("-p hook=all -p program=rewrite"));
    assertTrue(hooks.containsAll(List.of("tc", "tcx-egress", "xdpdrv")), hooks.toString());
    assertFalse(hooks.contains("cgroup-ingress"), hooks.toString());
    assertEquals(
        List.of("tc", "tc-egress", "tcx", "tcx-egress"),
        hooks(read("-p hook=all -p program=next")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "-p hook=xdpdriver | unknown hook 'xdpdriver'; did you mean xdpdrv?",
        "-p hook=TC | unknown hook 'TC'; did you mean tc?",
        "-p program=pas | unknown program 'pas'; did you mean pass?",
        "-p hok=tc | unknown parameter 'hok'; did you mean hook?",
        "-phok=tc | unknown parameter 'hok'; did you mean hook?",
        "-p link=vth | unknown value of link 'vth'; did you mean veth?",
        "-p placement=spilt | unknown value of placement 'spilt'; did you mean split?",
        "-p offload=offf | unknown value of offload 'offf'; did you mean off?",
        "-p ipv=5 | unknown value of ipv '5'. Known: 4, 6",
        "UdpPacket$ | unknown benchmark or command 'UdpPacket$'; did you mean UdpPackets?",
        "hoks | unknown benchmark or command 'hoks'; did you mean",
        "( | '(' is no regular expression",
        "-f 0 | -f 0: the fork is the unit of analysis",
        "-r 1us | -r is a slice's length, from 100us to 1min",
        "-r 2min | -r is a slice's length, from 100us to 1min",
        "-i 0 | ",
        "-p mtu=12 | TcpRoundTrip: mtu=12 is below IPv4's 576",
        "-p congestion=cubi | TcpRoundTrip: congestion=cubi is not one of this kernel's: [",
        "UdpPackets -p payload=x | UdpPackets: payload=x is not a number that fits",
        "UdpPackets -p payload=0 | UdpPackets: payload of a datagram is 1 to 65507 bytes, not 0",
        "UdpPackets -p flows=0 | UdpPackets: flows is 1 to 256, not 0",
        "UdpPackets -p flows=x | UdpPackets: flows=x is not a number that fits",
        "UdpPackets -p segments=3 | UdpPackets: segments is 1, 2, 4, 8, 16 or 32 datagrams of a call",
        "TcpStream -p send=splice | TcpStream: send=splice is neither write nor sendfile",
        "TcpRoundTrip -p response=big | TcpRoundTrip: response=big is no number of bytes, nor same",
        "UdpPackets -p payload=65508 | UdpPackets: payload of a datagram is 1 to 65507 bytes",
        "TcpStream -p payload=0 | TcpStream: payload of a stream's write is 1 to 262144 bytes",
        "TcpRoundTrip -p payload=0 | TcpRoundTrip: payload of a round trip is 1 to 65536 bytes",
        "-p program=my.o | program 'my.o' names no function; write my.o:FUNCTION",
        "-p program=spin@nss=1 | program 'spin' has no constant 'nss'; it has ns, next",
        "-p program=redirect | program redirect at hook=xdpdrv loses every packet with checksum"
            + " offload; add -p offload=off",
        "-p program=redirect -p hook=xdpdrv-link | program redirect at hook=xdpdrv-link loses every"
            + " packet with checksum offload; add -p offload=off",
        "-p program=redirect -p link=forward | program redirect at hook=xdpdrv loses every packet",
        "-p program=redirect@peer=1 -p hook=tcx | program redirect@peer=1 needs a next device; add"
            + " -p link=forward",
        "-p program=redirect@peer=1 -p hook=xdpgeneric -p link=forward | program redirect@peer=1 is"
            + " for hook=tc,tcx",
        "-p program=tailcall@depth=99 | program 'tailcall@depth=99': depth is from 0 to 33",
        "-p program=spin@ns | program 'spin@ns': 'ns' is not CONSTANT=NUMBER",
        "-t 2 | -t has no meaning here",
        "-tg 1,1 | -tg has no meaning here",
        "-bm thrpt | -bm has no meaning here",
        "-tu ms | -tu has no meaning here",
        "-opi 5 | -opi has no meaning here",
        "-bs 5 | -bs, -wbs has no meaning here",
        "-wbs 5 | -bs, -wbs has no meaning here",
        "-w 1s | -w has no meaning here",
        "-wf 1 | -wf has no meaning here",
        "-wm BULK | -wm, -wmb has no meaning here",
        "-wmb UdpPackets | -wm, -wmb has no meaning here",
        "-prof nonsense | -prof nonsense: ",
        "Command | Command needs a command to measure, such as -p client='wrk -d1s",
        "Command -p client=c -r 1s | -r has no meaning for Command: a slice is one whole run",
        "Command -p client=c -p metric=speed | Command: metric=speed is not one of wall, cpu",
        "Command -p client=c -p limit=x | Command: limit=x is not a time such as 500ms",
        "Command -p client=c -p hook=socket_filter | hook=socket_filter runs on",
        "Command -p client=c -p hook=sk_lookup | hook=sk_lookup runs on a new TCP connection",
      })
  void whatCanNotBeIsRefusedInOneLine(String arguments, String message) {
    UserException e = assertThrows(UserException.class, () -> read(arguments));
    assertEquals(ExitCode.USAGE, e.exitCode());
    assertTrue(e.getMessage().startsWith(message == null ? "" : message), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  @Test
  void tooManyCasesAreRefused() {
    StringBuilder payloads = new StringBuilder("4");
    for (int i = 5; i < 205; i++) {
      payloads.append(',').append(i);
    }
    String arguments = "UdpPackets -p hook=tc -p payload=" + payloads;
    UserException e = assertThrows(UserException.class, () -> read(arguments));
    assertEquals("these parameters make 201 cases; at most 200 in a run", e.getMessage());
  }

  private static Map<String, String> payloads(Plan plan) {
    Map<String, String> payloads = new java.util.HashMap<>();
    plan.cases().forEach(c -> payloads.put(c.workload(), c.params().get("payload")));
    return payloads;
  }

  /** A command may have commas in it; further ones are given one at a time. */
  @Test
  void commandsAreWholeTexts() {
    List<String> arguments =
        List.of(
            "Command",
            "-p",
            "client=wrk -t1,2 {address}",
            "-p",
            "client=curl a=b,,",
            "-pserver=nginx -g 'a,b;'",
            "-p",
            "metric=regex:trips/s:{1,2} (.+)",
            "-p",
            "limit=5s,6s");
    Plan plan = read(arguments, Settings.of(new Properties()));
    assertEquals(
        Set.of(
            "wrk -t1,2 {address} 5s", "curl a=b,, 5s", "wrk -t1,2 {address} 6s", "curl a=b,, 6s"),
        plan.cases().stream()
            .map(c -> c.params().get("client") + " " + c.params().get("limit"))
            .collect(Collectors.toSet()));
    assertEquals("nginx -g 'a,b;'", plan.cases().get(0).params().get("server"));
    assertEquals("regex:trips/s:{1,2} (.+)", plan.cases().get(0).params().get("metric"));
    assertEquals(0, plan.measurement(plan.cases().get(0)).warmupCycles());
  }

  /** Whether a whole run is short is known only after one; no time is too short before. */
  @Test
  void wholeRunsArePlannedAgainWhenItIsKnownHowLongTheyTake() {
    List<String> arguments = List.of("Command", "-p", "client=c", "-p", "hook=tc");
    Properties time = new Properties();
    time.setProperty("hookbench.time", "60s");
    Settings settings = Settings.of(time);
    Plan before = read(arguments, settings);
    assertEquals(before.planned(), timed(before, settings).planned(), "no run was seen");
    assertEquals(
        "--time=60s is too short: 6 forks, the fewest with a 95 % interval, of 1 case with 3 arms"
            + " take about 107 s",
        assertThrows(UserException.class, () -> timed(slow(before, 1_600_000_000), settings))
            .getMessage());
    Plan after = timed(slow(before, 300_000_000), settings);
    assertEquals(300_000_000, after.planned().get(0).measurement().sliceNanos());
    assertTrue(after.planned().get(0).measurement().cycles() >= 2);
    assertTrue(after.design().forks() >= 6);
  }

  private static Plan timed(Plan plan, Settings settings) {
    try {
      return PlanReader.timed(plan, new CommandLineOptions(), settings);
    } catch (CommandLineOptionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** It with a workload that says that its runs take so long. */
  private static Plan slow(Plan plan, long nanos) {
    return new Plan(
        plan.planned().stream()
            .map(
                c ->
                    new PlannedCase(
                        c.bench(), new SlowRuns(nanos), c.link(), c.arms(), c.measurement()))
            .toList(),
        plan.design());
  }

  private record SlowRuns(long sliceNanos) implements Workload {
    @Override
    public Metric metric() {
      return Metric.latency("time", "run", 1);
    }

    @Override
    public boolean isWholeRun() {
      return true;
    }

    @Override
    public Flow open(Wire wire) {
      throw new UnsupportedOperationException();
    }
  }

  private static Plan read(String arguments) {
    return read(arguments, Settings.of(new Properties()));
  }

  /** As the command line does it, JMH's parser first. */
  static Plan read(String arguments, Settings settings) {
    return read(arguments.isEmpty() ? List.of() : List.of(arguments.split(" ")), settings);
  }

  private static Plan read(List<String> list, Settings settings) {
    try {
      return PlanReader.of(
          new CommandLineOptions(list.toArray(String[]::new)),
          list,
          settings,
          h -> true,
          Set.of("hooks", "programs", "doctor"));
    } catch (CommandLineOptionException e) {
      throw UserException.usage(e.getMessage().lines().findFirst().orElseThrow());
    }
  }
}
