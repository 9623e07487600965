#!/bin/sh
# prove.sh PACKAGE.deb: a life of the package in a minimal Debian 12: install, use, upgrade, remove. Needs root, the
# network and debootstrap. The base system is kept in build/prove for the next time.
set -eu
cd "$(dirname "$0")/.."
deb=$1
[ "$(id -u)" -eq 0 ] || { echo "prove.sh needs root" >&2; exit 2; }
base=build/prove/bookworm
root=build/prove/root
[ -e "$base/etc/debian_version" ] || debootstrap --variant=minbase --include=ca-certificates bookworm "$base" http://deb.debian.org/debian >build/prove/debootstrap.log
rm -rf "$root"
cp -a "$base" "$root"
cp /etc/resolv.conf "$root/etc/resolv.conf"
mount -t proc proc "$root/proc"
trap 'umount "$root/proc"' EXIT
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/root DEBIAN_FRONTEND=noninteractive "$@"; }
step() { echo "== $*"; }
# Everything that is not of the package manager itself, or of a running system.
files() {
  (cd "$root" && find . -xdev \( -path ./proc -o -path ./var/cache -o -path ./var/lib/apt -o -path ./var/log -o -path ./var/lib/dpkg -o -path ./tmp \) -prune -o -print | sort)
}

inside apt-get update -qq
# What it needs is fetched first, so that the figure is that of installing.
cp "$deb" "$root/root/dateline.deb"
inside apt-get install -y -qq --no-install-recommends man-db >/dev/null 2>&1
inside useradd -m kim
files >build/prove/before.txt
# Without recommended packages, which apt keeps when it removes what they were recommended for.
inside apt-get install -y -qq --no-install-recommends --download-only /root/dateline.deb >/dev/null
step install
start=$(date +%s.%N)
inside apt-get install -y -qq --no-install-recommends /root/dateline.deb >build/prove/install.log 2>&1
echo "installed in $(echo "$(date +%s.%N) - $start" | bc) s, with $(grep -c '^Setting up' build/prove/install.log) packages"
step 'first answer'
start=$(date +%s.%N)
inside sh -c 'cd /root && dateline-index build -q /usr/share/doc/dateline/examples/captures -i a.idx && dateline-search embankment -i a.idx --limit 1'
echo "index and answer in $(echo "$(date +%s.%N) - $start" | bc) s"
step 'test of the package'
cp debian/tests/build-search-check "$root/root/"
inside sh -c 'cd /root && mkdir -p test && AUTOPKGTEST_TMP=/root/test ./build-search-check'
step 'no right to write, as another user'
inside sh -c 'chmod 755 /root; su kim -c "cd /root && dateline-index build -q /usr/share/doc/dateline/examples/captures -i b.idx"; [ $? -eq 5 ]'
inside su kim -c 'cd && dateline-index build -q /usr/share/doc/dateline/examples/captures -i mine.idx && dateline-search embankment -i mine.idx >/dev/null'
step upgrade
# The same files under a later version.
rm -rf build/prove/later
dpkg-deb -R "$deb" build/prove/later
sed -i 's/^Version: .*/&+later/' build/prove/later/DEBIAN/control
dpkg-deb --root-owner-group -b build/prove/later "$root/root/dateline.deb" >/dev/null
inside apt-get install -y -qq --no-install-recommends /root/dateline.deb >/dev/null 2>&1
inside dpkg-query -W -f '${Package} ${Version}\n' dateline
inside dateline-search embankment -i /root/a.idx >/dev/null
step remove
inside apt-get purge -y -qq dateline >/dev/null 2>&1
# apt would keep what something else only suggests.
inside apt-get autoremove -y -qq --purge -o APT::AutoRemove::RecommendsImportant=false -o APT::AutoRemove::SuggestsImportant=false >/dev/null 2>&1
inside sh -c 'rm -rf /root/test /root/build-search-check /root/dateline.deb'
files >build/prove/after.txt
step 'left behind'
comm -13 build/prove/before.txt build/prove/after.txt
# Nothing but what the users made.
[ -z "$(comm -13 build/prove/before.txt build/prove/after.txt | grep -vE '^\./(root|home/kim|var/mail/kim)(/|$)')" ]
