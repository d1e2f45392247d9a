#!/bin/bash
# Tries what `mvn -Ppackages -DskipTests package` made: has mandoc look at the manual pages and lintian at the .deb, then
# installs the .deb in a fresh Debian 12 and 13 each, with nothing there but what it depends on, and runs the command there:
# version, doctor, manual, completion in three shells, and one quick measurement, with the time to its first number. The .rpm,
# the tarball and the image are unpacked and tried too. Needs root, debootstrap, lintian, mandoc, rpm, unshare and python3; four
# to eight minutes.
#
#   src/test/packages.sh [bookworm trixie]
#   MEASURE_WITH='flock /run/measure' src/test/packages.sh    starts what measures by that command
#   MIRROR=URI src/test/packages.sh                            Debian's mirror; by default the one that apt uses here
set -u -o pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 66
read -r -a measure <<<"${MEASURE_WITH:-}"
suites=("$@")
[ $# -gt 0 ] || suites=(bookworm trixie)
bar=60 # seconds to the first number

fail() { echo "packages: $*" >&2; exit 1; }
say() { echo "--- $*"; }

if [ "${IN_OWN_MOUNTS:-}" != yes ]; then
  [ "$(id -u)" = 0 ] || { echo "packages: needs root" >&2; exit 77; }
  for tool in debootstrap lintian mandoc rpm unshare python3; do
    command -v "$tool" >/dev/null || { echo "packages: $tool is missing; apt-get install debootstrap lintian mandoc rpm util-linux python3" >&2; exit 69; }
  done
  work=$(mktemp -d -p /var/tmp hookbench-packages.XXXXXX) || exit 73
  trap 'rm -rf --one-file-system "$work"' EXIT
  # What is mounted below is mounted in a namespace that ends with its last process, whichever way that ends, and nowhere else.
  IN_OWN_MOUNTS=yes WORK=$work unshare --mount --propagation private -- "$0" "${suites[@]}" </dev/null &
  child=$!
  trap 'kill -TERM "$child" 2>/dev/null' INT TERM HUP
  wait "$child"; code=$?
  while kill -0 "$child" 2>/dev/null; do wait "$child"; code=$?; done
  exit "$code"
fi

trap 'exit 143' TERM INT HUP # what runs in a tree ends first
work=$WORK
unset WORK IN_OWN_MOUNTS
export LC_ALL=C.UTF-8

(cd target && sha256sum --quiet -c SHA256SUMS && grep -q ' hookbench\.deb$' SHA256SUMS) ||
  fail "build first: mvn -Ppackages -DskipTests package"

# The mirror of apt's own configuration, and how apt reaches it.
mirror=${MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | head -n 1)}
[ -n "$mirror" ] || fail "apt uses no mirror of Debian here; name one: MIRROR=URI"

# Starts a command in the tree $1.
inside() {
  local root=$1
  shift
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"
}

mount_kernel() {
  mkdir -p "$1/proc" "$1/sys" "$1/dev"
  mount -t proc proc "$1/proc" && mount -t sysfs sysfs "$1/sys" && mount --rbind /dev "$1/dev" || fail "can't mount the kernel's file systems"
  mount -t cgroup2 cgroup2 "$1/sys/fs/cgroup" && mount -t bpf bpf "$1/sys/fs/bpf" || fail "can't mount cgroup2 and bpffs"
}

# Runs the command given in the tree $1 and looks for a number in what it answers; $2 names it.
first_number() {
  local root=$1 name=$2
  shift 2
  : >"$work/answer"
  "${measure[@]}" bash -c 'echo "$EPOCHREALTIME" >"$1"; shift; exec "$@"' - "$work/started" \
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 chroot "$root" "$@" 2>"$work/errors" |
    while IFS= read -r line; do printf '%s %s\n' "$EPOCHREALTIME" "$line"; done >"$work/answer" ||
    { cat "$work/answer" "$work/errors" >&2; fail "$name: $* ended with an error"; }
  local took
  took=$(awk -v from="$(cat "$work/started")" '/ns\/packet/ { printf "%.1f", $1 - from; exit }' "$work/answer")
  cut -d ' ' -f 2- "$work/answer"
  [ -n "$took" ] || fail "$name: $* gave no number"
  echo "$name: first number after $took s (bar: $bar s)"
  awk -v t="$took" -v bar="$bar" 'BEGIN { exit t > bar }' || fail "$name: $took s are over the bar"
}

say "mandoc -T lint"
for page in target/packages/root/usr/share/man/man1/*.1.gz; do
  mandoc -T lint -W warning "$page" || fail "$page: see above"
  text=$(mandoc -T utf8 "$page" | sed 's/.\x08//g')
  for heading in NAME SYNOPSIS DESCRIPTION 'EXIT STATUS' FILES 'SEE ALSO'; do
    grep -q "^$heading\$" <<<"$text" || fail "$page has no section $heading"
  done
done
echo "$(find target/packages/root/usr/share/man/man1 -name '*.gz' | wc -l) pages without errors or warnings"
# every option that help knows is in its page
for command in run compare report gate profile peer; do
  page=$(mandoc -T utf8 "target/packages/root/usr/share/man/man1/hookbench-$command.1.gz" | sed 's/.\x08//g')
  for option in $(java -jar target/benchmarks.jar help "$command" | grep -oE '^ +(-[a-zA-Z], +)?--[a-z-]+' | grep -oE -- '--[a-z-]+'); do
    grep -q -- "$option" <<<"$page" || fail "the page of $command lacks $option"
  done
done

say "lintian"
lintian --allow-root --fail-on error,warning --display-info target/hookbench.deb || fail "lintian: see above"
echo "no errors or warnings"

for suite in "${suites[@]}"; do
  say "$suite"
  root=$work/$suite
  debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$work/debootstrap" 2>&1 ||
    { tail -n 20 "$work/debootstrap" >&2; fail "debootstrap of $suite failed"; }
  apt-config dump Acquire >"$root/etc/apt/apt.conf.d/90acquire"
  cp -L /etc/resolv.conf "$root/etc/resolv.conf"
  mount_kernel "$root"
  inside "$root" apt-get update -q >"$work/apt" 2>&1 || { cat "$work/apt" >&2; fail "$suite: apt-get update failed"; }
  inside "$root" dpkg-query -W -f '${Package}\n' | sort >"$work/before"
  cp target/hookbench.deb "$root/root/hookbench.deb"
  from=$EPOCHREALTIME
  inside "$root" apt-get install -q -y --no-install-recommends /root/hookbench.deb >"$work/apt" 2>&1 ||
    { tail -n 20 "$work/apt" >&2; fail "$suite: apt-get install failed"; }
  inside "$root" dpkg-query -W -f '${Package}\n' | sort >"$work/after"
  awk -v from="$from" -v to="$EPOCHREALTIME" 'BEGIN { printf "installed in %.1f s, with:", to - from }'
  comm -13 "$work/before" "$work/after" | tr '\n' ' '
  echo
  for package in clang gcc make maven libbpf-dev; do
    if inside "$root" sh -c "command -v $package" >/dev/null; then fail "$suite: $package came along"; fi
  done

  inside "$root" hookbench --version || fail "$suite: hookbench --version failed"
  inside "$root" hookbench doctor || fail "$suite: hookbench doctor finds something blocked"
  mkdir "$root/root/work"
  first_number "$root" "$suite" sh -c 'cd /root/work && exec hookbench --quick UdpPackets'
  inside "$root" sh -c 'cd /root/work && hookbench report' >"$work/report" || fail "$suite: hookbench report failed"
  cut -d ' ' -f 2- "$work/answer" | grep 'ns/packet' | head -n 1 | grep -qFf - "$work/report" ||
    fail "$suite: report does not print what the run printed"

  inside "$root" apt-get install -q -y --no-install-recommends man-db bash-completion zsh fish >"$work/apt" 2>&1 ||
    { tail -n 20 "$work/apt" >&2; fail "$suite: apt-get install of man and the shells failed"; }
  inside "$root" man -w hookbench hookbench-compare || fail "$suite: man finds no page"
  inside "$root" man hookbench-run | grep -q -- --quick || fail "$suite: man prints no page"
  completed=$(inside "$root" bash -c '. /usr/share/bash-completion/bash_completion
    _completion_loader hookbench; COMP_WORDS=(hookbench compl) COMP_CWORD=1; _complete_hookbench 2>/dev/null; echo "${COMPREPLY[*]}"')
  [ "${completed% }" = completion ] || fail "$suite: bash completes 'hookbench compl' to '$completed'"
  completed=$(inside "$root" fish -c 'complete -C "hookbench compl"' | cut -f 1)
  [ "$completed" = completion ] || fail "$suite: fish completes 'hookbench compl' to '$completed'"
  # a shell at a terminal of its own, in which hookbench says what it was given; twice, for the first time it is set up
  cat >"$root/root/complete.zsh" <<'END'
zmodload zsh/zpty
hear() { sleep 2; while zpty -r -t z line; do print -r -- "$line"; done }
zpty z "TERM=dumb zsh -f -i"
zpty -w z 'autoload -U compinit; compinit -u -D; hookbench() { print -r -- "<$1>" }'
hear
for word in compl doc; do
  zpty -w -n z "hookbench $word"$'\t'
  hear
  zpty -w z x # its newline
  hear
done
END
  completed=$(inside "$root" zsh -f /root/complete.zsh)
  { grep -q '<completion>' <<<"$completed" && grep -q '<doctor>' <<<"$completed" && ! grep -q 'not found' <<<"$completed"; } ||
    fail "$suite: zsh completes 'hookbench compl' to '$completed'"
  echo "man finds the pages; bash, fish and zsh complete"

  if [ "$suite" = "${suites[0]}" ]; then
    say "tarball, in $suite"
    tar -xzf target/hookbench.tar.gz -C "$root/root" || fail "the tarball can't be unpacked"
    inside "$root" sh -c '/root/hookbench-*/hookbench --version' || fail "the tarball's launcher failed"
  fi

  inside "$root" apt-get purge -q -y hookbench >"$work/apt" 2>&1 || fail "$suite: apt-get purge failed"
  left=$(cd "$root" && find usr etc var/lib/hookbench -name '*hookbench*' ! -path 'var/lib/dpkg/*' 2>/dev/null)
  [ -z "$left" ] || fail "$suite: purging left $left"
done

say "rpm"
rpm -K target/hookbench.rpm || fail "the digests of the .rpm are wrong"
mkdir "$work/rpm"
rpm --root "$work/rpm" --dbpath /var/lib/rpm --initdb && rpm --root "$work/rpm" --dbpath /var/lib/rpm --nodeps --nosignature -i "$PWD/target/hookbench.rpm" ||
  fail "the .rpm can't be installed"
rpm --root "$work/rpm" --dbpath /var/lib/rpm --nodeps -V hookbench || fail "what the .rpm installed is not what it says"
cmp target/benchmarks.jar "$work/rpm/usr/share/hookbench/benchmarks.jar" || fail "the jar of the .rpm is another"
"$work/rpm/usr/bin/hookbench" --version || fail "the command of the .rpm failed"
rpm -qp --requires target/hookbench.rpm

say "image"
root=$work/image
mkdir "$root"
# Checks each blob against its name, unpacks the layers in order, and prints the entry point, a word a line.
python3 - target/hookbench-image.tar "$root" >"$work/entrypoint" <<'END' || fail "the image can't be unpacked"
import hashlib, io, json, sys, tarfile
image = tarfile.open(sys.argv[1])
def blob(descriptor):
    algorithm, digest = descriptor["digest"].split(":")
    content = image.extractfile(f"blobs/{algorithm}/{digest}").read()
    assert hashlib.new(algorithm, content).hexdigest() == digest, digest
    return content
manifest = json.loads(blob(json.load(image.extractfile("index.json"))["manifests"][0]))
config = json.loads(blob(manifest["config"]))
for layer in manifest["layers"]:
    content = blob(layer)
    files = tarfile.open(fileobj=io.BytesIO(content))
    members = files.getmembers()
    print(f"layer {layer['digest'][:19]}: {len(content)} bytes, {len(members)} files and folders of "
          f"{sum(m.size for m in members)} bytes, such as {members[-1].name}", file=sys.stderr)
    files.extractall(sys.argv[2], filter="fully_trusted") if hasattr(tarfile, "data_filter") else files.extractall(sys.argv[2])
print(*config["config"]["Entrypoint"], sep="\n")
END
cmp target/benchmarks.jar "$root/usr/share/hookbench/benchmarks.jar" || fail "the jar of the image is another"
mapfile -t entrypoint <"$work/entrypoint"
mount_kernel "$root"
inside "$root" "${entrypoint[@]}" --version || fail "the image's command failed"
inside "$root" "${entrypoint[@]}" doctor >"$work/doctor" || { cat "$work/doctor" >&2; fail "in the image doctor finds something blocked"; }
if grep -q 'Cannot run program' "$work/doctor"; then cat "$work/doctor" >&2; fail "the image lacks a program"; fi
tail -n 1 "$work/doctor"
first_number "$root" image "${entrypoint[@]}" --quick --save /data/run.json UdpPackets

echo "packages: all is as it should be"
