#!/bin/sh
# folder.sh FOLDER PROJECT PROGRAMS: makes the folder in which the commands of the documents are run.
set -eu
cd "$1"
project=$2
PATH=$3:$PATH
mkdir -p tests
ln -s "$project/tests/samples" tests/samples
cp -r "$project/tests/samples/captures" captures
cp "$project/tests/samples/jsonl/articles.jsonl" articles.jsonl
cp "$project/tests/samples/jsonl/articles.jsonl" more.jsonl
cp captures/004_spaceport_visit.txt capture.txt
mkdir new
cp captures/0[01]*.txt new/
dateline-index build -q captures -i samples.idx
dateline-index build -q captures -i archive.idx
dateline-index build -q new -i 2024.idx
printf '1\tembankment\n2\tspring tree\n' >queries.tsv
printf 'kim jong un\nputin\n' >names.txt
printf 'embankment\n:facet year\n' >script
