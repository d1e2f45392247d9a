package org.hookbench.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.LibBpf;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.Sys;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.VethPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What XDP changes on a link, as netlink and ethtool show it. */
@KernelTest
class XdpIT {
  private static final int XDP_FLAGS_SKB_MODE = 2;
  private static final int XDP_FLAGS_DRV_MODE = 4;
  private final LibBpf bpf = Ffi.libbpf();
  private long object;
  private int program;

  @BeforeEach
  void load() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/org/hookbench/kernel/bpf/pass.bpf.o")) {
      byte[] elf = in.readAllBytes();
      object = bpf.bpf_object__open_mem(elf, elf.length, null);
    }
    long found = 0;
    long next = 0;
    while ((next = bpf.bpf_object__next_program(object, next)) != 0) {
      // an older libbpf can't load what its section does not tell it
      boolean isXdp = bpf.bpf_program__section_name(next).equals("xdp");
      Sys.checkBpf(bpf.bpf_program__set_autoload(next, isXdp), "select the XDP program");
      found = isXdp ? next : found;
    }
    Sys.checkBpf(bpf.bpf_object__load(object), "load pass.bpf.o");
    program = bpf.bpf_program__fd(found);
  }

  @AfterEach
  void unload() {
    bpf.bpf_object__close(object);
  }

  @Test
  void modeAndProgramAreShown() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT)) {
      attach(pair, XDP_FLAGS_SKB_MODE);
      XdpAttachment generic = pair.leftRtnl().get(pair.leftIndex()).xdp().orElseThrow();
      assertEquals(XdpAttachment.Mode.GENERIC, generic.mode());
      assertTrue(generic.programId() > 0);
      detach(pair, XDP_FLAGS_SKB_MODE);
      assertEquals(Optional.empty(), pair.leftRtnl().get(pair.leftIndex()).xdp());

      attach(pair, XDP_FLAGS_DRV_MODE);
      XdpAttachment drv = pair.leftRtnl().get(pair.leftIndex()).xdp().orElseThrow();
      assertEquals(new XdpAttachment(XdpAttachment.Mode.NATIVE, generic.programId()), drv);
    }
  }

  @Test
  void anothersProgramIsNeitherReplacedNorTakenOff() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT)) {
      attach(pair, XDP_FLAGS_SKB_MODE);
      KernelException e =
          assertThrows(KernelException.class, () -> attach(pair, XDP_FLAGS_SKB_MODE));
      assertEquals(Errno.EBUSY, e.errno());
      assertEquals("XDP program already attached", e.words());
      detach(pair, XDP_FLAGS_SKB_MODE);
      e = assertThrows(KernelException.class, () -> detach(pair, XDP_FLAGS_SKB_MODE));
      assertEquals(Errno.EEXIST, e.errno());
      assertEquals("Active program does not match expected", e.words());
    }
  }

  @Test
  void nativeXdpFixesTsoOfTheOtherEndOff() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT);
        Ethtool peer = Ethtool.open(pair.right())) {
      Offloads before = peer.get(VethPair.RIGHT_NAME);
      attach(pair, XDP_FLAGS_DRV_MODE);
      Offloads during = peer.get(VethPair.RIGHT_NAME);
      assertEquals(List.of("tso on -> off"), before.diff(during));

      KernelException e =
          assertThrows(
              KernelException.class, () -> peer.set(VethPair.RIGHT_NAME, Offload.TSO, true));
      assertTrue(e.getMessage().contains("switch tso of hbr0 on"), e.getMessage());
      assertTrue(e.hint().contains("native XDP"), e.getMessage());

      detach(pair, XDP_FLAGS_DRV_MODE);
      assertEquals(before, peer.get(VethPair.RIGHT_NAME));
    }
  }

  private void attach(VethPair pair, int mode) {
    pair.leftRtnl().attachXdp(pair.leftIndex(), program, mode);
  }

  private void detach(VethPair pair, int mode) {
    pair.leftRtnl().detachXdp(pair.leftIndex(), program, mode);
  }
}
