#!/bin/sh
# package.sh [--twice] [--prove]: the Debian package of this tree in build/package, checked by lintian.
#   --twice   build it twice, in folders of different names and under another locale, time zone and umask; both must
#             be the same byte for byte
#   --prove   install, use, upgrade and remove it in a fresh minimal Debian 12 (needs root and the network)
# JOBS says how many compilers run at a time; otherwise one for each processor.
set -eu
cd "$(dirname "$0")/.."
twice= prove=
for option; do
  case $option in
    --twice) twice=1 ;;
    --prove) prove=1 ;;
    *) echo "package.sh: no option $option" >&2; exit 2 ;;
  esac
done
version=$(sed -n 's/^project(dateline VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
[ "$version" = "$(dpkg-parsechangelog -S Version)" ] || { echo "debian/changelog and CMakeLists.txt name different versions" >&2; exit 1; }
out=build/package

# build FOLDER: the tree, without what was built, copied there and built; the package lies beside it.
build() {
  rm -rf "$1"
  mkdir -p "$1"
  if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git ls-files -z --cached --others --exclude-standard | xargs -0 sh -c 'for f; do [ ! -e "$f" ] || printf "%s\0" "$f"; done' -
  else  # a copy of the tree, as in a container
    find . -path ./build -prune -o -type f -print0
  fi |
    tar --null -T - -cf - | tar -xf - -C "$1"
  (cd "$1" && DEB_BUILD_OPTIONS="parallel=${JOBS:-$(nproc)} nocheck" nice dpkg-buildpackage -b -us -uc) >"$1.log" 2>&1 ||
    { tail -n 30 "$1.log" >&2; exit 1; }
}

build "$out/dateline-$version"
deb=$(ls "$out"/dateline_"$version"_*.deb)
# Info is shown too; words that it takes for misspelt in tables of names are no reason to fail.
lintian --pedantic --display-info --fail-on error,warning,pedantic "$out"/dateline_"$version"_*.changes
echo "$deb: $(stat -c %s "$deb") bytes, sha256 $(sha256sum "$deb" | cut -d' ' -f1)"

if [ "$twice" ]; then
  (umask 027; export LC_ALL=C TZ=Pacific/Kiritimati; build "$out/again/another-name")
  cmp "$deb" "$out/again/$(basename "$deb")"
  echo "built again elsewhere: the same bytes"
fi
[ -z "$prove" ] || packaging/prove.sh "$deb"
