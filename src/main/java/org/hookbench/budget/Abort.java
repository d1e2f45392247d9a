package org.hookbench.budget;

import org.opentest4j.TestAbortedException;

/** The exception by which a test framework knows that a test was aborted, and did not fail. */
final class Abort {
  private Abort() {}

  /** Of opentest4j, which JUnit and others know, where that is on the class path. */
  static RuntimeException with(String words) {
    try {
      return OpenTest.aborted(words);
    } catch (NoClassDefFoundError e) {
      return new BudgetAbortedException(words);
    }
  }

  /** Loaded only when it is used, for opentest4j may be missing. */
  private static final class OpenTest {
    static RuntimeException aborted(String words) {
      return new TestAbortedException(words);
    }
  }
}
