package org.hookbench.tool.cli.run;

/** What {@code -h} says after JMH's own help. */
public final class Help {
  public static final String SETTINGS =
      """

      HookBench:
        Every run has two arms without a hook, the baseline and the null arm; -p hook= picks the
        others. -f is forks (the unit of analysis), -i measured cycles a fork, -wi warm-up cycles,
        -r the length of a slice.

        -p hook=NAME,...       hooks to compare with none ('hooks' lists them; all)
        -p program=NAME,...    programs to attach ('programs' lists them), or your own:
                               path/to/object.bpf.o:function; with @constant=value, more
                               joined by ';'; pass is always attached too
        -p link=veth|netkit|lo a veth or netkit pair between two namespaces, or loopback;
                 forward       veth, with a third namespace between them that forwards
        -p offload=on|off      as the kernel makes the device, or TSO, GSO, GRO, checksums off
        -p mtu=BYTES           -p ipv=4|6           -p payload=BYTES
        -p placement=shared|split|free              both ends on one CPU, on two, not pinned
        -p congestion=NAME     of TCP; cubic where there is one

        -Dhookbench.profile=quick      6 short forks: under a minute for everything
        -Dhookbench.time=60s           as many forks as all of it has time for
        -Dhookbench.delta=0.5%         the smallest effect of interest
        -Dhookbench.precision=0.2%     more forks until every interval is +-0.2 % or narrower,
                                       within time= (30m)
        -Dhookbench.budget=100ns       more forks until every hook costs an operation more than
                                       that, or not; or budget=2%
        -Dhookbench.seed=N             of every random choice
        -Dhookbench.stretches=N        N times a fork the arms change lanes (1: each keeps its own)
        -Dhookbench.save=FILE          where the run is saved
        -Dhookbench.native=FOLDER      a folder that jffi's library can be loaded from
        -Dhookbench.const.NAME=VALUE   a constant of your own object
        -Dhookbench.pin.MAP=PATH       a pinned map to use for one of your own object

        --wait                         waits for another run that is going on, instead of
        --wait=SECONDS                 refusing; at most so long

        Commands: attach, calibrate, compare, detach, doctor, hooks, profile, programs, report,
        show; each with -h and -V. --version, --help and help COMMAND as well. -v EXTRA shows where
        an error came from. A name that is not ASCII needs a locale that has it (LC_ALL=C.UTF-8).
      """;

  private Help() {}
}
