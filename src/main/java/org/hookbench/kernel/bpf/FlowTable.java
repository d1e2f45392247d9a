package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.hookbench.kernel.ffi.Ffi;

/**
 * The map of {@code hash}, {@code lru} and {@code lpm}: as large as the constant {@code entries}
 * says, and filled with as many numbered addresses, from 10.0.0.0 on. With {@code spread=0}, where
 * real packets are looked up, there is room for theirs too.
 */
final class FlowTable implements SetUp {
  /** How many entries are left free for the flows of real packets. */
  static final int ROOM = 16;

  private static final int NUMBERED_FROM = 0x0a000000;
  private static final int MAPPED_PREFIX = 0xffff;
  private static final int FLOW_BYTES = 40;
  private static final int PREFIX_BYTES = 20;
  private static final int NETWORK_BITS = 24;

  private final String map;
  private final int timesLarger;
  private final boolean prefixes;

  private FlowTable(String map, int timesLarger, boolean prefixes) {
    this.map = map;
    this.timesLarger = timesLarger;
    this.prefixes = prefixes;
  }

  /** A hash map of flows. */
  static FlowTable hash() {
    return new FlowTable("flows", 1, false);
  }

  /** An LRU map takes entries out before it is full, so it has twice the room. */
  static FlowTable lru() {
    return new FlowTable("flows", 2, false);
  }

  /** A trie of /24 networks. */
  static FlowTable lpm() {
    return new FlowTable("networks", 1, true);
  }

  @Override
  public void size(BpfObject object, ProgramSpec spec) {
    long room = spec.constant("spread") == 0 ? ROOM : 0;
    object.map(map).resize((spec.constant("entries") + room) * timesLarger + (prefixes ? 1 : 0));
  }

  @Override
  public Filled fill(
      BpfObject object, ProgramSpec spec, String function, Optional<ProgramType> type) {
    BpfMap flows = object.map(map);
    ByteBuffer key = Ffi.zeroed(prefixes ? PREFIX_BYTES : FLOW_BYTES);
    ByteBuffer value = Ffi.zeroed(Long.BYTES);
    if (prefixes) {
      flows.update(key, value); // ::/0, which real packets match
    }
    for (int i = 0; i < spec.constant("entries"); i++) {
      if (prefixes) {
        prefix(key, i);
      } else {
        flow(key, i);
      }
      flows.update(key, value);
    }
    return () -> {};
  }

  private static void flow(ByteBuffer key, int number) {
    key.putInt(8, bigEndian(MAPPED_PREFIX));
    key.putInt(12, bigEndian(NUMBERED_FROM + number));
    // the destination is 0.0.0.0
    key.putInt(24, bigEndian(MAPPED_PREFIX));
  }

  private static void prefix(ByteBuffer key, int number) {
    key.putInt(0, 96 + NETWORK_BITS);
    key.putInt(12, bigEndian(MAPPED_PREFIX));
    key.putInt(16, bigEndian(NUMBERED_FROM + (number << (32 - NETWORK_BITS))));
  }

  private static int bigEndian(int value) {
    return java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.BIG_ENDIAN
        ? value
        : Integer.reverseBytes(value);
  }
}
