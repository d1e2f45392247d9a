package org.hookbench.framework.peer;

/** The words of the control protocol, which docs/peers.md describes. */
final class Protocol {
  /** Of this protocol; another version has another number. */
  static final String VERSION = "1";

  /** What the server's first line begins with. */
  static final String GREETING = "hookbench-peer " + VERSION + " ";

  /** The rest of the first line over standard input and output. */
  static final String STDIO = "stdio";

  static final String HELLO = "hello";
  static final String WELCOME = "welcome";
  static final String OK = "ok";
  static final String ERROR = "error ";
  static final String WRONG_PROOF =
      "the proof is wrong: another key, or an address translator in between";
  static final String OPEN = "open";
  static final String SEND = "send";
  static final String STOP = "stop";
  static final String COUNTS = "counts";
  static final String CLOSE = "close";
  static final String STATS = "stats";
  static final String FACT = "fact";
  static final String BYE = "bye";
  static final String UNKNOWN = "there is no such command";

  private Protocol() {}
}
