package org.hookbench.tool.cli.run;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sees to it that a run has one end: either its own, or that of Ctrl-C and SIGTERM, which stops the
 * forks and then does what an interrupted run owes its user. Whoever claims the end first has it.
 */
final class InterruptGuard implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final AtomicBoolean claimed = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean own;
  private boolean goesOn;

  private InterruptGuard(Runnable interrupted) {
    hook =
        new Thread(
            () -> {
              if (claimed.getAndSet(true)) {
                awaitEnd();
                return;
              }
              endForks();
              interrupted.run();
            },
            "interrupted");
  }

  /**
   * From now on a signal runs {@code interrupted}, after which the JVM exits with 128 and the
   * signal's number.
   */
  static InterruptGuard install(Runnable interrupted) {
    InterruptGuard guard = new InterruptGuard(interrupted);
    Runtime.getRuntime().addShutdownHook(guard.hook);
    return guard;
  }

  /**
   * Until this is closed a signal waits, and ends the process then: for what puts something at a
   * device and takes it off again, within seconds.
   */
  static InterruptGuard putOff() {
    InterruptGuard guard = install(() -> {});
    guard.claim();
    guard.goesOn = true;
    return guard;
  }

  /** The run has come to its own end; where a signal was first, this does not return. */
  void claim() {
    if (claimed.getAndSet(true)) {
      sleepUntilExit();
    }
    own = true;
  }

  /** The report and the files of the run are written. */
  @Override
  public void close() {
    if (own || !claimed.getAndSet(true)) {
      ended.countDown();
      if (goesOn && isExiting()) {
        sleepUntilExit();
      }
      return;
    }
    sleepUntilExit();
  }

  /** Whether there was a signal; where there was none, none waits for this any more. */
  private boolean isExiting() {
    try {
      return !Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** What they held is free, and what they left can be told, only when they have gone. */
  private static void endForks() {
    List<ProcessHandle> forks = ProcessHandle.current().descendants().toList();
    forks.forEach(ProcessHandle::destroyForcibly);
    try {
      CompletableFuture.allOf(
              forks.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // one that the kernel can't end now: the report does not wait for it
    }
  }

  private void awaitEnd() {
    try {
      ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The JVM is exiting by a signal: nothing more is to be done or printed here. */
  private static void sleepUntilExit() {
    while (true) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
