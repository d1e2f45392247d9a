package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FailureTextTest {
  @Test
  void lastCauseIsTheOneThatSaysWhy() {
    assertEquals(
        "attach xdpdrv to hb3: ERANGE (Numerical result out of range); the MTU is too large",
        FailureText.cause(
            """
            # Warmup Iteration   1:
            <failure>

            java.lang.IllegalStateException: could not build
            \tat org.hookbench.framework.testbed.Testbed.build(Testbed.java:40)
            Caused by: org.hookbench.kernel.sys.KernelException: attach xdpdrv to hb3: ERANGE \
            (Numerical result out of range); the MTU is too large
            \tat org.hookbench.framework.hook.Xdp.attach(Xdp.java:52)
            \t... 14 more
            """));
  }

  /** Whose last cause says nothing of the class. */
  @Test
  void failedExtensionIsToldAsOne() {
    assertEquals(
        "the extension com.example.Slow failed to attach: java.lang.IllegalStateException: x",
        FailureText.cause(
            """
            org.hookbench.ExtensionException: the extension com.example.Slow failed to attach: \
            java.lang.IllegalStateException: x
            \tat org.hookbench.Extensions.unusable(Extensions.java:1)
            Caused by: java.lang.IllegalStateException: x
            \t... 1 more
            """));
  }

  @Test
  void nestedClassAndErrorCount() {
    assertEquals(
        "Java heap space", FailureText.cause("java.lang.OutOfMemoryError: Java heap space\n"));
    assertEquals("x", FailureText.cause("org.hookbench.a.Outer$InnerException: x\n"));
  }

  @Test
  void killedForkNamesTheSignal() {
    assertEquals(
        "its JVM was killed by signal 9",
        FailureText.cause("<forked VM failed with exit code 137>\n<stdout last='20 lines'>\n"));
  }

  @Test
  void forkThatExitedNamesTheCodeAndWhatItSaid() {
    assertEquals(
        "its JVM ended with exit code 1: Unrecognized VM option 'Nonsense'",
        FailureText.cause(
            """
            <forked VM failed with exit code 1>
            <stdout last='20 lines'>
            </stdout>
            <stderr last='20 lines'>
            Unrecognized VM option 'Nonsense'
            Error: Could not create the Java Virtual Machine.
            </stderr>
            """));
    assertEquals(
        "its JVM ended with exit code 3",
        FailureText.cause(
            """
            <forked VM failed with exit code 3>
            <stdout last='20 lines'>
            </stdout>
            <stderr last='20 lines'>
            </stderr>
            """));
  }

  @Test
  void forkWithoutALinkSaysSo() {
    assertEquals(
        "its JVM could not set up the link to JMH's host",
        FailureText.cause(
            """
            <forked VM failed with exit code 1>
            <stderr last='20 lines'>
            Exception in thread "Thread-0" java.lang.NullPointerException: Cannot invoke \
            "java.io.PrintStream.println(Object)" because "this.printStream" is null
            \tat java.base/java.lang.Throwable.printStackTrace(Throwable.java:670)
            \tat org.openjdk.jmh.runner.ForkedMain.hangup(ForkedMain.java:125)
            </stderr>
            """));
  }

  @Test
  void otherwiseTheLastLine() {
    assertEquals("the end", FailureText.cause("the beginning\nthe end\n\n"));
    assertEquals("it printed nothing", FailureText.cause("  \n"));
  }
}
