package org.hookbench.framework.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wrk http://{address}:{port}/ | 10.0.0.2 | wrk http://10.0.0.2:8080/",
        "wrk http://{address}:{port}/ | fd00::2 | wrk http://[fd00:0:0:0:0:0:0:2]:8080/",
        "curl http://{address}/x | fd00::2 | curl http://[fd00:0:0:0:0:0:0:2]/x",
        "iperf3 -c {address} -p {port} | fd00::2 | iperf3 -c fd00:0:0:0:0:0:0:2 -p 8080",
        "iperf3 -c {address} -p {port} | 10.0.0.2 | iperf3 -c 10.0.0.2 -p 8080",
        "socat - TCP6:{address}:{port} | ::1 | socat - TCP6:[0:0:0:0:0:0:0:1]:8080",
        "a {address} b {address}: c | ::1 | a 0:0:0:0:0:0:0:1 b [0:0:0:0:0:0:0:1]: c",
        "nginx -p {dir} -c {dir}/x | ::1 | nginx -p /t/d -c /t/d/x",
        "awk '{print $1}' {other} | ::1 | awk '{print $1}' {other}",
        "echo $1 \\ {port} | ::1 | echo $1 \\ 8080"
      })
  void placeholdersAreFilled(String command, String address, String expected) throws Exception {
    assertEquals(
        expected,
        CommandText.filled(command, InetAddress.getByName(address), 8080, Path.of("/t/d")));
  }
}
