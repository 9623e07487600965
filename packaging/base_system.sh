#!/bin/sh
# base_system.sh SUITE: a minimal Debian of that name in build/prove/SUITE, kept for the next time. Needs root and the network.
set -eu
cd "$(dirname "$0")/.."
base=build/prove/$1
[ ! -e "$base.made" ] || exit 0
rm -rf "$base"
mkdir -p "$base"
debootstrap --variant=minbase --include=ca-certificates "$1" "$base" http://deb.debian.org/debian >"$base.log" ||
  { tail -n 20 "$base.log" >&2; exit 1; }
touch "$base.made"
