#!/bin/sh
# prove.sh PACKAGE.deb [SUITE]: a life of the package in a minimal Debian (bookworm, which is Debian 12): install, use,
# upgrade, remove. Needs root, the network and debootstrap.
set -eu
cd "$(dirname "$0")/.."
deb=$1
suite=${2:-bookworm}
[ "$(id -u)" -eq 0 ] || { echo "prove.sh needs root" >&2; exit 2; }
base=build/prove/$suite
root=build/prove/root
packaging/base_system.sh "$suite"
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
step 'manual pages'
for page in 'dateline-search' 'dateline-index' '7 dateline-query' '7 dateline-dates' '5 dateline-index' '5 dateline.conf'; do
  inside sh -c "MANWIDTH=80 man $page | grep -q ."
done
step completion
# completed LINE: what bash offers at its end.
completed() {
  inside bash -c 'cd /root; . /usr/share/bash-completion/completions/dateline-search
    COMP_LINE=$1 COMP_POINT=${#1}; _dateline_search 2>/dev/null; echo "${COMPREPLY[@]}"' - "$1"
}
[ "$(completed 'dateline-search timel')" = timeline ]
completed 'dateline-search -i a.idx source:kcna.kp' | grep -q 'kcna.kp-en'
for file in /usr/share/zsh/vendor-completions/_dateline-search /usr/share/fish/vendor_completions.d/dateline-search.fish; do
  inside test -s "$file"
done
step 'the page, as from a container'
port=$((20000 + $$ % 20000))
inside dateline-search serve -i /root/a.idx --listen 0.0.0.0 --allow-host localhost --port "$port" >build/prove/serve.log 2>&1 &
server=$!
page=
for _ in 1 2 3 4 5 6 7 8 9 10; do
  page=$(python3 -c "import urllib.request as r; print(r.urlopen('http://localhost:$port/search?q=embankment').read().decode())" 2>/dev/null) && break
  sleep 0.2
done
kill "$server"
echo "$page" | grep -q 'Embankment of Chongsu River' || { cat build/prove/serve.log; exit 1; }
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
