package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;

/** The two addresses of a connected socket, its own first. */
final class Ends {
  private Ends() {}

  static InetSocketAddress[] of(SocketChannel channel) throws IOException {
    return new InetSocketAddress[] {
      (InetSocketAddress) channel.getLocalAddress(), (InetSocketAddress) channel.getRemoteAddress()
    };
  }

  static InetSocketAddress[] of(DatagramChannel channel) throws IOException {
    return new InetSocketAddress[] {
      (InetSocketAddress) channel.getLocalAddress(), (InetSocketAddress) channel.getRemoteAddress()
    };
  }
}
