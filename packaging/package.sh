#!/bin/sh
# package.sh [--twice] [--prove] | --in SUITE [--clang] [--test]: the Debian package of this tree in build/package, checked by lintian.
#   --twice   build it twice, in folders of different names and under another locale, time zone and umask; both must
#             be the same byte for byte
#   --prove   install, use, upgrade and remove it in a fresh minimal Debian 12 (needs root and the network)
#   --in      all of that within a fresh minimal Debian of that name, see in_suite.sh
# JOBS says how many compilers run at a time; otherwise one for each processor.
set -eu
cd "$(dirname "$0")/.."
if [ "${1:-}" = --in ]; then
  shift
  exec packaging/in_suite.sh "$@"
fi
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
  packaging/copy_tree.sh "$1"
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
