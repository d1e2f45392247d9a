#!/bin/bash
# Tries src/deploy: with no argument all of it, else what is named.
#   ansible    the play, run for real: three namespaces with an sshd each, which a fourth reaches by ssh. Each has a device of its
#              own whose other end is further away than the last one's: by netem or, where the kernel has none, by delay.py.
#              Prints the table of the three.
#   manifests  those of Kubernetes against the schemas of the npm package kubernetes-models.
#   job        what the pods of the Job run, with the Job's capabilities, in two namespaces.
# Needs root, a built jar, iproute2, ethtool, and Debian's ansible-core, openssh-server and npm; leaves nothing.
set -u -o pipefail
cd "$(dirname "$0")/../.." || exit
root=$PWD
jar=$root/target/benchmarks.jar
job=src/deploy/kubernetes/hookbench.yml
delays=(0.5 1 2) # ms
parts=("$@")
[ $# != 0 ] || parts=(ansible manifests job)
[ "$(id -u)" = 0 ] || { echo "deploy: needs root" >&2; exit 77; }
[ -f "$jar" ] || { echo "deploy: build first: ./hookbench test" >&2; exit 69; }
for tool in ansible-playbook:ansible-core sshd:openssh-server ssh-keygen:openssh-client ip:iproute2 ethtool:ethtool npm:npm; do
  command -v "${tool%:*}" > /dev/null || { echo "deploy: ${tool%:*} is missing; apt-get install ${tool#*:}" >&2; exit 69; }
done

work=$(mktemp -d)
controller=hbfleet-$$
names=()
made_run_sshd=
end() {
  for name in "${names[@]}"; do
    ip netns pids "$name" | xargs -r kill 2> /dev/null
  done
  wait
  for name in "${names[@]}"; do
    ip netns del "$name"
  done
  [ -z "$made_run_sshd" ] || rmdir /run/sshd
  rm -rf "$work"
}
trap end EXIT
set -e

namespace() {
  ip netns add "$1"
  names+=("$1")
  ip -n "$1" link set lo up
}

# eth1 of the first namespace and far0 of the second, which is so many milliseconds late
line() {
  if [ -z "$relay" ]; then
    ip -n "$1" link add eth1 type veth peer name far0 netns "$2"
    tc -n "$2" qdisc add dev far0 root netem delay "$4ms"
    return
  fi
  namespace "$3"
  ip -n "$1" link add eth1 type veth peer name near netns "$3"
  ip -n "$2" link add far0 type veth peer name far netns "$3"
  ip -n "$3" link set near up
  ip -n "$3" link set far up
  # a frame in user space has no checksum that a device would still make
  nsenter --net="/run/netns/$1" ethtool -K eth1 tx off > /dev/null
  nsenter --net="/run/netns/$2" ethtool -K far0 tx off > /dev/null
  nsenter --net="/run/netns/$3" src/test/delay.py near far "$4" &
}

play() {
  [ -d /run/sshd ] || { mkdir -m 755 /run/sshd; made_run_sshd=1; }
  ssh-keygen -q -t ed25519 -N '' -f "$work/key"
    namespace "$controller"
  relay=
  tc -n "$controller" qdisc replace dev lo root netem delay 0 2> /dev/null || relay=1
  echo "deploy: the far ends are ${delays[*]} ms away, by ${relay:+delay.py, for this kernel has no }netem"
  : > "$work/known_hosts"
  for i in 1 2 3; do
    host=$controller-m$i
    far=$controller-far$i
    namespace "$host"
    namespace "$far"
    # the way of ssh
    ip -n "$controller" link add "c$i" type veth peer name ssh0 netns "$host"
    ip -n "$controller" addr add "10.89.$i.1/24" dev "c$i"
    ip -n "$host" addr add "10.89.$i.2/24" dev ssh0
    ip -n "$controller" link set "c$i" up
    ip -n "$host" link set ssh0 up
    # the device that is measured; its far end sends late
    line "$host" "$far" "$controller-line$i" "${delays[i - 1]}"
    ip -n "$host" addr add "10.90.$i.1/24" dev eth1
    ip -n "$far" addr add "10.90.$i.2/24" dev far0
    ip -n "$host" link set eth1 up
    ip -n "$far" link set far0 up

    ssh-keygen -q -t ed25519 -N '' -f "$work/host$i"
    cat > "$work/sshd$i" <<END
ListenAddress 10.89.$i.2
HostKey $work/host$i
PidFile none
AuthorizedKeysFile $work/key.pub
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
StrictModes no
UsePAM no
Subsystem sftp internal-sftp
END
    echo "10.89.$i.2 $(cut -d' ' -f1,2 "$work/host$i.pub")" >> "$work/known_hosts"
    # nsenter and not ip netns exec, which hides /sys/fs/cgroup and /sys/fs/bpf
    nsenter --net="/run/netns/$host" /usr/sbin/sshd -D -f "$work/sshd$i" -E "$work/sshd$i.log" &
    echo "m$i ansible_host=10.89.$i.2 hookbench_folder=$work/m$i hookbench_arguments=\"-p link=netns:$host/eth1,$far/far0 -p hook=tc,xdpgeneric --quick TcpRoundTrip\"" >> "$work/hosts"
  done
  cat >> "$work/hosts" <<END
[all:vars]
ansible_user=root
ansible_ssh_private_key_file=$work/key
ansible_ssh_common_args="-F none -o UserKnownHostsFile=$work/known_hosts -o StrictHostKeyChecking=yes"
ansible_python_interpreter=/usr/bin/python3
END

  : > "$work/ansible.cfg"
  export ANSIBLE_CONFIG=$work/ansible.cfg ANSIBLE_HOME=$work/ansible ANSIBLE_LOCAL_TEMP=$work/ansible/tmp ANSIBLE_NOCOWS=1 ANSIBLE_SSH_ARGS="-o ControlMaster=no"
  ansible-playbook --syntax-check -i "$work/hosts" src/deploy/ansible/fleet.yml
  # the three share a kernel and two processors
  nsenter --net="/run/netns/$controller" ansible-playbook -i "$work/hosts" src/deploy/ansible/fleet.yml \
    -e hookbench_at_once=1 -e "hookbench_jar=$jar" -e "hookbench_runs=$work/runs" -e '{"hookbench_packages": []}'
  [ -s "$work/runs/fleet.html" ]
  echo
  java -jar "$jar" fleet report "$work/runs" | tee "$work/table"
  for i in 1 2 3; do
    grep -qE "^ tc +m$i " "$work/table" || { echo "deploy: the table lacks m$i" >&2; exit 1; }
  done
  grep -qE '^ tc +all 3 ' "$work/table" || { echo "deploy: the table has no summary" >&2; exit 1; }
}

documents() { # of a file of YAML, as a JSON array
  /usr/bin/python3 -c 'import json, sys, yaml; print(json.dumps(list(yaml.safe_load_all(open(sys.argv[1])))))' "$1"
}

manifests() {
  npm install --prefix "$work" --silent --no-audit --no-fund kubernetes-models@4.5.1
  documents "$job" | NODE_PATH=$work/node_modules node src/test/manifests.js
  # a check that finds nothing there finds nothing
  if sed 's/completions:/completion:/' "$job" > "$work/bad.yml" &&
    documents "$work/bad.yml" | NODE_PATH=$work/node_modules node src/test/manifests.js > "$work/bad"; then
    echo "deploy: an unknown field is not found" >&2
    exit 1
  fi
}

of_the_pod() { # a value of the Job's container, by a Python expression
  documents "$job" | /usr/bin/python3 -c "import json, sys; c = json.load(sys.stdin)[1]['spec']['template']['spec']['containers'][0]; print($1)"
}

pod() { # index, address, workloads
  nsenter --net="/run/netns/$controller-pod$1" unshare --mount sh -c "mount --bind '$work/hosts' /etc/hosts && exec \"\$@\"" sh \
    env JOB_COMPLETION_INDEX="$1" ADDRESS="$2" WORKLOADS="$3" TMPDIR="$work" \
    setpriv --bounding-set="-all,$caps" --inh-caps="-all,$caps" bash -euc "$script"
}

pods() {
  if ! java -jar "$jar" help run | grep -q '^  peer='; then
    echo "deploy: this jar has no -p peer= yet; the Job is not run" >&2
    return
  fi
  java -jar "$jar" peer --new-key "$work/peer.key"
  script=$(of_the_pod "c['args'][0]" | sed "s#/opt/hookbench/benchmarks.jar#$jar#; s#/key/peer.key#$work/peer.key#")
  caps=$(of_the_pod "','.join('+' + cap.lower() for cap in c['securityContext']['capabilities']['add'])")
  namespace "$controller-pod0"
  namespace "$controller-pod1"
  ip -n "$controller-pod0" link add eth0 type veth peer name eth0 netns "$controller-pod1"
  for i in 0 1; do
    ip -n "$controller-pod$i" addr add "10.91.0.1$i/24" dev eth0
    ip -n "$controller-pod$i" link set eth0 up
  done
  printf '127.0.0.1 localhost\n10.91.0.11 hookbench-1.hookbench\n' > "$work/hosts"
  pod 1 10.91.0.11 "" &
  pod 0 10.91.0.10 "--quick TcpRoundTrip" | tee "$work/pod0"
  sed '1,/^--- run.json.gz$/d' "$work/pod0" | base64 -d | gunzip > "$work/run.json"
  java -jar "$jar" report "$work/run.json"
}

for part in "${parts[@]}"; do
  case $part in
    ansible) play ;;
    manifests) manifests ;;
    job) pods ;;
    *) echo "deploy: no part '$part'; there are ansible, manifests, job" >&2; exit 64 ;;
  esac
done
