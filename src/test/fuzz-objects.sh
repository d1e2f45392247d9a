#!/bin/sh
# Damages the jar's own objects in many ways and takes each through what a user's object goes through: a line a kind of
# end, and exit code 1 if one of them brought anything but a refusal. Needs root and a built tree (./hookbench test).
# Arguments: how many (1000), and the seed that they are drawn from (1). An object that crashes libbpf is kept in target/fuzz.
set -eu
cd "$(dirname "$0")/../.."
[ -f target/benchmarks.jar ] && [ -d target/test-classes ] || { echo "fuzz-objects: build first: ./hookbench test" >&2; exit 69; }
exec java --enable-native-access=ALL-UNNAMED -cp target/benchmarks.jar:target/test-classes org.hookbench.framework.hook.ObjectFuzz "$@"
