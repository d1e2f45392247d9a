package org.hookbench.tool.flame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTest {
  @ParameterizedTest
  @CsvSource({
    "do_xdp_generic_[k],           do_xdp_generic,   true",
    "veth_xmit [veth]_[k],         veth_xmit,        true",
    "veth_xmit[veth]_[k],          veth_xmit,        true",
    "java.lang.Thread.run_[0],     java.lang.Thread.run, false",
    "java.lang.Thread.run_[j],     java.lang.Thread.run, false",
    "memcpy [libc.so.6],           memcpy,           false",
    "[libc.so.6],                  [libc.so.6],      false",
    "[unknown]_[k],                [unknown],        true",
    "java,                         java,             false",
    "'',                           '',               false"
  })
  void nameWithoutModuleAndKind(String text, String name, boolean kernel) {
    assertEquals(new Frame(name, kernel), Frame.of(text));
  }
}
