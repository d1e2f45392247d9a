package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.sys.KernelException;
import org.jspecify.annotations.Nullable;

/**
 * Samples the stacks of CPUs by an eBPF program on the CPUs' clocks, and keeps them apart by a
 * label that the caller sets. The stacks come whole through a ring buffer: a table of stacks in the
 * kernel, keyed by a hash, would lose those that collide.
 *
 * <p>Not for more than one thread. Needs CAP_BPF and CAP_PERFMON, Linux 5.15 with BTF. All of it
 * ends with the process.
 */
public final class StackSampler implements AutoCloseable {
  private static final int RING_BYTES_A_CPU = 1 << 20;
  private static final int RING_LEAST = 1 << 22;
  private static final int RING_MOST = 1 << 26;
  private static final ByteBuffer FIRST = Ffi.zeroed(Integer.BYTES);
  private static final int COUNT_BYTES = 16;

  private final BpfObject object;
  // equal samples are one key; what is counted is in an array of one
  private final Map<ByteBuffer, long[]> samples = new HashMap<>();
  private final ByteBuffer labelValue = Ffi.zeroed(Integer.BYTES);
  private final BpfMap label;
  private final BpfMap counts;
  private @Nullable RingBuffer ring;
  private List<PerfEvent> clocks = List.of();

  private StackSampler(BpfObject object) {
    this.object = object;
    this.label = object.map("label");
    this.counts = object.map("counts");
  }

  /**
   * Loads the program and gives it to the clocks of CPUs; none runs before {@link #start}.
   *
   * @param hertz samples a second and CPU
   * @param labels how many labels there are, from 0
   * @param cpus the CPUs to sample; all that are online if empty
   * @throws KernelException where the kernel forbids it, with what to do
   */
  public static StackSampler open(int hertz, int labels, BitSet cpus) {
    StackSampler sampler = new StackSampler(BpfObject.ofJar("kflame"));
    try {
      // first, for what forbids them is told more clearly than a load that fails
      sampler.clocks = PerfEvent.cpuClocks(hertz, cpus);
      BpfProgram program = sampler.load(labels);
      sampler.clocks.forEach(c -> c.attach(program));
      return sampler;
    } catch (RuntimeException e) {
      sampler.close();
      throw e;
    }
  }

  private BpfProgram load(int labels) {
    counts.resize(labels);
    BpfMap events = object.map("samples");
    events.resize(ringBytes(Ffi.libbpf().libbpf_num_possible_cpus()));
    BpfProgram program = OwnProcess.load(object, "take_sample");
    label(-1);
    ring = new RingBuffer(events);
    return program;
  }

  /** A mebibyte a CPU within limits: a power of two, as the kernel wants it. */
  static long ringBytes(int cpus) {
    long wanted = Math.min(RING_MOST, Math.max(RING_LEAST, (long) cpus * RING_BYTES_A_CPU));
    return Long.highestOneBit(wanted);
  }

  /** Has the clocks run. */
  public void start() {
    clocks.forEach(PerfEvent::enable);
  }

  /** Stops the clocks: nothing is sampled, and nothing costs anything. */
  public void stop() {
    clocks.forEach(PerfEvent::disable);
  }

  /** Says what is being measured from now on; -1 for nothing, of which no sample is kept. */
  public void label(int now) {
    label.update(FIRST, labelValue.putInt(0, now));
  }

  /** Which CPUs are sampled. */
  public BitSet cpuNumbers() {
    BitSet numbers = new BitSet();
    clocks.forEach(c -> numbers.set(c.cpu()));
    return numbers;
  }

  /** How many CPUs are sampled. */
  public int cpus() {
    return clocks.size();
  }

  /** Takes what there is out of the ring buffer, to be kept here. */
  public void drain() {
    if (ring != null) {
      ring.drain(this::keep);
    }
  }

  /** As {@link #drain}, if the ring buffer is half full. */
  public void drainIfFilling() {
    if (ring != null && ring.produced() - ring.consumed() > ring.capacity() / 2) {
      drain();
    }
  }

  private void keep(ByteBuffer sample) {
    long[] count = samples.get(sample);
    if (count == null) {
      ByteBuffer copy = ByteBuffer.allocate(sample.remaining()).order(ByteOrder.nativeOrder());
      copy.put(sample).flip();
      count = new long[1];
      samples.put(copy, count);
    }
    count[0]++;
  }

  /** Every stack that was drained so far, and how many samples were equal to it. */
  public void forEach(ObjLongConsumer<StackSample> each) {
    samples.forEach((bytes, count) -> each.accept(StackSample.of(bytes), count[0]));
  }

  /**
   * Samples of a label.
   *
   * @param taken by CPU: how many ticks of its clock there were, the lost ones included
   * @param lost how many found the ring buffer full
   */
  public record Count(long[] taken, long lost) {}

  /** How many samples a label has by the program's own account. */
  public Count count(int of) {
    ByteBuffer values = counts.lookup(Ffi.zeroed(Integer.BYTES).putInt(0, of)).orElseThrow();
    long[] taken = new long[values.capacity() / COUNT_BYTES];
    long lost = 0;
    for (int cpu = 0; cpu < taken.length; cpu++) {
      taken[cpu] = values.getLong(cpu * COUNT_BYTES);
      lost += values.getLong(cpu * COUNT_BYTES + Long.BYTES);
    }
    return new Count(taken, lost);
  }

  @Override
  public void close() {
    clocks.forEach(PerfEvent::close);
    clocks = List.of();
    if (ring != null) {
      ring.close();
      ring = null;
    }
    object.close();
  }
}
