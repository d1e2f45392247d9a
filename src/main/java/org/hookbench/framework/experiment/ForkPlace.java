package org.hookbench.framework.experiment;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netns.NetNs;

/**
 * Where JMH's host and its forks talk to each other: a network namespace of their own. JMH's host
 * listens on the loopback device and takes whoever connects first for its fork; in a namespace that
 * has no name, nobody else can connect without CAP_SYS_ADMIN.
 *
 * <p>The namespace is entered by the one thread that calls JMH: the socket that it opens is there,
 * and the processes that it starts are. The process's other threads stay where they were.
 */
final class ForkPlace {
  private static final String JMH_LINK = "org.openjdk.jmh.runner.link.";
  private static final String LOOPBACK = "lo";

  private ForkPlace() {}

  /**
   * Runs a task in such a namespace, on a thread of its own, for forks follow the thread that
   * started them.
   *
   * @param broken is told why where JMH's link fails in one of JMH's threads, upon which the forks
   *     have been killed: they would wait for an answer for ever
   */
  static <T> T call(Callable<T> task, Consumer<String> broken) throws Exception {
    // the user's settings of an address and a port are of the machine's namespace
    System.setProperty("jmh.link.address", "127.0.0.1");
    System.clearProperty("jmh.link.port");
    LinkFilter.install();
    try (NetNs namespace = NetNs.anonymous("JMH's link")) {
      try (Rtnl rtnl = Rtnl.open(namespace)) {
        rtnl.setUp(rtnl.ifindex(LOOPBACK));
      }
      FutureTask<T> result = new FutureTask<>(() -> namespace.call(() -> outcome(task)).call());
      new Thread(new Watched(broken), result, "JMH").start();
      return result.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** A task's result or exception, whichever type that is. */
  private static <T> Callable<T> outcome(Callable<T> task) {
    try {
      T value = task.call();
      return () -> value;
    } catch (Exception e) {
      return () -> {
        throw e;
      };
    }
  }

  /** Sees the end of the threads that JMH starts for its link. */
  private static final class Watched extends ThreadGroup {
    private final Consumer<String> broken;

    Watched(Consumer<String> broken) {
      super("JMH");
      this.broken = broken;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable e) {
      if (thread.getClass().getName().startsWith(JMH_LINK)) {
        broken.accept(e instanceof Error ? e.toString() : String.valueOf(e.getMessage()));
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
      } else {
        super.uncaughtException(thread, e);
      }
    }
  }
}
