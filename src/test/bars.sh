#!/bin/sh
# Measures what HookBench must reach against what it does, beside iperf3 and sockperf, as a table.
# Needs root, a built tree (./hookbench test), iperf3, sockperf, iproute2 and util-linux; half an hour on a
# machine that does nothing else. Arguments name parts of it: minute, runs, injection, kernel, tools, quick, profile, traffic, all, peers.
set -eu
cd "$(dirname "$0")/../.."
for tool in iperf3 sockperf ip taskset; do
  command -v "$tool" >/dev/null || { echo "bars: $tool is missing; apt-get install iperf3 sockperf iproute2 util-linux" >&2; exit 69; }
done
[ -f target/benchmarks.jar ] && [ -d target/test-classes ] || { echo "bars: build first: ./hookbench test" >&2; exit 69; }
exec java --enable-native-access=ALL-UNNAMED -cp target/benchmarks.jar:target/test-classes org.hookbench.bars.Bars target/benchmarks.jar "$@"
