package org.hookbench.framework.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelSymbolsTest {
  @ParameterizedTest
  @CsvSource({
    "ffffffff8135ffa0, handle_softirqs",
    "ffffffff8135ffa5, handle_softirqs",
    "ffffffff81e2becf, __x64_sys_sendto", // its padding, in which calls may be counted
    "ffffffff81e2becc, __x64_sys_sendto",
    "ffffffff81e2bebf, __sys_sendto",
    "ffffffff81000000, srso_alias_untrain_ret",
    "ffffffffc0026c34, bpf_prog_c7c1f65ae341a482_on_tc",
    "ffffffffc0025c10, bpf_dispatcher_xdp"
  })
  void addressIsInTheFunctionThatBeginsBeforeIt(String address, String name) throws IOException {
    KernelSymbols symbols = KernelSymbols.parse(Recorded.lines("kallsyms.txt"));
    assertEquals(Optional.of(name), symbols.at(Long.parseUnsignedLong(address, 16)));
  }

  @Test
  void beforeTheFirstFunctionThereIsNone() throws IOException {
    KernelSymbols symbols = KernelSymbols.parse(Recorded.lines("kallsyms.txt"));
    assertEquals(Optional.empty(), symbols.at(0xffffffff80ffffffL));
    assertEquals(Optional.empty(), symbols.at(0x7f41e2534000L));
  }

  @Test
  void sectionMarksDataAndHiddenAddressesAreNoFunctions() {
    KernelSymbols symbols =
        KernelSymbols.parse(
            Stream.of(
                "ffffffff81c00000 T __softirqentry_text_start",
                "ffffffff81c00000 T __do_softirq",
                "ffffffff81c00100 D jiffies",
                "0000000000000000 T udp_sendmsg",
                "0000000000000000 A fixed_percpu_data"));
    assertEquals(Optional.of("__do_softirq"), symbols.at(0xffffffff81c00000L));
    assertEquals(Optional.of("__do_softirq"), symbols.at(0xffffffff81c00100L));
    assertEquals(Optional.empty(), symbols.at(0));
  }
}
