package org.hookbench.framework.iperf;

import java.util.Map;
import org.hookbench.framework.iperf.IperfException.Reason;

/**
 * What an iperf3 server means by the numbers of a SERVER_ERROR, of which its own words are on its
 * own terminal only. Source: {@code iperf_api.h}, {@code iperf_error.c}.
 */
final class ServerErrors {
  private static final int AUTHENTICATION = 142;

  /** Those that a server can send; iperf3's own words, and what can be done about them. */
  private static final Map<Integer, String> TEXTS =
      Map.ofEntries(
          Map.entry(5, "the test is too long for it"),
          Map.entry(6, "there are too many flows for it"),
          Map.entry(7, "the block size is too large for it"),
          Map.entry(20, "the block size is invalid"),
          Map.entry(27, "the rate is above its limit (--server-bitrate-limit)"),
          Map.entry(37, "the test may last longer than it allows (--server-max-duration)"),
          Map.entry(101, "the test could not be set up"),
          Map.entry(106, "it could not read the cookie"),
          Map.entry(110, "it does not know the message that it got"),
          Map.entry(114, "it could not read the parameters"),
          Map.entry(117, "it could not read the client's results"),
          Map.entry(119, "the client has terminated"),
          Map.entry(120, "it has terminated"),
          Map.entry(121, "it is busy with another test"),
          Map.entry(AUTHENTICATION, "it did not accept user and password"),
          Map.entry(144, "it received nothing from the client for too long (--rcv-timeout)"),
          Map.entry(160, "the test lasted longer than the client had said"),
          Map.entry(200, "it could not make a data flow"),
          Map.entry(202, "it could not listen for data flows"),
          Map.entry(204, "it could not accept a data flow"),
          Map.entry(205, "it could not write to a data flow"),
          Map.entry(206, "it could not read from a data flow"),
          Map.entry(208, "it does not know the flows that the client names"));

  private ServerErrors() {}

  /**
   * The exception for a SERVER_ERROR.
   *
   * @param server what messages call it
   * @param error iperf3's number of the error
   * @param errno that of the server's C library, which often means nothing
   */
  static IperfException exception(String server, int error, int errno) {
    String text = TEXTS.get(error);
    return new IperfException(
        error == AUTHENTICATION ? Reason.AUTHENTICATION : Reason.SERVER_ERROR,
        server
            + " ended the test: "
            + (text == null
                ? "its error " + error + " with errno " + errno
                : text + ", its error " + error));
  }
}
