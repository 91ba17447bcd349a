#!/usr/bin/env bash
# Repeats the proof that this runs on a bare machine: a fresh Debian 12 (minbase) with Node 20 and npm 10.8, without
# compiler, Python, browser, display or anything in HOME. Needs root, debootstrap, npm and the network.
#
#   tools/bare-machine.sh FOLDER [step…]      steps: install test start offline npm11 (all, in this order)
#
# A machine behind a proxy or with certificates of its own names them from outside:
#   BARE_BINDS="/etc/ssl/certs /usr/share/ca-certificates"    read-only in the bare machine, at the same place
#   BARE_ENV="NODE_EXTRA_CA_CERTS HTTPS_PROXY"                variables handed into it
set -euo pipefail

usage() { sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2; }
[ $# -ge 1 ] || usage
[ "$(id -u)" = 0 ] || { echo "bare-machine.sh needs root: it makes a machine in a folder." >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "bare-machine.sh needs debootstrap (apt-get install debootstrap)." >&2; exit 1; }

repository=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$1"
folder=$(cd "$1" && pwd)
shift
steps=("$@")
[ ${#steps[@]} -gt 0 ] || steps=(install test start offline npm11)
machine=$folder/machine

# The pristine system is kept, so that a second run does not fetch it again.
pristine() {
  [ -f "$folder/debian12.tar" ] && return
  debootstrap --variant=minbase bookworm "$folder/debootstrap" >"$folder/debootstrap.log"
  rm -rf "$folder/debootstrap/var/cache/apt/archives" "$folder/debootstrap/var/lib/apt/lists"
  tar -C "$folder/debootstrap" -cf "$folder/debian12.part" .
  mv "$folder/debian12.part" "$folder/debian12.tar"
  rm -rf "$folder/debootstrap"
}

# unpack PACKAGE TARGET: a package of the registry, unpacked and nothing of it run.
unpack() {
  mkdir -p "$folder/packs" "$2"
  (cd "$folder/packs" && tar -xzf "$(npm pack --silent "$1" | tail -1)" -C "$2" --strip-components=1)
}

# Node 20 and two npm, from the registry: Debian 12 itself has Node 18.
toolchain() {
  local architecture npm
  architecture=$(uname -m | sed 's/x86_64/x64/;s/aarch64/arm64/')
  unpack "node-linux-$architecture@20" "$machine/opt/node"
  ln -s /opt/node/bin/node "$machine/usr/local/bin/node"
  for npm in 10.8.2 11; do
    unpack "npm@$npm" "$machine/opt/npm-$npm"
    mkdir -p "$machine/opt/with-npm-$npm"
    printf '#!/bin/sh\nexec /usr/local/bin/node /opt/npm-%s/bin/npm-cli.js "$@"\n' "$npm" >"$machine/opt/with-npm-$npm/npm"
    chmod +x "$machine/opt/with-npm-$npm/npm"
  done
}

prepare() {
  pristine
  rm -rf "$machine"
  mkdir -p "$machine"
  tar -C "$machine" -xf "$folder/debian12.tar"
  cp /etc/resolv.conf "$machine/etc/resolv.conf"
  toolchain
  mkdir -p "$machine/home/empty" "$machine/work"
  git clone --quiet --no-hardlinks "$repository" "$machine/work/comptoir"
  for absent in gcc cc c++ make python3 chromium google-chrome git Xorg; do
    [ -z "$(find "$machine"/bin/ "$machine"/usr/bin/ "$machine"/usr/local/bin/ -name "$absent" -print -quit)" ] ||
      { echo "this machine is not bare: it has $absent" >&2; exit 1; }
  done
}

# inside NPM COMMAND: runs a command in the machine, with mounts and processes that end with it.
inside() {
  local handed=() name
  for name in ${BARE_ENV:-}; do [ -z "${!name:-}" ] || handed+=("$name=${!name}"); done
  MACHINE=$machine BINDS=${BARE_BINDS:-} unshare --mount --pid --fork --kill-child bash -euc '
    mount --make-rprivate /
    mount -t proc proc "$MACHINE/proc"
    mount --rbind /dev "$MACHINE/dev"
    for path in $BINDS; do
      if [ -d "$path" ]; then mkdir -p "$MACHINE$path"; else mkdir -p "$(dirname "$MACHINE$path")"; touch "$MACHINE$path"; fi
      mount --bind -o ro "$path" "$MACHINE$path"
    done
    exec chroot "$MACHINE" "$@"
  ' bare /usr/bin/env -i HOME=/home/empty LANG=C.UTF-8 TERM=dumb "PATH=/opt/with-npm-$1:/usr/local/bin:/usr/bin:/bin" \
    "${handed[@]}" /bin/sh -euc "cd /work/comptoir; $2"
}

step() {
  case $1 in
    install) inside 10.8.2 'node --version; npm --version; npm ci' ;;
    test) inside 10.8.2 'npm test' ;;
    start) inside 10.8.2 'npm start' ;;
    offline) inside 10.8.2 'rm -rf node_modules; npm ci --offline' ;;
    npm11) inside 11 'rm -rf node_modules; npm --version; npm ci; npm test' ;;
    *) usage ;;
  esac
}

prepare
for name in "${steps[@]}"; do
  echo "── bare machine: $name"
  began=$(date +%s)
  step "$name"
  echo "── bare machine: $name passed in $(($(date +%s) - began)) s"
done
