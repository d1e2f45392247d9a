#!/bin/bash
# Builds the sources a second time, in another folder and as another user's machine would (time zone, locale, umask, user
# name, order of the files on disk), and compares every file that is handed out, bit by bit, with target/ of this checkout.
# Where there is no target/benchmarks.jar the first build is made too. The JDK and clang are the same for both. The second
# build also publishes to a repository in a temporary folder, and the files that must be there are looked for: the jar, its
# sources, its Javadoc (which a warning of javadoc's keeps from being made) and the pom.
#
#   src/test/reproducible.sh              that
#   src/test/reproducible.sh --packages   the same of what the profile "packages" makes too, and publishes nothing; two builds
#                                         of a minute or two each
set -u -o pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 66
here=$PWD
handed_out=(benchmarks.jar hookbench.jar hookbench.cdx.json)
profile=()
sources=(.mvn pom.xml LICENSE bpf src)
case ${1:-} in
  --packages)
    handed_out+=(hookbench.deb hookbench.rpm hookbench.tar.gz hookbench-image.tar)
    profile=(-Ppackages)
    sources+=(hookbench docs README.md SECURITY.md CHANGELOG.md)
    ;;
  '') ;;
  *) echo "reproducible: no such argument: $1" >&2; exit 64 ;;
esac

build() {
  mvn -B -q -ntp "${profile[@]}" -Dmaven.test.skip=true -Dspotless.check.skip=true "$@" </dev/null ||
    { echo "reproducible: the build in $PWD failed" >&2; exit 70; }
}

# a later build without the profile leaves packages of other sources
if [ ${#profile[@]} -gt 0 ]; then
  { grep -q ' hookbench\.deb$' target/SHA256SUMS && (cd target && sha256sum --quiet -c SHA256SUMS); } >/dev/null 2>&1 || build package
fi
[ -f target/benchmarks.jar ] || build package
# that of a first build with the profile has packages, too
[ ${#profile[@]} = 0 ] && grep -q ' hookbench\.deb$' target/SHA256SUMS || handed_out+=(SHA256SUMS)

work=$(mktemp -d) || exit 73
trap 'rm -rf "$work"' EXIT
other="$work/a = b/other"
repository=$work/repository
mkdir -p "$other" || exit 73
# Written in reverse, so that a build that takes files as the folder gives them takes them in another order.
find "${sources[@]}" -type f | LC_ALL=C sort -r | tar -cf - -T - | tar -xf - -C "$other" || exit 74
(
  cd "$other" || exit
  umask 077
  export TZ=Pacific/Chatham LC_ALL=C MAVEN_OPTS="${MAVEN_OPTS:-} -Duser.language=tr -Duser.name=other"
  if [ ${#profile[@]} -gt 0 ]; then
    build package
  else
    build -Dmaven.install.skip=true "-DaltDeploymentRepository=local::file://$repository" deploy
  fi
) || exit

different=0
for file in "${handed_out[@]}"; do
  if cmp "$here/target/$file" "$other/target/$file"; then continue; fi
  different=1
  # which entries differ, for what is a jar
  [ "${file%.jar}" = "$file" ] || diff <(zipinfo -l "$here/target/$file") <(zipinfo -l "$other/target/$file") | head -n 20
done
(cd target && sha256sum --quiet -c SHA256SUMS) || different=1
endings=(.jar -sources.jar -javadoc.jar .pom)
[ ${#profile[@]} = 0 ] || endings=()
for ending in "${endings[@]}"; do
  if [ -z "$(find "$repository/org/hookbench/hookbench" -name "hookbench-*[0-9]$ending")" ]; then
    echo "reproducible: what was published has no hookbench-VERSION$ending" >&2
    different=1
  fi
done
[ "$different" = 0 ] || { echo "reproducible: the second build is not as it should be, see above" >&2; exit 1; }
echo "reproducible: a second build in another folder gave the same bits:"
(cd target && sha256sum "${handed_out[@]}")
