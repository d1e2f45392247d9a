#!/bin/bash
# Ends 50 runs at random moments by TERM, INT, HUP, KILL and by STOP with CONT, each to the parent, to its fork, to both
# one after the other and to the whole process group as Ctrl-C does, at device, cgroup and all hooks, whose arms change lanes
# about once a second. Looks for what they left: processes, namespaces, links, BPF programs, BPF links and pins, cgroups and
# their removers, sysctls, files in the working directory and in /tmp. Needs root, bpftool and a built jar.
set -u
cd "$(dirname "$0")/../.." || exit
jar=$PWD/target/benchmarks.jar
runs=${1:-50}
[ -f "$jar" ] || { echo "signals: build first: ./hookbench test" >&2; exit 69; }
command -v bpftool >/dev/null || { echo "signals: bpftool is missing; apt-get install bpftool" >&2; exit 69; }
# each run has a /tmp of its own, so that what others put there is not taken for its
work=$(mktemp -d -p /var/tmp)
mkdir "$work/tmp" "$work/cwd"
trap 'rm -rf "$work"' EXIT
signals=(TERM INT HUP KILL STOP)
targets=(parent fork both group)
hooks=(tc,xdpdrv,nf-input cgroup-ingress,cgroup-egress all)

look() {
  ip netns list | sort
  ip -o link | awk -F': ' '{print $2}' | sort
  bpftool prog show | sed -n 's/^\([0-9]*\): \(.*\)/program \1 \2/p'
  bpftool link show
  find /sys/fs/bpf 2> /dev/null | sort
  # the JVM's own folder; a file in it, of one that ended as it began, is removed by the next JVM
  find "$work/tmp" -mindepth 1 ! -path '*/hsperfdata_*' | sort
  find "$work/cwd" -mindepth 1 ! -path '*/hookbench-results*' | sort # what was measured is saved there
  find /sys/fs/cgroup -type d -name 'hookbench-*'
  sysctl -a 2> /dev/null | grep -E '^(net\.(core|ipv4|ipv6)|kernel\.(bpf|unprivileged_bpf|kptr|perf_event_p))'
  pgrep -f '^/bin/sh -c trap .* rmdir' | sed 's/^/remover /'
  pgrep -f "java.*$jar" | sed 's/^/process /'
}

# where native code is loaded from: what a killed start left there goes with the next start
native() {
  find /run /dev/shm /var/tmp "$HOME" -maxdepth 1 \( -name '*hookbench*' -o -name '*jffi*' \) | sort
}

send() { # a signal to processes; to those that are stopped, one that goes on and then ends them
  signal=$1
  shift
  kill -s "$signal" -- "$@" 2> /dev/null
  if [ "$signal" = STOP ]; then
    sleep "0.$((RANDOM % 10))"
    [ $((RANDOM % 2)) = 0 ] || kill -s CONT -- "$@" 2> /dev/null
    sleep "0.$((RANDOM % 10))"
    kill -s "${signals[RANDOM % 4]}" -- "$@" 2> /dev/null
    kill -s CONT -- "$@" 2> /dev/null
  fi
}

# asked once: it may be reaped between two questions
is_running() {
  state=$(sed -n 's/^State:[[:space:]]*\(.\).*/\1/p' "/proc/$1/status" 2> /dev/null)
  [ -n "$state" ] && [ "$state" != Z ]
}

native > "$work/native"
left=0
for n in $(seq "$runs"); do
  signal=${signals[n % 5]}
  target=${targets[n / 5 % 4]}
  hook=${hooks[n % 3]}
  look > "$work/before"
  # a shell has what it starts in the background ignore INT, nohup ignores HUP
  # shellcheck disable=SC2016
  (cd "$work/cwd" && exec setsid env --default-signal=INT,QUIT,HUP unshare --mount sh -c \
    'mount --bind "$1" /tmp && exec java -jar "$2" -p hook="$3" -f 50 -i 40 -wi 2 UdpPackets' \
    sh "$work/tmp" "$jar" "$hook" > "$work/out" 2>&1) &
  parent=$!
  sleep "$((RANDOM % 10)).$((RANDOM % 10))"
  if ! is_running "$parent"; then
    echo "signals: a run ended by itself: $(tail -n 1 "$work/out")" >&2
    exit 1
  fi
  mapfile -t forks < <(pgrep -P "$parent")
  case $target in
    parent) send "$signal" "$parent" ;;
    fork) [ ${#forks[@]} = 0 ] || send "$signal" "${forks[@]}" ;;
    both)
      if [ $((RANDOM % 2)) = 0 ]; then set -- "$parent" "${forks[@]}"; else set -- "${forks[@]}" "$parent"; fi
      send "$signal" "$@"
      ;;
    group) send "$signal" "-$parent" ;;
  esac
  # with its fork gone the parent goes on with the next
  [ "$target" != fork ] || { sleep "0.$((RANDOM % 10))"; kill -s TERM "$parent" 2> /dev/null; }
  for _ in $(seq 300); do is_running "$parent" || break; sleep 0.1; done
  hangs=
  if is_running "$parent"; then
    hangs=" (did not end in 30 s)"
    kill -9 "$parent"
  fi
  wait "$parent" 2> /dev/null
  for _ in $(seq 50); do
    look > "$work/after"
    diff "$work/before" "$work/after" > "$work/diff" && break
    sleep 0.2
  done
  if [ ! -s "$work/diff" ] && [ -z "$hangs" ] && ! grep -q '^	at ' "$work/out"; then
    echo "run $n, $hook ($signal to $target): nothing left"
  else
    left=$((left + 1))
    echo "run $n, $hook ($signal to $target)$hangs LEFT:"
    cat "$work/diff"
    grep -m 5 -B 1 '^	at ' "$work/out"
  fi
  rm -rf "$work/cwd/hookbench-results"
done
java -jar "$jar" show > /dev/null
native | diff "$work/native" - || left=$((left + 1))
echo "$runs runs ended, $left left something behind"
[ "$left" = 0 ]
