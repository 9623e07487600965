#!/bin/sh
# copy_tree.sh FOLDER: copies the tree there, without what was built.
set -eu
target=$(realpath "$1")
cd "$(dirname "$0")/.."
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
  git ls-files -z --cached --others --exclude-standard | xargs -0 sh -c 'for f; do [ ! -e "$f" ] || printf "%s\0" "$f"; done' -
else  # a copy of the tree, as in a container
  find . -path ./build -prune -o -type f -print0
fi |
  tar --null -T - -cf - | tar -xf - -C "$target"
