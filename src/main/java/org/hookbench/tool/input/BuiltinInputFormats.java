package org.hookbench.tool.input;

import java.util.List;

/** The formats of other tools' results that HookBench reads by itself. */
public final class BuiltinInputFormats implements InputFormatProvider {
  @Override
  public List<InputFormat> formats() {
    return List.of(new Iperf3Text(), new Iperf3Json(), new NetperfText(), new JmhJson());
  }
}
