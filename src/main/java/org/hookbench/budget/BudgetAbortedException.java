package org.hookbench.budget;

import org.apiguardian.api.API;

/**
 * A budget that could not be decided, where opentest4j, which has an exception for a test that is
 * aborted, is not on the class path.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class BudgetAbortedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BudgetAbortedException(String message) {
    super(message);
  }
}
