#!/usr/bin/env python3
"""Readers beside writers: every answer is that of a generation that the index had while it was asked for.

    readers_beside_writers.py INDEX_PROGRAM SEARCH_PROGRAM [SECONDS] [READERS]

One writer adds, removes and merges; the readers search all the while. Ends with 1 when an answer was of no
generation, when a program failed, or when the index is not sound at the end.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time

SEED = 20261130


def article(number):
    return json.dumps({
        "id": f"key-{number}",
        "url": f"https://example.org/{number}",
        "title": f"Ferry {number} crosses the river",
        "date": f"2013-05-{1 + number % 28:02}",
        "body": f"Ferry number {number} carried {'bread' if number % 2 else 'books'} to quay {number % 97}, "
                f"and {number * 7 % 1009} visitors saw it {number * 31 % 10007} times from the bridge.",
    }) + "\n"


class Writer:
    """Knows the number of articles after each step."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.index = os.path.join(folder, "a.idx")
        self.random = random.Random(SEED)
        self.totals = []      # by step; of a step that is under way too
        self.done = -1        # the last step that has ended
        self.living = []
        self.next = 1
        self.failures = []

    def run(self, *arguments):
        ran = subprocess.run([self.program, *arguments, "-i", self.index], capture_output=True, text=True)
        if ran.returncode != 0:
            self.failures.append(f"{arguments}: {ran.returncode} {ran.stderr}")

    def step(self):
        kind = self.random.random()
        if not self.totals or kind < 0.6:
            count = 300 if not self.totals else self.random.choice([1, 5, 40, 150])
            numbers = range(self.next, self.next + count)
            self.next += count
            path = os.path.join(self.folder, f"in-{self.next}.jsonl")
            with open(path, "w", encoding="utf-8") as file:
                file.writelines(article(number) for number in numbers)
            self.living += numbers
            arguments = ["add", path, "-q"]
        elif kind < 0.8:
            gone = self.random.sample(self.living, 3)
            self.living = [number for number in self.living if number not in gone]
            arguments = ["remove", *[f"key-{number}" for number in gone]]
        else:
            arguments = ["merge"] + (["--clean"] if kind > 0.95 else [])
        self.totals.append(len(self.living))
        self.run(*arguments)
        self.done = len(self.totals) - 1


def read(program, writer, until, results):
    reads = 0
    while time.monotonic() < until:
        first = max(writer.done, 0)
        ran = subprocess.run([program, "ferry", "-i", writer.index, "--limit", "2", "--format", "json"],
                             capture_output=True, text=True)
        last = len(writer.totals) - 1
        reads += 1
        if ran.returncode != 0:
            results.append(f"search: {ran.returncode} {ran.stderr}")
            continue
        total = json.loads(ran.stdout)["total"]
        if total not in writer.totals[first:last + 1]:
            results.append(f"total {total} is none of {writer.totals[first:last + 1]}")
    results.append(reads)


def main():
    index_program, search_program = sys.argv[1:3]
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 300
    readers = int(sys.argv[4]) if len(sys.argv) > 4 else 8
    with tempfile.TemporaryDirectory() as folder:
        writer = Writer(index_program, folder)
        writer.step()
        until = time.monotonic() + seconds
        results = [[] for _ in range(readers)]
        threads = [threading.Thread(target=read, args=(search_program, writer, until, result))
                   for result in results]
        for thread in threads:
            thread.start()
        while time.monotonic() < until:
            writer.step()
        for thread in threads:
            thread.join()
        writer.run("check")
        wrong = [line for result in results for line in result if isinstance(line, str)]
        reads = sum(number for result in results for number in result if isinstance(number, int))
        print(f"{readers} readers, {seconds:.0f} s: {reads} reads beside {len(writer.totals)} writes; "
              f"failed or of no generation: {len(wrong)}; failed writes: {len(writer.failures)}")
        for line in (wrong + writer.failures)[:20]:
            print(" ", line)
        return 1 if wrong or writer.failures else 0


if __name__ == "__main__":
    sys.exit(main())
