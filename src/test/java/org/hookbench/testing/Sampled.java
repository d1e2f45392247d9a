package org.hookbench.testing;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.hookbench.framework.profile.Stacks;

/**
 * Made-up samples of UDP packets over a veth pair, the same ones every time: what a thread that
 * sends and receives leaves at 4 kHz on Linux 6, and what each hook adds to it.
 */
public final class Sampled {
  /** CPU time that a sample stands for, ns. */
  public static final double PERIOD = 250_000;

  /** A function that only generic XDP calls. */
  public static final String GENERIC_XDP = "do_xdp_generic_[k]";

  /** The program, as the kernel names it. */
  public static final String PROGRAM = "bpf_prog_6deef7357e7b4530_pass_xdp_[k]";

  private static final long OPERATIONS = 2_000_000;

  private static final String JAVA =
      "java;java.lang.Thread.run_[0];org.hookbench.bench.UdpPackets.cost_[j];"
          + "sun.nio.ch.DatagramChannelImpl.write_[j];";
  private static final String SYSCALL =
      JAVA + "[libc.so.6];entry_SYSCALL_64_after_hwframe_[k];do_syscall_64_[k];";
  private static final String SEND =
      SYSCALL + "__x64_sys_sendto_[k];__sys_sendto_[k];udp_sendmsg_[k];udp_send_skb_[k];";
  private static final String OUT = SEND + "ip_send_skb_[k];ip_finish_output2_[k];";
  private static final String QUEUE = OUT + "__dev_queue_xmit_[k];";
  private static final String SOFTIRQ =
      QUEUE + "__local_bh_enable_ip_[k];do_softirq_[k];handle_softirqs_[k];net_rx_action_[k];";
  private static final String IN =
      SOFTIRQ + "__napi_poll_[k];process_backlog_[k];__netif_receive_skb_one_core_[k];";
  private static final String RECEIVE =
      SYSCALL + "__x64_sys_recvfrom_[k];__sys_recvfrom_[k];udp_recvmsg_[k];";

  private static final Map<String, Integer> NONE =
      Map.ofEntries(
          Map.entry(JAVA + "jlong_disjoint_arraycopy", 900),
          Map.entry(SYSCALL.substring(0, SYSCALL.length() - 1), 5200),
          Map.entry(SEND + "udp_set_csum_[k]", 700),
          Map.entry(SEND + "__alloc_skb_[k];kmem_cache_alloc_node_noprof_[k]", 3100),
          Map.entry(OUT + "neigh_hh_output_[k]", 600),
          Map.entry(QUEUE + "dev_hard_start_xmit_[k];veth_xmit [veth]_[k]", 2900),
          Map.entry(QUEUE + "netif_skb_features_[k]", 800),
          Map.entry(SOFTIRQ + "_raw_spin_lock_irq_[k]", 1000),
          Map.entry(IN.substring(0, IN.length() - 1), 1400),
          Map.entry(IN + "ip_rcv_[k];udp_queue_rcv_one_skb_[k];sock_def_readable_[k]", 4100),
          Map.entry(IN + "ip_rcv_[k];__udp4_lib_lookup_[k]", 1700),
          Map.entry(RECEIVE + "__skb_recv_udp_[k]", 3300),
          Map.entry(RECEIVE + "skb_copy_datagram_iter_[k];_copy_to_iter_[k]", 2700),
          Map.entry(RECEIVE + "skb_consume_udp_[k];kmem_cache_free_[k]", 2500));

  private static final Map<String, Map<String, Integer>> ADDED =
      Map.of(
          "tc",
          Map.of(
              SOFTIRQ + "__netif_receive_skb_core_[k];tcf_classify_[k];cls_bpf_classify_[k]",
              500,
              SOFTIRQ
                  + "__netif_receive_skb_core_[k];tcf_classify_[k];cls_bpf_classify_[k];"
                  + "bpf_prog_6deef7357e7b4530_pass_tc_[k]",
              240),
          "xdpgeneric",
          Map.of(
              IN + GENERIC_XDP, 900,
              IN + GENERIC_XDP + ";bpf_prog_run_generic_xdp_[k]", 800,
              IN + GENERIC_XDP + ";bpf_prog_run_generic_xdp_[k];" + PROGRAM, 260,
              IN + GENERIC_XDP + ";pskb_expand_head_[k]", 700),
          "xdpdrv",
          Map.of(
              SOFTIRQ + "__napi_poll_[k];veth_poll [veth]_[k];veth_xdp_rcv [veth]_[k]", 2600,
              SOFTIRQ + "__napi_poll_[k];veth_poll [veth]_[k];" + PROGRAM, 260));

  private static final long IDLE = 12;

  private Sampled() {}

  /**
   * What the baseline, the null arm and the hooks tc, xdpgeneric and xdpdrv leave, in this order.
   */
  public static List<Stacks> arms() {
    return List.of(of("none", 1), of("null", 2), of("tc", 3), of("xdpgeneric", 4), of("xdpdrv", 5));
  }

  /**
   * An arm's.
   *
   * @param hook whose stacks come on top of the baseline's, if it has any
   * @param seed of the counts' chance, as a sampler has it
   */
  public static Stacks of(String hook, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long operations = OPERATIONS + 1000 * seed;
    SortedMap<String, Integer> expected = new TreeMap<>(NONE);
    expected.putAll(ADDED.getOrDefault(hook, Map.of()));
    SortedMap<String, Long> folded = new TreeMap<>();
    expected.forEach(
        (stack, twoMillion) -> {
          double n = (double) twoMillion * operations / OPERATIONS;
          folded.put(stack, Math.max(1, Math.round(n + gauss(random) * Math.sqrt(n))));
        });
    double nanos = PERIOD * expected.values().stream().mapToDouble(n -> n).sum();
    double taken = IDLE + folded.values().stream().mapToLong(n -> n).sum();
    // what was sampled lasted as long as it did, however many samples came of it
    double period = nanos * operations / OPERATIONS / taken;
    return new Stacks(folded, period, operations, 3, IDLE, 0);
  }

  /** An arm's with a tail of rare stacks, as long runs have it. */
  public static Stacks manyOf(String hook, long seed, int rare) {
    Stacks few = of(hook, seed);
    SplittableRandom random = new SplittableRandom(seed);
    SortedMap<String, Long> folded = new TreeMap<>(few.folded());
    List<String> stacks = List.copyOf(few.folded().keySet());
    for (int i = 0; i < rare; i++) {
      String below = stacks.get(random.nextInt(stacks.size()));
      folded.merge(
          below + ";asm_sysvec_apic_timer_interrupt_[k];hrtimer_" + random.nextInt(rare) + "_[k]",
          1L + random.nextInt(3),
          Long::sum);
    }
    return new Stacks(
        folded, few.periodNanos(), few.operations(), few.lost(), few.idle(), few.others());
  }

  private static double gauss(SplittableRandom random) {
    double u = 1 - random.nextDouble();
    return StrictMath.sqrt(-2 * StrictMath.log(u))
        * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
  }
}
