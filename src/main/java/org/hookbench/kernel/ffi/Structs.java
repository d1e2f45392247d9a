package org.hookbench.kernel.ffi;

/**
 * Sizes and offsets, in bytes, of the structs that cross the boundary to libbpf and bpf(2), on
 * 64-bit Linux. They are those of libbpf 1.1; a later library has longer ones and takes the shorter
 * form, for each options struct begins with its own size ({@code sz}, a {@code size_t}). The unit
 * tests compare each figure with what a C compiler prints.
 *
 * <p>Source: {@code bpf/libbpf.h}, {@code bpf/bpf.h}, {@code linux/bpf.h}.
 */
public final class Structs {
  private Structs() {}

  /** {@code struct bpf_object_open_opts}. */
  public static final class ObjectOpenOpts {
    public static final int SIZE = 80;
    public static final int OBJECT_NAME = 8;
    public static final int KERNEL_LOG_BUF = 56;
    public static final int KERNEL_LOG_SIZE = 64;
    public static final int KERNEL_LOG_LEVEL = 72;

    private ObjectOpenOpts() {}
  }

  /** {@code struct bpf_test_run_opts}. */
  public static final class TestRunOpts {
    public static final int SIZE = 80;
    public static final int DATA_IN = 8;
    public static final int DATA_OUT = 16;
    public static final int DATA_SIZE_IN = 24;
    public static final int DATA_SIZE_OUT = 28;
    public static final int CTX_IN = 32;
    public static final int CTX_SIZE_IN = 48;
    public static final int RETVAL = 56;
    public static final int REPEAT = 60;
    public static final int DURATION = 64;
    public static final int FLAGS = 68;
    public static final int BATCH_SIZE = 76;

    private TestRunOpts() {}
  }

  /** {@code struct xdp_md}. */
  public static final class XdpMd {
    public static final int SIZE = 24;
    public static final int DATA_END = 4;
    public static final int INGRESS_IFINDEX = 12;

    private XdpMd() {}
  }

  /** {@code struct bpf_prog_info}, as far as it is read; it has no {@code sz}. */
  public static final class ProgInfo {
    public static final int SIZE = 232;
    public static final int TYPE = 0;
    public static final int ID = 4;
    public static final int TAG = 8;
    public static final int JITED_PROG_LEN = 16;
    public static final int LOAD_TIME = 40;
    public static final int NR_MAP_IDS = 52;
    public static final int MAP_IDS = 56;
    public static final int NAME = 64;
    public static final int NR_JITED_KSYMS = 104;
    public static final int NR_JITED_FUNC_LENS = 108;
    public static final int JITED_KSYMS = 112;
    public static final int JITED_FUNC_LENS = 120;
    public static final int RUN_TIME_NS = 192;
    public static final int RUN_CNT = 200;
    public static final int RECURSION_MISSES = 208;
    public static final int VERIFIED_INSNS = 216;

    private ProgInfo() {}
  }

  /** {@code struct bpf_map_info}, as far as it is read; it has no {@code sz}. */
  public static final class MapInfo {
    public static final int SIZE = 88;
    public static final int TYPE = 0;
    public static final int KEY_SIZE = 8;
    public static final int VALUE_SIZE = 12;
    public static final int MAX_ENTRIES = 16;
    public static final int NAME = 24;

    private MapInfo() {}
  }

  /** {@code struct bpf_link_create_opts}. */
  public static final class LinkCreateOpts {
    public static final int SIZE = 64;
    public static final int FLAGS = 8;

    private LinkCreateOpts() {}
  }

  /** {@code struct bpf_link_update_opts}, as far as libbpf 1.0 has it. */
  public static final class LinkUpdateOpts {
    public static final int SIZE = 16;
    public static final int FLAGS = 8;
    public static final int OLD_PROG_FD = 12;

    private LinkUpdateOpts() {}
  }

  /**
   * {@code union bpf_attr} of {@code BPF_LINK_CREATE} at a hook point of netfilter, as Linux 6.4
   * has it; the headers of an older kernel don't.
   */
  public static final class NetfilterLinkAttr {
    public static final int SIZE = 64;
    public static final int PROG_FD = 0;
    public static final int ATTACH_TYPE = 8;
    public static final int PF = 16;
    public static final int HOOKNUM = 20;
    public static final int PRIORITY = 24;

    private NetfilterLinkAttr() {}
  }

  /** {@code struct bpf_link_info}, as far as it is read; it has no {@code sz}. */
  public static final class LinkInfo {
    public static final int SIZE = 48;
    public static final int TYPE = 0;
    public static final int ID = 4;
    public static final int PROG_ID = 8;
    public static final int IFINDEX = 16;
    public static final int TP_NAME = 16;
    public static final int TP_NAME_LEN = 24;

    private LinkInfo() {}
  }

  /** {@code struct bpf_prog_query_opts}. */
  public static final class ProgQueryOpts {
    public static final int SIZE = 40;
    public static final int QUERY_FLAGS = 8;
    public static final int PROG_IDS = 16;
    public static final int PROG_CNT = 24;

    private ProgQueryOpts() {}
  }

  /**
   * What {@code union bpf_attr} holds for {@code BPF_PROG_QUERY}, with the ids of links that Linux
   * 6.6 added behind what older headers name.
   */
  public static final class ProgQuery {
    public static final int SIZE = 64;
    public static final int TARGET_FD = 0;
    public static final int ATTACH_TYPE = 4;
    public static final int ATTACH_FLAGS = 12;
    public static final int PROG_IDS = 16;
    public static final int PROG_CNT = 24;
    public static final int LINK_IDS = 40;

    private ProgQuery() {}
  }

  /**
   * {@code struct perf_event_attr} of {@code linux/perf_event.h} in its first published form, which
   * every kernel takes. The flags are one word of bits.
   */
  public static final class PerfEventAttr {
    public static final int SIZE = 64;
    public static final int TYPE = 0;
    public static final int SIZE_FIELD = 4;
    public static final int CONFIG = 8;
    public static final int SAMPLE_FREQ = 16;
    public static final int FLAGS = 40;

    private PerfEventAttr() {}
  }

  /** {@code struct btf_type} and the {@code struct btf_var_secinfo} entries behind it. */
  public static final class BtfType {
    public static final int SIZE = 12;
    public static final int NAME_OFF = 0;
    public static final int INFO = 4;
    public static final int VAR_SECINFO_SIZE = 12;
    public static final int VAR_TYPE = 0;
    public static final int VAR_OFFSET = 4;
    public static final int VAR_SIZE = 8;

    private BtfType() {}
  }
}
