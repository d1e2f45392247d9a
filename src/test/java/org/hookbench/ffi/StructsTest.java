package org.hookbench.ffi;

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
      List.of("linux/bpf.h", "linux/btf.h", "bpf/bpf.h", "bpf/libbpf.h");

  /** The C struct of each nested class. */
  private static final Map<String, String> STRUCTS =
      Map.of(
          "TcHook", "bpf_tc_hook",
          "TcOpts", "bpf_tc_opts",
          "XdpAttachOpts", "bpf_xdp_attach_opts",
          "XdpQueryOpts", "bpf_xdp_query_opts",
          "ObjectOpenOpts", "bpf_object_open_opts",
          "TestRunOpts", "bpf_test_run_opts",
          "ProgInfo", "bpf_prog_info",
          "LinkInfo", "bpf_link_info",
          "ProgQueryOpts", "bpf_prog_query_opts",
          "BtfType", "btf_type");

  /** Constants that are not the offset of a field of the same name. */
  private static final Map<String, String> OTHERWISE =
      Map.of(
          "LinkInfo.TP_NAME", "offsetof(struct bpf_link_info, raw_tracepoint.tp_name)",
          "LinkInfo.TP_NAME_LEN", "offsetof(struct bpf_link_info, raw_tracepoint.tp_name_len)",
          "BtfType.VAR_SECINFO_SIZE", "sizeof(struct btf_var_secinfo)",
          "BtfType.VAR_TYPE", "offsetof(struct btf_var_secinfo, type)",
          "BtfType.VAR_OFFSET", "offsetof(struct btf_var_secinfo, offset)",
          "BtfType.VAR_SIZE", "offsetof(struct btf_var_secinfo, size)");

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
      // these two are the kernel's and come with the kernel's headers
      boolean kernels = c.getKey().startsWith("ProgInfo") || c.getKey().startsWith("LinkInfo");
      if (c.getKey().endsWith(".SIZE") && !kernels) {
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
