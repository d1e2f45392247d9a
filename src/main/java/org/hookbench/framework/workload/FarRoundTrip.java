package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** Round trips to another host, one a batch. */
final class FarRoundTrip implements Flow {
  private final FarEnd.Echo echo;
  private final boolean tcp;
  private final Duration patience;
  private long idleNanos;

  FarRoundTrip(FarEnd.Echo echo, boolean tcp, Duration patience) {
    this.echo = echo;
    this.tcp = tcp;
    this.patience = patience;
  }

  @Override
  public int batch() throws IOException {
    long begun = System.nanoTime();
    idleNanos = 0;
    if (echo.exchange()) {
      return 0;
    }
    if (tcp) {
      throw new IOException("no answer came in " + patience.toSeconds() + " s");
    }
    idleNanos = System.nanoTime() - begun;
    return 1;
  }

  @Override
  public long idleNanos() {
    return idleNanos;
  }

  @Override
  public Optional<InetSocketAddress[]> connection() {
    return tcp ? Optional.of(echo.ends()) : Optional.empty();
  }

  @Override
  public Optional<InetSocketAddress[]> ends() {
    return Optional.of(echo.ends());
  }

  @Override
  public void close() throws IOException {
    echo.close();
  }
}
