#!/bin/sh
# Gives damaged run files, damaged results of other tools and damaged command lines to HookBench, and says how each ended:
# a line an exit code, and exit code 1 if one ended in a stack trace, with a code that is not documented, or not at all.
# Needs no root, but a built tree (./hookbench test). Arguments: how many (100000), the seed (1), and how many more through
# the jar itself (100). The same seed gives the same mutations.
set -eu
cd "$(dirname "$0")/../.."
[ -f target/benchmarks.jar ] && [ -d target/test-classes ] || { echo "mutate: build first: ./hookbench test" >&2; exit 69; }
exec java -Xmx512m -XX:+UseSerialGC -cp target/benchmarks.jar:target/test-classes org.hookbench.tool.cli.Mutations "${1:-100000}" "${2:-1}" "${3:-100}"
