package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.Structs.TestRunOpts;
import org.hookbench.kernel.ffi.Structs.XdpMd;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.Sys;

/**
 * XDP frames that the kernel makes and gives to a program, whose verdict it carries out: a frame is
 * dropped, sent by the device, redirected, or goes up to the stack. The program need not be
 * attached. No driver receives the frames, so that what is seen is XDP itself.
 *
 * <p>Linux 5.18, CAP_BPF and CAP_NET_ADMIN. Source: the kernel's {@code bpf_prog_run.rst}, {@code
 * bpf_test_run_xdp_live()} of {@code net/bpf/test_run.c}.
 */
public final class LiveFrames implements AutoCloseable {
  /** What {@link #program} has: it drops a frame, sends it back, or redirects it. */
  public static final List<String> ACTIONS = List.of("drop", "tx", "redirect");

  private static final int BPF_F_TEST_XDP_LIVE_FRAMES = 2;

  /** As many as a poll of NAPI handles. */
  private static final int BATCH = 64;

  private final Map<String, BpfProgram> programs = new HashMap<>();
  private final List<BpfObject> objects = new ArrayList<>();

  /**
   * Loads the programs.
   *
   * @param redirectTo the device that the last one redirects to
   * @throws KernelException where the kernel refuses them
   */
  public LiveFrames(int redirectTo) {
    try {
      for (String action : ACTIONS) {
        BpfObject object = BpfObject.ofJar("frames");
        objects.add(object);
        object.constants(Map.of("ifindex", (long) redirectTo));
        programs.put(action, object.load(action));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * A program that does nothing but this.
   *
   * @param action one of {@link #ACTIONS}
   */
  public BpfProgram program(String action) {
    return java.util.Objects.requireNonNull(programs.get(action), action);
  }

  @Override
  public void close() {
    objects.forEach(BpfObject::close);
  }

  /**
   * Makes frames and has a program deal with each, on the calling thread's CPU.
   *
   * @param program of type XDP
   * @param ifindex the device at which they seem to come in, in the calling thread's namespace; it
   *     must be one whose driver has native XDP, and have a program attached
   * @param frame from its Ethernet header on
   * @param frames how many
   * @return what one took by the kernel's clock, ns, rounded down
   * @throws KernelException where the kernel refuses: EINVAL before Linux 5.18
   */
  public static int nanosPerFrame(BpfProgram program, int ifindex, byte[] frame, int frames) {
    ByteBuffer data = Ffi.zeroed(frame.length).put(frame).flip();
    ByteBuffer context = Ffi.zeroed(XdpMd.SIZE);
    context.putInt(XdpMd.DATA_END, frame.length).putInt(XdpMd.INGRESS_IFINDEX, ifindex);
    ByteBuffer options = Ffi.zeroed(TestRunOpts.SIZE);
    options.putLong(0, TestRunOpts.SIZE);
    options.putLong(TestRunOpts.DATA_IN, Ffi.address(data));
    options.putInt(TestRunOpts.DATA_SIZE_IN, frame.length);
    options.putLong(TestRunOpts.CTX_IN, Ffi.address(context));
    options.putInt(TestRunOpts.CTX_SIZE_IN, XdpMd.SIZE);
    options.putInt(TestRunOpts.REPEAT, frames);
    options.putInt(TestRunOpts.FLAGS, BPF_F_TEST_XDP_LIVE_FRAMES);
    options.putInt(TestRunOpts.BATCH_SIZE, BATCH);
    try {
      Sys.checkBpf(
          Ffi.libbpf().bpf_prog_test_run_opts(program.fd(), options),
          "run program " + program.name() + " on frames (BPF_F_TEST_XDP_LIVE_FRAMES)");
    } finally {
      java.lang.ref.Reference.reachabilityFence(data);
      java.lang.ref.Reference.reachabilityFence(context);
    }
    return options.getInt(TestRunOpts.DURATION);
  }
}
