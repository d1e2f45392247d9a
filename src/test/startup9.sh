#!/bin/bash
# Kills 50 starts by -9 at random moments of their first 1.5 seconds (runs, attach, doctor, show), and looks for what
# they left in the working directory and wherever native code is loaded from. What one left in the few ms in which
# its folder is there, the next has to delete. Needs root and a built jar.
set -u
cd "$(dirname "$0")/../.." || exit
jar=$PWD/target/benchmarks.jar
starts=${1:-50}
[ -f "$jar" ] || { echo "startup9: build first: ./hookbench test" >&2; exit 69; }
# folders and devices of its own, so that what others do is not taken for its
[ "${HOOKBENCH_ALONE:-}" = yes ] || exec env HOOKBENCH_ALONE=yes unshare --mount --net --pid --fork --mount-proc "$0" "$@"
for folder in /run /dev/shm /tmp /var/tmp; do mount -t tmpfs none "$folder" || exit; done
ip link set lo up
mkdir /tmp/work
cd /tmp/work || exit

look() {
  find /tmp/work -mindepth 1
  find /run /dev/shm /tmp /var/tmp "$HOME" -maxdepth 1 \( -name '*hookbench*' -o -name '*jffi*' \)
}

at_once=0
for n in $(seq "$starts"); do
  case $((n % 4)) in
    0) set -- -p hook=tc UdpPackets ;;
    1) set -- doctor ;;
    2) set -- attach --dev lo --hook tc ;;
    3) set -- show ;;
  esac
  java -jar "$jar" "$@" > /dev/null 2>&1 &
  sleep "$((RANDOM % 2)).$((RANDOM % 10))$((RANDOM % 10))"
  kill -9 $! 2> /dev/null
  wait $! 2> /dev/null
  [ -z "$(look)" ] || { at_once=$((at_once + 1)); echo "start $n ($*) left for the next: $(look)"; }
done
java -jar "$jar" show > /dev/null
left=$(look)
echo "$starts starts killed, $at_once left a folder for the next to delete, left in the end: ${left:-nothing}"
[ -z "$left" ]
