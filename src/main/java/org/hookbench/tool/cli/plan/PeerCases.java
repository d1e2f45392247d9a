package org.hookbench.tool.cli.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hookbench.framework.lanes.FarPeer;
import org.hookbench.framework.remote.FarEnds;
import org.hookbench.framework.workload.FarService;
import org.hookbench.framework.workload.Workload;
import org.hookbench.tool.cli.error.UserException;

/** Which workloads can be measured against the peers that a command line names. */
final class PeerCases {
  private PeerCases() {}

  /**
   * Leaves out the cases whose peer does not serve their workload. Where the user has named no
   * workload, those of the suite stay, and against a peer that serves none of them the others.
   *
   * @param named whether the user has named workloads
   * @throws UserException where nothing is left of a workload that was named, or of a peer
   */
  static void keepServed(List<AskedCase> cases, boolean named) {
    List<AskedCase> asked = List.copyOf(cases);
    cases.removeIf(c -> c.link().peer().isPresent() && !isServed(c));
    for (AskedCase c : asked) {
      boolean left =
          cases.stream()
              .anyMatch(
                  o ->
                      named
                          ? o.bench().workload().equals(c.bench().workload())
                          : o.link().peer().equals(c.link().peer()));
      if (!left) {
        throw UserException.usage(refusal(c));
      }
    }
    if (!named) {
      Set<FarPeer> ofSuite = new HashSet<>();
      cases.stream()
          .filter(c -> c.workload().inDefaultSuite())
          .forEach(c -> c.link().peer().ifPresent(ofSuite::add));
      cases.removeIf(
          c ->
              !c.workload().inDefaultSuite()
                  && c.link().peer().filter(ofSuite::contains).isPresent());
    }
  }

  private static boolean isServed(AskedCase c) {
    return c.workload()
        .farService()
        .filter(FarEnds.services(c.link().peer().orElseThrow().kind())::contains)
        .isPresent();
  }

  private static String refusal(AskedCase c) {
    Workload workload = c.workload();
    FarPeer peer = c.link().peer().orElseThrow();
    Optional<FarService> needs = workload.farService();
    return needs.isEmpty()
        ? c.bench().workload()
            + " has both of its ends in one process, and can't be measured against a peer"
        : c.bench().workload()
            + " needs "
            + needs.get().words()
            + ", and peer="
            + peer
            + " serves "
            + FarEnds.services(peer.kind()).stream()
                .map(FarService::words)
                .collect(Collectors.joining(" and "));
  }
}
