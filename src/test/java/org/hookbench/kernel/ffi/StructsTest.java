package org.hookbench.kernel.ffi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hookbench.testing.CCompiler;
import org.junit.jupiter.api.Test;

/** Every figure of {@link Structs} against the C headers of libbpf and the kernel. */
class StructsTest {
  private static final List<String> HEADERS =
      List.of("linux/bpf.h", "linux/btf.h", "linux/perf_event.h", "bpf/bpf.h", "bpf/libbpf.h");

  /** The C struct of each nested class. */
  private static final Map<String, String> STRUCTS =
      Map.ofEntries(
          Map.entry("ObjectOpenOpts", "bpf_object_open_opts"),
          Map.entry("TestRunOpts", "bpf_test_run_opts"),
          Map.entry("XdpMd", "xdp_md"),
          Map.entry("MapInfo", "bpf_map_info"),
          Map.entry("LinkCreateOpts", "bpf_link_create_opts"),
          Map.entry("LinkUpdateOpts", "bpf_link_update_opts"),
          Map.entry("NetfilterLinkAttr", "netfilter_link_attr"),
          Map.entry("ProgInfo", "bpf_prog_info"),
          Map.entry("LinkInfo", "bpf_link_info"),
          Map.entry("ProgQueryOpts", "bpf_prog_query_opts"),
          Map.entry("ProgQuery", "no struct of its own: part of union bpf_attr"),
          Map.entry("PerfEventAttr", "perf_event_attr"),
          Map.entry("BtfType", "btf_type"));

  /** Where the attach types' own attributes begin; netfilter's are in headers from 6.4 on only. */
  private static final String LINK_CREATE_UNION =
      "offsetof(union bpf_attr, link_create.target_btf_id)";

  /** Constants that are not the offset of a field of the same name. */
  private static final Map<String, String> OTHERWISE =
      Map.ofEntries(
          Map.entry("NetfilterLinkAttr.SIZE", "sizeof(union bpf_attr)"),
          Map.entry("NetfilterLinkAttr.PROG_FD", "offsetof(union bpf_attr, link_create.prog_fd)"),
          Map.entry(
              "NetfilterLinkAttr.ATTACH_TYPE", "offsetof(union bpf_attr, link_create.attach_type)"),
          Map.entry("NetfilterLinkAttr.PF", LINK_CREATE_UNION),
          Map.entry("NetfilterLinkAttr.HOOKNUM", LINK_CREATE_UNION + " + 4"),
          Map.entry("NetfilterLinkAttr.PRIORITY", LINK_CREATE_UNION + " + 8"),
          Map.entry("LinkInfo.TP_NAME", "offsetof(struct bpf_link_info, raw_tracepoint.tp_name)"),
          Map.entry(
              "LinkInfo.TP_NAME_LEN", "offsetof(struct bpf_link_info, raw_tracepoint.tp_name_len)"),
          Map.entry("LinkInfo.IFINDEX", "offsetof(struct bpf_link_info, xdp.ifindex)"),
          Map.entry("PerfEventAttr.SIZE", "PERF_ATTR_SIZE_VER0"),
          Map.entry("PerfEventAttr.SIZE_FIELD", "offsetof(struct perf_event_attr, size)"),
          // the bits behind read_format have no name of their own
          Map.entry("PerfEventAttr.FLAGS", "offsetof(struct perf_event_attr, read_format) + 8"),
          Map.entry("BtfType.VAR_SECINFO_SIZE", "sizeof(struct btf_var_secinfo)"),
          Map.entry("BtfType.VAR_TYPE", "offsetof(struct btf_var_secinfo, type)"),
          Map.entry("BtfType.VAR_OFFSET", "offsetof(struct btf_var_secinfo, offset)"),
          Map.entry("BtfType.VAR_SIZE", "offsetof(struct btf_var_secinfo, size)"),
          Map.entry("ProgQuery.TARGET_FD", "offsetof(union bpf_attr, query.target_fd)"),
          Map.entry("ProgQuery.ATTACH_TYPE", "offsetof(union bpf_attr, query.attach_type)"),
          Map.entry("ProgQuery.ATTACH_FLAGS", "offsetof(union bpf_attr, query.attach_flags)"),
          Map.entry("ProgQuery.PROG_IDS", "offsetof(union bpf_attr, query.prog_ids)"),
          Map.entry("ProgQuery.PROG_CNT", "offsetof(union bpf_attr, query.prog_cnt)"),
          // what follows came with Linux 6.6: link_ids, link_attach_flags, revision, u64 each
          Map.entry("ProgQuery.LINK_IDS", "offsetof(union bpf_attr, query.prog_attach_flags) + 8"),
          Map.entry("ProgQuery.SIZE", "offsetof(union bpf_attr, query.prog_attach_flags) + 32"));

  private static final Set<String> KERNELS =
      Set.of("ProgInfo.SIZE", "LinkInfo.SIZE", "NetfilterLinkAttr.SIZE");

  @Test
  void everyStructIsKnownToThisTest() {
    Set<String> ours =
        Stream.of(Structs.class.getDeclaredClasses())
            .map(Class::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(STRUCTS.keySet()), ours);
  }

  @Test
  void offsetsAreTheCompilers() throws IllegalAccessException {
    Map<String, Long> expected = new LinkedHashMap<>();
    for (var c : constants().entrySet()) {
      if (!c.getKey().endsWith(".SIZE")) {
        expected.put(expression(c.getKey()), c.getValue());
      }
    }
    assertTrue(expected.size() > 25, "only " + expected.size() + " offsets were found");
    CCompiler.assertAgrees(HEADERS, expected);
  }

  /** A later library's struct may be longer, never shorter: it takes the shorter form. */
  @Test
  void sizesAreThoseOfLibbpf11OrLess() throws IllegalAccessException {
    Map<String, Long> sizes = new TreeMap<>(constants());
    sizes.keySet().removeIf(k -> !k.endsWith(".SIZE"));
    Map<String, Long> actual =
        CCompiler.evaluate(HEADERS, sizes.keySet().stream().map(StructsTest::expression).toList());
    sizes.forEach(
        (name, ours) -> {
          long c = actual.get(expression(name));
          assertTrue(c >= ours, name + ": ours " + ours + ", C " + c);
        });
  }

  @Test
  void sizesAreExactWhereTheHeadersAreOfLibbpf11() throws IllegalAccessException {
    Map<String, Long> version =
        CCompiler.evaluate(
            List.of("bpf/libbpf_version.h"),
            List.of("LIBBPF_MAJOR_VERSION", "LIBBPF_MINOR_VERSION"));
    org.junit.jupiter.api.Assumptions.assumeTrue(
        version.get("LIBBPF_MAJOR_VERSION") == 1 && version.get("LIBBPF_MINOR_VERSION") == 1,
        "the installed libbpf headers are " + version);
    Map<String, Long> expected = new LinkedHashMap<>();
    for (var c : constants().entrySet()) {
      // what is the kernel's comes with the kernel's headers
      if (c.getKey().endsWith(".SIZE") && !KERNELS.contains(c.getKey())) {
        expected.put(expression(c.getKey()), c.getValue());
      }
    }
    CCompiler.assertAgrees(HEADERS, expected);
  }

  private static Map<String, Long> constants() throws IllegalAccessException {
    Map<String, Long> all = new TreeMap<>();
    for (Class<?> struct : Structs.class.getDeclaredClasses()) {
      for (var field : struct.getFields()) {
        all.put(struct.getSimpleName() + "." + field.getName(), (long) field.getInt(null));
      }
    }
    return all;
  }

  private static String expression(String constant) {
    if (OTHERWISE.containsKey(constant)) {
      return OTHERWISE.get(constant);
    }
    String[] parts = constant.split("\\.");
    String struct = "struct " + STRUCTS.get(parts[0]);
    return parts[1].equals("SIZE")
        ? "sizeof(" + struct + ")"
        : "offsetof(" + struct + ", " + parts[1].toLowerCase(java.util.Locale.ROOT) + ")";
  }
}
