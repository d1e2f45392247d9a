#!/bin/sh
# Attaches and detaches at every hook that this kernel has, many times, and shows what that leaves: a line a hook, and
# exit code 1 if something is left. Needs root and a built tree (./hookbench test). Arguments: rounds a hook (10000), and
# the seconds after which a hook is left at the rounds that it has (60; none if rounds are given alone): a detach that
# waits for RCU takes tens of ms. Then names of hooks, else all.
set -eu
cd "$(dirname "$0")/../.."
[ -f target/benchmarks.jar ] && [ -d target/test-classes ] || { echo "leaks: build first: ./hookbench test" >&2; exit 69; }
exec java --enable-native-access=ALL-UNNAMED -Xms128m -Xmx128m -XX:+AlwaysPreTouch -cp target/benchmarks.jar:target/test-classes org.hookbench.bars.Leaks "$@"
