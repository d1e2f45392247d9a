#!/bin/bash
# Kills 50 runs by -9 at random moments, every other one the parent alone, and looks for what they left:
# processes, namespaces, links, BPF programs and links, cgroups, files in /tmp. Needs root, bpftool and a built jar.
set -u
cd "$(dirname "$0")/../.." || exit
jar=$PWD/target/benchmarks.jar
runs=${1:-50}
[ -f "$jar" ] || { echo "kill9: build first: ./hookbench test" >&2; exit 69; }
command -v bpftool >/dev/null || { echo "kill9: bpftool is missing; apt-get install bpftool" >&2; exit 69; }
# each run has a /tmp of its own, so that what others put there is not taken for its
work=$(mktemp -d -p /var/tmp)
mkdir "$work/tmp"
trap 'rm -rf "$work"' EXIT

look() {
  ip netns list | sort
  ip -o link | awk -F': ' '{print $2}' | sort
  bpftool -j prog show | tr '{' '\n' | sed -n 's/.*"id":\([0-9]*\),.*"name":"on_[a-z]*".*/program \1/p'
  bpftool -j link show
  find "$work/tmp" -mindepth 1 ! -type d | sort # every JVM leaves its empty hsperfdata_USER folder
  find /sys/fs/cgroup -type d -name 'hookbench-*'
  pgrep -f 'rmdir .*hookbench-' | sed 's/^/remover /'
  pgrep -f 'org.openjdk.jmh.runner.ForkedMain' | sed 's/^/process /'
}

left=0
for n in $(seq "$runs"); do
  look > "$work/before"
  # shellcheck disable=SC2016
  (cd "$work" && exec unshare --mount sh -c \
    'mount --bind "$1" /tmp && exec java -jar "$2" -p hook=tc,xdpdrv,cgroup-ingress,nf-input UdpPackets' \
    sh "$work/tmp" "$jar" > /dev/null 2>&1) &
  parent=$!
  sleep "$((RANDOM % 6)).$((RANDOM % 10))"
  if [ $((n % 2)) = 0 ]; then
    who="parent alone"
    kill -9 "$parent"
  else
    who="parent and fork"
    # shellcheck disable=SC2046
    kill -9 "$parent" $(pgrep -P "$parent")
  fi
  wait "$parent" 2> /dev/null
  sleep 2
  look > "$work/after"
  rm -rf "$work/hookbench-results"
  if diff "$work/before" "$work/after" > "$work/diff"; then
    echo "run $n ($who): nothing left"
  else
    left=$((left + 1))
    echo "run $n ($who) LEFT:"
    cat "$work/diff"
  fi
done
echo "$runs runs killed, $left left something behind"
[ "$left" = 0 ]
