package org.hookbench.tool.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.hookbench.framework.experiment.RunData;
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

  @Test
  void onTheSameLinkWithTheSameTraffic() {
    RunData run =
        Runs.quick()
            .withArguments(
                List.of("-p", "hook=tc", "-p", "link=lo", "-f", "6", "-p", "payload=1400", "Udp"))
            .data();
    ProfileCommand.Measured measured = ProfileCommand.Measured.by(run);
    assertEquals(List.of("link=lo", "payload=1400"), measured.parameters());
    ProfileCommand.Measured other =
        measured.with("count", List.of("TcpStream"), List.of("payload=64", "ipv=6"));
    assertEquals(List.of("link=lo", "payload=64", "ipv=6"), other.parameters());
    assertEquals("count", other.programs());
    assertEquals(List.of("TcpStream"), other.workloads());
  }
}
