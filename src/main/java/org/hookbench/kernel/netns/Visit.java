package org.hookbench.kernel.netns;

/**
 * Takes a thread into a namespace and back again by one system call each, without a look at where
 * it is: for loops in which {@link NetNs#call} would cost too much. The namespace that it returns
 * to is that of the thread which made this.
 */
public final class Visit implements AutoCloseable {
  private final NetNs home;
  private final NetNs place;

  /**
   * @param place the namespace to visit, which still belongs to its owner
   */
  public Visit(NetNs place) {
    this.home = NetNs.current();
    this.place = place;
  }

  /** Takes the calling thread there. Start no thread before it has left. */
  public void enter() {
    place.enter();
  }

  /** Takes it back. */
  public void leave() {
    home.enter();
  }

  @Override
  public void close() {
    home.close();
  }
}
