#!/bin/bash
# Would the unit tests notice? Changes the classes of a package in one place at a time (PIT), runs the package's own tests that
# reach the place, and prints how many of the changes a test noticed. Fails where that is a smaller share than below.
# Which ones no test noticed is in target/mutants/PACKAGE/index.html.
#
#   src/test/mutants.sh [--built] [PACKAGE...]    stats, analysis, experiment and netlink, or some of them
#   src/test/mutants.sh [--built] quick        the classes of stats whose tests take milliseconds; CI runs it
#
# With --built the classes are taken that are in target/. Tests with the tag slow are left out: a change that nothing
# quicker notices would have to wait for all of them. DetectionLimit, SignedRank and StudentT keep what they have computed,
# and one JVM takes the changes of a class in turns, so that a change there may meet what an earlier one has left: of these
# three the score is not exact.
set -u -o pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 66

quick=(Autocorrelation Contrast Diagnostics Drift Holm SignTest Verdict VerdictRule)

# Sets what is changed, and the share in % that must be noticed: a few less than were on 2026-11-26.
choose() {
  package=framework.$1
  [ "$1" != netlink ] || package=kernel.netlink
  classes="org.hookbench.$package.*"
  case $1 in
    stats) least=78 ;;
    analysis) least=93 ;;
    experiment) least=69 ;;
    netlink) least=66 ;;
    quick) package=framework.stats classes=$(printf ',org.hookbench.framework.stats.%s' "${quick[@]}") classes=${classes#,} least=95 ;;
    *) echo "mutants: no package is called $1" >&2; exit 64 ;;
  esac
}

compile=test-compile
if [ "${1:-}" = --built ]; then compile=''; shift; fi
[ $# -gt 0 ] || set -- stats analysis experiment netlink
log=$(mktemp) || exit 73
trap 'rm -f "$log"' EXIT
failed=0
for name; do
  choose "$name"
  start=$SECONDS
  # shellcheck disable=SC2086 # the phase is there or not
  mvn -B -ntp -Pmutants -Dspotless.check.skip=true -Dmutants.package="$package" -Dmutants.classes="$classes" \
    -Dmutants.threshold="$least" -DreportsDirectory="target/mutants/$name" \
    $compile org.pitest:pitest-maven:mutationCoverage >"$log" 2>&1 </dev/null || { failed=1; tail -n 40 "$log"; }
  compile=''
  sed -n "s/^>> \(Generated .* mutations .*\|.*Test strength.*\)/mutants of $name: \1/p" "$log"
  echo "mutants of $name: took $((SECONDS - start)) s; at least $least % are wanted"
done
exit "$failed"
