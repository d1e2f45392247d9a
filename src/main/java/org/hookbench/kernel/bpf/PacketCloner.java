package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;
import java.util.Map;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.LibBpf;
import org.hookbench.kernel.ffi.Structs.TestRunOpts;
import org.hookbench.kernel.sys.Sys;

/**
 * Puts copies of one packet into a device by one system call: a test run (BPF_PROG_TEST_RUN) of a
 * program that calls {@code bpf_clone_redirect} {@value #COPIES} times, repeated as often as
 * wanted. A copy shares the packet's bytes with the others until something writes to it.
 *
 * <p>The kernel holds back its softirqs while the program runs, and handles the packets after each
 * run, on the same CPU: {@value #COPIES} are what it handles in one go, so that none is left to
 * ksoftirqd.
 *
 * <p>Linux 5.3. CAP_BPF and CAP_NET_ADMIN. Source: bpf-helpers(7), the kernel's {@code
 * bpf_prog_run.rst}; {@code process_backlog()} of {@code net/core/dev.c}.
 */
public final class PacketCloner implements AutoCloseable {
  /** Packets that a run of the program makes. */
  public static final int COPIES = 64;

  private static final long BPF_F_INGRESS = 1;
  private static final String OPERATION = "make packets (test-run bpf_clone_redirect)";

  private final LibBpf lib = Ffi.libbpf();
  private final BpfObject object;
  private final BpfMap taken;
  private final int program;
  private final ByteBuffer options = Ffi.zeroed(TestRunOpts.SIZE);

  // kept reachable: its memory is used by address
  @SuppressWarnings({"FieldCanBeLocal", "unused"})
  private final ByteBuffer packet;

  private PacketCloner(BpfObject object, int program, int runs, byte[] packet) {
    this.object = object;
    this.taken = object.map("taken");
    this.program = program;
    this.packet = Ffi.zeroed(packet.length).put(packet);
    options.putLong(0, TestRunOpts.SIZE);
    options.putLong(TestRunOpts.DATA_IN, Ffi.address(this.packet));
    options.putInt(TestRunOpts.DATA_SIZE_IN, packet.length);
    options.putInt(TestRunOpts.REPEAT, runs);
  }

  /**
   * Loads the program.
   *
   * @param ifindex the device, in the namespace of the threads that will {@link #run}
   * @param received true: the device receives the packets; false: it sends them
   * @param runs how often {@link #run} runs the program
   * @param packet from its Ethernet header on
   * @throws org.hookbench.kernel.sys.KernelException where the kernel refuses the program
   */
  public static PacketCloner load(int ifindex, boolean received, int runs, byte[] packet) {
    BpfObject object = BpfObject.ofJar("clone");
    try {
      object.constants(Map.of("ifindex", (long) ifindex, "flags", received ? BPF_F_INGRESS : 0));
      return new PacketCloner(object, object.load("make").fd(), runs, packet);
    } catch (RuntimeException e) {
      object.close();
      throw e;
    }
  }

  /**
   * Makes the copies. The calling thread must be in the device's namespace. Allocates nothing.
   *
   * @throws org.hookbench.kernel.sys.KernelException where the kernel does not run the program
   */
  public void run() {
    Sys.checkBpf(lib.bpf_prog_test_run_opts(program, options), OPERATION);
  }

  /** How many the device has taken so far. */
  public long taken() {
    return taken
        .lookup(Ffi.zeroed(Integer.BYTES))
        .orElseThrow(() -> new IllegalStateException("an array without its first entry"))
        .getLong(0);
  }

  @Override
  public void close() {
    object.close();
  }
}
