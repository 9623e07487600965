#!/bin/sh
# in_suite.sh SUITE [--clang] [--test]: the steps of Containerfile in a minimal Debian of that name (bookworm, trixie), which
# debootstrap makes in place of an image: `./dev package` builds in one system, and prove.sh installs what comes of it in
# another. With --clang the programs are built by clang++ there too, with --test the tests are run. Needs root and the
# network. CCACHE_DIR may name a compiler cache to use there.
set -eu
cd "$(dirname "$0")/.."
suite=$1
shift
clang= test=
for option; do
  case $option in
    --clang) clang=1 ;;
    --test) test=1 ;;
    *) echo "in_suite.sh: no option $option" >&2; exit 2 ;;
  esac
done
[ "$(id -u)" -eq 0 ] || { echo "in_suite.sh needs root" >&2; exit 2; }
base=build/prove/$suite
root=build/prove/$suite-build
packaging/base_system.sh "$suite"
# What an interrupted run left mounted there would be removed too.
! grep -q " $PWD/$root/" /proc/mounts || { echo "unmount what is mounted in $root" >&2; exit 2; }
rm -rf "$root"
cp -a "$base" "$root"
cp /etc/resolv.conf "$root/etc/resolv.conf"
mkdir "$root/dateline"
packaging/copy_tree.sh "$root/dateline"
mount -t proc proc "$root/proc"
trap 'umount "$root/proc"' EXIT
launcher=
inside() {
  chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/root DEBIAN_FRONTEND=noninteractive \
    JOBS="${JOBS:-$(nproc)}" $launcher sh -c "cd /dateline && $*"
}
if [ "${CCACHE_DIR:-}" ]; then
  mkdir "$root/ccache"
  mount --bind "$CCACHE_DIR" "$root/ccache"
  trap 'umount "$root/proc" "$root/ccache"' EXIT
  inside 'apt-get update -qq && apt-get install -y -qq --no-install-recommends ccache >/dev/null 2>&1'
  launcher="CMAKE_CXX_COMPILER_LAUNCHER=ccache CCACHE_DIR=/ccache CCACHE_BASEDIR=/dateline CCACHE_NOHASHDIR=1
    CCACHE_SLOPPINESS=include_file_ctime,include_file_mtime,locale,pch_defines,time_macros"
fi
inside ./dev package
mkdir -p "build/package/$suite"
cp "$root"/dateline/build/package/dateline_*.deb "build/package/$suite/"
if [ "$clang" ]; then
  inside 'apt-get install -y -qq --no-install-recommends clang >/dev/null 2>&1
    cmake --preset clang -Wno-dev -DDATELINE_TESTS=OFF -DDATELINE_BENCH=OFF >/dev/null
    cmake --build build/clang -j"$JOBS" --target dateline-index dateline-search dateline-pdf-text >build/clang.log 2>&1 ||
      { tail -n 40 build/clang.log; exit 1; }
    DATELINE_CONFIG= build/clang/bin/dateline-index build -q tests/samples/captures -i build/clang.idx
    DATELINE_CONFIG= build/clang/bin/dateline-search embankment -i build/clang.idx -n 0'
  echo "built by $(inside clang++ --version | head -n 1)"
fi
[ -z "$test" ] || inside ./dev test
packaging/prove.sh "$(ls "build/package/$suite"/dateline_*.deb)" "$suite"
