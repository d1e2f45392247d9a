package org.hookbench.tool.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.Test;

class ProfileCommandTest {
  @Test
  void whatARunMeasuredIsProfiledAgain() {
    ProfileCommand.Measured measured =
        ProfileCommand.Measured.by(Runs.quick().withPrograms(List.of("pass", "count")).data());
    assertEquals("pass,count", measured.programs());
    assertEquals("tc,xdpgeneric,xdpdrv", measured.hooks());
    assertEquals(
        List.of("\\.TcpRoundTrip\\.", "\\.TcpStream\\.", "\\.UdpPackets\\."), measured.workloads());
  }
}
