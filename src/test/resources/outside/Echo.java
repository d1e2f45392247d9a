package outside;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import org.hookbench.UsageException;
import org.hookbench.framework.HookBenchmark;
import org.hookbench.framework.workload.Flow;
import org.hookbench.framework.workload.Metric;
import org.hookbench.framework.workload.Wire;
import org.hookbench.framework.workload.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** A question to a UDP service and its answer, one after the other. */
public class Echo extends HookBenchmark {
  private static final int ROUNDS = 16;

  @Param("64")
  public int payload;

  @Override
  protected Workload workload() {
    if (payload < 1 || payload > 1400) {
      throw new UsageException("payload=" + payload + " is not from 1 to 1400 bytes");
    }
    return new Rounds(payload);
  }

  @Benchmark
  public int roundTrips() throws IOException {
    return cycle();
  }

  private record Rounds(int payload) implements Workload {
    @Override
    public String name() {
      return "Echo";
    }

    @Override
    public Metric metric() {
      return Metric.latency("round trip", "round trip", ROUNDS);
    }

    @Override
    public Flow open(Wire wire) throws IOException {
      DatagramChannel server =
          wire.atReceiver(() -> DatagramChannel.open().bind(new InetSocketAddress(wire.receiver(), 0)));
      DatagramChannel client =
          wire.atSender(() -> DatagramChannel.open().bind(new InetSocketAddress(wire.sender(), 0)));
      client.connect(server.getLocalAddress());
      server.connect(client.getLocalAddress());
      return new Sockets(client, server, ByteBuffer.allocateDirect(payload));
    }
  }

  private record Sockets(DatagramChannel client, DatagramChannel server, ByteBuffer data)
      implements Flow {
    @Override
    public int batch() throws IOException {
      for (int i = 0; i < ROUNDS; i++) {
        move(client, server);
        move(server, client);
      }
      return 0;
    }

    private void move(DatagramChannel from, DatagramChannel to) throws IOException {
      from.write(data.clear());
      to.read(data.clear());
    }

    @Override
    public Optional<InetSocketAddress[]> ends() {
      return Optional.of(new InetSocketAddress[] {address(client), address(server)});
    }

    private static InetSocketAddress address(DatagramChannel channel) {
      try {
        SocketAddress local = channel.getLocalAddress();
        return (InetSocketAddress) local;
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      client.close();
      server.close();
    }
  }
}
