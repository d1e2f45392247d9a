package org.hookbench.kernel.ffi;

import java.nio.ByteBuffer;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import org.jspecify.annotations.Nullable;

/**
 * The C library calls that Java has no name for. Signatures follow the 64-bit Linux ABI: {@code
 * int} is 32 bits, {@code long} 64 bits and also stands for a pointer or {@code size_t}; a buffer
 * is direct and in native byte order. A failed call returns -1 and leaves its cause in {@link
 * Ffi#errno()}, to be read on the same thread before anything else is called; {@code
 * org.hookbench.kernel.sys.Sys} does so and is what other rooms call.
 */
public interface LibC {
  /** setns(2). */
  int setns(int fd, int nstype);

  /** unshare(2). */
  int unshare(int flags);

  /** open(2), without a mode. */
  int open(String path, int flags);

  /** memfd_create(2). */
  int memfd_create(String name, int flags);

  /** ftruncate(2). */
  int ftruncate(int fd, long length);

  /** pipe2(2); two ints: the end to read from and the end to write to. */
  int pipe2(@Out ByteBuffer ends, int flags);

  /** close(2). */
  int close(int fd);

  /** socket(2). */
  int socket(int domain, int type, int protocol);

  /** bind(2). */
  int bind(int fd, @In ByteBuffer address, int length);

  /** listen(2). */
  int listen(int fd, int backlog);

  /** connect(2). */
  int connect(int fd, @In ByteBuffer address, int length);

  /** accept4(2); 0 for an address that is not wanted. */
  int accept4(int fd, long address, long length, int flags);

  /** send(2). */
  long send(int fd, @In ByteBuffer buffer, long length, int flags);

  /** recv(2). */
  long recv(int fd, @Out ByteBuffer buffer, long length, int flags);

  /** send(2), with the buffer's address: for loops in which every nanosecond counts. */
  long send(int fd, long address, long length, int flags);

  /** recv(2), with the buffer's address. */
  long recv(int fd, long address, long length, int flags);

  /** getsockname(2). */
  int getsockname(int fd, @Out ByteBuffer address, @In @Out ByteBuffer length);

  /** getpeername(2). */
  int getpeername(int fd, @Out ByteBuffer address, @In @Out ByteBuffer length);

  /** setsockopt(2). */
  int setsockopt(int fd, int level, int name, @In ByteBuffer value, int length);

  /** getsockopt(2). */
  int getsockopt(int fd, int level, int name, @Out ByteBuffer value, @In @Out ByteBuffer length);

  /** fcntl(2) with a number for an argument. */
  int fcntl(int fd, int command, long argument);

  /** ioctl(2) with a pointer argument. */
  int ioctl(int fd, long request, @In @Out ByteBuffer argument);

  /** ioctl(2) with a number for an argument. */
  int ioctl(int fd, long request, long argument);

  /** sched_setaffinity(2); pid 0 is the calling thread. */
  int sched_setaffinity(int pid, long size, @In ByteBuffer mask);

  /** sched_setscheduler(2); pid 0 is the calling thread, the parameter one int. */
  int sched_setscheduler(int pid, int policy, @In ByteBuffer parameter);

  /** sched_getaffinity(2); pid 0 is the calling thread. */
  int sched_getaffinity(int pid, long size, @Out ByteBuffer mask);

  /** clock_gettime(2); the time is two longs: seconds and ns. */
  int clock_gettime(int clock, @Out ByteBuffer time);

  /** prctl(2). */
  int prctl(int option, long arg2, long arg3, long arg4, long arg5);

  /** execve(2); both arrays hold addresses and end with 0. */
  int execve(String path, @In ByteBuffer arguments, @In ByteBuffer environment);

  /**
   * posix_spawn(3), which returns an errno. One argument more than the call has: jnr-ffi 2.3.4
   * leaves the sixth of exactly six integers undefined on x86-64.
   *
   * @param actions {@code posix_spawn_file_actions_t}
   * @param attributes {@code posix_spawnattr_t}
   */
  int posix_spawn(
      @Out ByteBuffer pid,
      String path,
      @In @Out ByteBuffer actions,
      @In @Out ByteBuffer attributes,
      @In ByteBuffer arguments,
      @In ByteBuffer environment,
      long unused);

  /** posix_spawn_file_actions_init(3). */
  int posix_spawn_file_actions_init(@In @Out ByteBuffer actions);

  /** posix_spawn_file_actions_adddup2(3). */
  int posix_spawn_file_actions_adddup2(@In @Out ByteBuffer actions, int fd, int to);

  /** posix_spawn_file_actions_destroy(3). */
  int posix_spawn_file_actions_destroy(@In @Out ByteBuffer actions);

  /** posix_spawnattr_init(3). */
  int posix_spawnattr_init(@In @Out ByteBuffer attributes);

  /** posix_spawnattr_setflags(3). */
  int posix_spawnattr_setflags(@In @Out ByteBuffer attributes, short flags);

  /** posix_spawnattr_setsigmask(3); a {@code sigset_t}. */
  int posix_spawnattr_setsigmask(@In @Out ByteBuffer attributes, @In ByteBuffer signals);

  /** posix_spawnattr_setsigdefault(3); a {@code sigset_t}. */
  int posix_spawnattr_setsigdefault(@In @Out ByteBuffer attributes, @In ByteBuffer signals);

  /** wait4(2); the status is an int, the usage a {@code struct rusage}. */
  int wait4(int pid, @Out ByteBuffer status, int options, @Out ByteBuffer usage);

  /** poll(2); of {@code struct pollfd}s. */
  int poll(@In @Out ByteBuffer descriptors, long count, int milliseconds);

  /** flock(2). */
  int flock(int fd, int operation);

  /** fstatfs(2). */
  int fstatfs(int fd, @Out ByteBuffer statistics);

  /** mount(2). */
  int mount(String source, String target, @Nullable String type, long flags, @Nullable String data);

  /**
   * mmap(2). One argument more than the call has: jnr-ffi 2.3.4 leaves the sixth of exactly six
   * integers undefined on x86-64.
   */
  long mmap(long address, long length, int protection, int flags, int fd, long offset, long unused);

  /** munmap(2). */
  int munmap(long address, long length);

  /** getpagesize(2). */
  int getpagesize();

  /** strerror(3). */
  String strerror(int errno);

  /** vsnprintf(3); format and arguments by their addresses. */
  int vsnprintf(@Out byte[] text, long size, long format, long arguments);

  /** setrlimit(2). */
  int setrlimit(int resource, @In ByteBuffer limits);

  /** bpf(2) and other calls without a wrapper, with a pointer as the second argument. */
  long syscall(long number, long first, @In @Out ByteBuffer second, long third);

  /** fsopen(2) and its like, with a string as the first argument. */
  long syscall(long number, String first, long second, long third);

  /** open_tree(2), with a string as the second argument. */
  long syscall(long number, long first, String second, long third);

  /**
   * fsconfig(2), fsmount(2) and their like, with numbers only. One argument more than any call has:
   * jnr-ffi 2.3.4 leaves the sixth of exactly six integers undefined on x86-64.
   */
  long syscall(
      long number, long first, long second, long third, long fourth, long fifth, long sixth);

  /** fsconfig(2) with a key and a value; with one argument more, as above. */
  long syscall(
      long number, long first, long second, String third, String fourth, long fifth, long sixth);
}
