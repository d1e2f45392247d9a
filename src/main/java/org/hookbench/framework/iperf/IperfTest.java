package org.hookbench.framework.iperf;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.hookbench.framework.iperf.Credentials.Padding;
import org.hookbench.framework.iperf.IperfException.Reason;

/**
 * A test that runs with an iperf3 server, until {@link #end} or {@link #close}. All of it is done
 * on the calling thread, one at a time; the sockets stay in the network namespace where {@link
 * #start} was called.
 *
 * <p>The data flows are the caller's to read or write, with what way of waiting it likes. Where the
 * server receives, 3.10 and later give up when 120 s have passed without a byte (its {@code
 * --rcv-timeout}). UDP datagrams begin with a {@link UdpSequence}.
 */
public final class IperfTest implements AutoCloseable {
  private static final int COOKIE_LETTERS = 36;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
  private static final long RETRY_MILLIS = 20;

  private final IperfOptions options;
  private final Control control;
  private final DataFlows flows;
  private final Patience patience;
  private final long startNanos = System.nanoTime();
  private boolean running = true;

  private IperfTest(IperfOptions options, Control control, DataFlows flows, Patience patience) {
    this.options = options;
    this.control = control;
    this.flows = flows;
    this.patience = patience;
  }

  /**
   * Has a server begin a test. Where nobody listens, or the server is busy, it asks again for a
   * second, for so long may a server need between two tests.
   *
   * @throws IperfException if the test did not begin; the server is free then
   * @throws IOException if this host makes no sockets
   */
  public static IperfTest start(IperfOptions options) throws IOException {
    return start(options, Patience.USUAL);
  }

  static IperfTest start(IperfOptions options, Patience patience) throws IOException {
    if (options.credentials().isEmpty()) {
      return start(options, Optional.empty(), patience);
    }
    Credentials credentials = options.credentials().orElseThrow();
    List<Padding> paddings = credentials.padding().inOrder();
    for (Padding padding : paddings.subList(0, paddings.size() - 1)) {
      try {
        return start(options, token(credentials, padding), patience);
      } catch (IperfException e) {
        if (e.reason() != Reason.AUTHENTICATION) {
          throw e;
        }
      }
    }
    return start(options, token(credentials, paddings.get(paddings.size() - 1)), patience);
  }

  private static Optional<String> token(Credentials credentials, Padding padding) {
    return Optional.of(credentials.token(padding, System.currentTimeMillis() / 1000));
  }

  private static IperfTest start(IperfOptions options, Optional<String> token, Patience patience)
      throws IOException {
    Deadline free = Deadline.in(patience.freed());
    while (true) {
      try {
        return attempt(options, token, patience);
      } catch (IperfException e) {
        if (!e.isPassing() || free.isOver()) {
          throw e;
        }
      }
      try {
        Thread.sleep(RETRY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException(
            "interrupted while waiting for " + Sockets.name(options.server()));
      }
    }
  }

  private static IperfTest attempt(IperfOptions options, Optional<String> token, Patience patience)
      throws IOException {
    ByteBuffer cookie = cookie();
    Control control = greeted(options, cookie, patience);
    try {
      control.send(Messages.parameters(options, token), Deadline.in(patience.answer()));
      expect(
          control,
          State.CREATE_STREAMS,
          patience,
          Reason.AUTHENTICATION,
          " when it had read the parameters, without a reason, as 3.21 does where user and"
              + " password are missing or not accepted");
      DataFlows flows = DataFlows.open(options, control, cookie, patience);
      try {
        expect(
            control,
            State.TEST_START,
            patience,
            Reason.SERVER_ERROR,
            " when the flows were open, without a reason, as one before 3.21 does where the rate is"
                + " above its limit (--server-bitrate-limit)");
        control.expect(State.TEST_RUNNING, Deadline.in(patience.answer()));
        return new IperfTest(options, control, flows, patience);
      } catch (IOException | RuntimeException e) {
        flows.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      control.close();
      throw e;
    }
  }

  /** The part in which a server between two tests is like one that does not run, or is busy. */
  private static Control greeted(IperfOptions options, ByteBuffer cookie, Patience patience)
      throws IOException {
    Control control;
    try {
      control = Control.connect(options, patience);
    } catch (IperfException e) {
      // refused, or reset where the server closes its socket at this moment; not a lack of answer
      throw e.getCause() instanceof SocketException ? e.asPassing() : e;
    }
    try {
      Deadline deadline = Deadline.in(patience.answer());
      control.send(cookie.duplicate(), deadline);
      control.expect(State.PARAM_EXCHANGE, deadline);
      return control;
    } catch (IperfException e) {
      control.close();
      if (e.reason() == Reason.ENDED) {
        throw new IperfException(
                Reason.NOT_IPERF3,
                control.server()
                    + " closed the connection without a word, as no iperf3 server does that runs",
                e)
            .asPassing();
      }
      throw e.reason() == Reason.BUSY ? e.asPassing() : e;
    }
  }

  /** Waits for a state before which servers end a test without saying why. */
  private static void expect(
      Control control, State state, Patience patience, Reason reason, String why)
      throws IperfException {
    try {
      control.expect(state, Deadline.in(patience.answer()));
    } catch (IperfException e) {
      if (e.reason() == Reason.ENDED && e.getCause() instanceof EOFException) {
        throw new IperfException(reason, e.getMessage() + why, e);
      }
      throw e;
    }
  }

  private static ByteBuffer cookie() {
    SecureRandom random = new SecureRandom();
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < COOKIE_LETTERS; i++) {
      letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return ByteBuffer.wrap(letters.append('\0').toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** The streams, in blocking mode; empty with UDP. */
  public List<SocketChannel> tcp() {
    return flows.tcp();
  }

  /** The connected sockets for datagrams, in blocking mode; empty with TCP. */
  public List<DatagramChannel> udp() {
    return flows.udp();
  }

  /**
   * Looks, without waiting, whether the server still runs the test; a system call.
   *
   * @throws IperfException if it does not, with the reason as far as the server says one
   */
  public void check() throws IOException {
    requireRunning();
    try {
      control.check(Deadline.in(patience.freed()));
    } catch (IperfException e) {
      abandon();
      throw e;
    }
  }

  /** As {@link #end(List)}, for a caller who has counted nothing. */
  public IperfResults end() throws IOException {
    return end(Collections.nCopies(options.flows(), FlowTotals.NONE));
  }

  /**
   * Ends the test, and closes the flows. What the server has sent meanwhile is read and thrown
   * away. Where the server receives, write nothing more and let it read what is on the way before,
   * or its count lacks that.
   *
   * @param counted by this end, a flow each
   * @return what the server has counted
   * @throws IperfException if the server does not say
   */
  public IperfResults end(List<FlowTotals> counted) throws IOException {
    requireRunning();
    if (counted.size() != options.flows()) {
      throw new IllegalArgumentException(
          counted.size() + " totals for " + options.flows() + " flows");
    }
    try {
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      if (options.reverse()) {
        flows.drainWith(control);
      }
      Deadline deadline = Deadline.in(patience.answer());
      control.send(State.TEST_END, deadline);
      control.expect(State.EXCHANGE_RESULTS, deadline);
      deadline = Deadline.in(patience.answer());
      control.send(Messages.results(options, withDrained(counted), seconds), deadline);
      String json = control.json(deadline);
      control.expect(State.DISPLAY_RESULTS, deadline);
      finish();
      return Messages.read(control.server(), json, options, flows.drained());
    } finally {
      abandon();
    }
  }

  private List<FlowTotals> withDrained(List<FlowTotals> counted) {
    FlowTotals[] totals = counted.toArray(FlowTotals[]::new);
    for (int i = 0; i < totals.length; i++) {
      totals[i] = totals[i].plusBytes(flows.drained()[i]);
    }
    return List.of(totals);
  }

  /** The server has said all that it has to say: what fails from here on takes nothing away. */
  private void finish() {
    Deadline deadline = Deadline.in(patience.freed());
    try {
      while (!flows.areDrained()) {
        control.await(deadline);
        control.check(deadline);
      }
    } catch (IperfException e) {
      // some streams are not closed yet: what is in them is not counted
    }
    leave(State.IPERF_DONE);
  }

  /** Says a last word, and waits for the server to be free for its next test. */
  private void leave(State word) {
    Deadline deadline = Deadline.in(patience.freed());
    try {
      control.send(word, deadline);
    } catch (IperfException e) {
      // the server is gone, and needs no word
    }
    flows.close();
    control.awaitClosed(deadline);
  }

  private void requireRunning() {
    if (!running) {
      throw new IllegalStateException("the test with " + control.server() + " has ended");
    }
  }

  private void abandon() {
    running = false;
    flows.close();
    control.close();
  }

  /**
   * Ends a test that still runs without asking for results; the server is free for the next one.
   */
  @Override
  public void close() {
    if (running) {
      leave(State.CLIENT_TERMINATE);
    }
    abandon();
  }
}
