package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.LibBpf;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.Fd;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.Sys;

/**
 * A sockmap with a verdict program and one socket, which the program decides for as long as the
 * socket is in the map. The kernel takes a socket out when it is closed, and everything down with
 * the map's descriptor, but that some time later.
 *
 * <p>Kernel 4.14 (stream verdict; without a parser 5.10), 4.17 (message verdict), 5.18 to be asked.
 * Source: the kernel's {@code Documentation/bpf/map_sockmap.rst}, {@code net/core/sock_map.c}.
 */
public final class SockMap implements AutoCloseable {
  private static final int BPF_MAP_TYPE_SOCKMAP = 15;

  private final LibBpf lib = Ffi.libbpf();
  private final ByteBuffer key = Ffi.zeroed(Integer.BYTES);
  private final Fd map;
  private final AttachType verdict;
  private final BpfProgram program;

  private SockMap(Fd map, AttachType verdict, BpfProgram program) {
    this.map = map;
    this.verdict = verdict;
    this.program = program;
  }

  /**
   * Makes a map, attaches a program to it and puts a socket in.
   *
   * @param verdict which verdict the program gives
   * @param socket the descriptor of an established TCP socket
   * @throws KernelException EBUSY if a program of this kind decides for the socket already
   */
  public static SockMap attach(BpfProgram program, AttachType verdict, int socket) {
    // an 8-byte value is what lets user space look a socket's presence up
    int fd =
        Ffi.libbpf()
            .bpf_map_create(
                BPF_MAP_TYPE_SOCKMAP, "hookbench", Integer.BYTES, Long.BYTES, 1, null, 0);
    SockMap made = new SockMap(new Fd(Sys.checkBpf(fd, "make a sockmap")), verdict, program);
    try {
      made.attach(socket);
      return made;
    } catch (KernelException e) {
      made.map.close();
      throw e;
    }
  }

  /** The id of the program, while the socket is in the map. */
  public OptionalInt programId() {
    int there = lib.bpf_map_lookup_elem(map.number(), key, Ffi.zeroed(Long.BYTES));
    if (there == -Errno.ENOENT) {
      return OptionalInt.empty();
    }
    Sys.checkBpf(there, "look the socket up in its sockmap");
    return ProgramQuery.ids(map.number(), verdict.number(), 0, "ask for the program of a sockmap")
        .stream()
        .mapToInt(Integer::intValue)
        .findFirst();
  }

  /** Takes the socket out, which gives it its own functions back, and then the map down. */
  @Override
  public void close() {
    int result = lib.bpf_map_delete_elem(map.number(), key);
    // a socket that was closed has left the map
    if (result != -Errno.EINVAL) {
      Sys.checkBpf(result, "take the socket out of its sockmap");
    }
    Sys.checkBpf(
        lib.bpf_prog_detach2(program.fd(), map.number(), verdict.number()),
        "detach the program of a sockmap");
    map.close();
  }

  private void attach(int socket) {
    Sys.checkBpf(
        lib.bpf_prog_attach(program.fd(), map.number(), verdict.number(), 0),
        "attach a program to a sockmap");
    ByteBuffer value = Ffi.zeroed(Long.BYTES).putLong(0, socket);
    Sys.checkBpf(
        lib.bpf_map_update_elem(map.number(), key, value, 0), "put a socket into a sockmap");
  }
}
