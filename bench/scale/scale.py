#!/usr/bin/env python3
"""Builds an index of many short made-up articles and says what that and searching it cost.

scale.py BIN FOLDER ARTICLES: BIN has the programs, FOLDER room for the index. The articles go from the generator to
the indexer through a pipe and never lie on the disk. Times of queries are those that the shell says, over ten rounds;
the processor is not kept for them, so ask when nothing else runs."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

BYTES_PER_ARTICLE = 7000  # of the index and what its build needs beside it
PERCENT = 37  # of the usual length: about 100 words
ROUNDS = 10


def generated(bin_folder, articles, seed):
    return subprocess.Popen([f"{bin_folder}/make_corpus", str(articles), str(seed), str(PERCENT)],
                            stdout=subprocess.PIPE)


def feed(bin_folder, command, articles, seed):
    """Runs an indexer on generated articles; gives what it reports, and its seconds of the processor."""
    source = generated(bin_folder, articles, seed)
    with tempfile.TemporaryFile("w+") as report, tempfile.TemporaryFile("w+") as warnings:
        indexer = subprocess.Popen(command, stdin=source.stdout, stdout=report, stderr=warnings)
        source.stdout.close()
        used = waited(indexer)
        report.seek(0)
        warnings.seek(0)
        if source.wait() != 0 or indexer.returncode != 0:
            sys.exit(f"{command[0]} ended with {indexer.returncode}: {warnings.read()}")
        return json.load(report), used.ru_utime + used.ru_stime


def waited(child):
    """What one child has used: getrusage tells only of all children together."""
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return used


def folder_bytes(folder):
    return sum(os.path.getsize(os.path.join(top, name)) for top, _, names in os.walk(folder) for name in names)


def queries(bin_folder, articles, seed, each=25):
    """Queries by class, of words of the first articles, the same for the same arguments."""
    source = generated(bin_folder, articles, seed)
    bodies, titles = [], []
    for _ in range(2000):
        record = json.loads(source.stdout.readline())
        words = re.findall(r"[a-z]{4,}", record.get("body", record.get("text", "")).lower())
        if len(words) > 20:
            bodies.append(words)
            titles.append(record.get("title", ""))
    source.stdout.close()
    source.kill()
    source.wait()
    draw = random.Random(seed)
    word = lambda: draw.choice(draw.choice(bodies))

    def pair():
        words = draw.choice(bodies)
        at = draw.randrange(len(words) - 1)
        return words[at], words[at + 1]

    made = {
        "one word": word,
        "two words": lambda: f"{word()} {word()}",
        "phrase": lambda: '"%s %s"' % pair(),
        "near": lambda: "near/5(%s %s)" % pair(),
        "beginning of a word": lambda: word()[:4] + "*",
        "word and year": lambda: f"{word()} date:{draw.randrange(1998, 2024)}",
        "any of three": lambda: f"{word()} OR {word()} OR {word()}",
        "headline": lambda: re.sub(r"[^\w ]", " ", draw.choice(titles)),
    }
    return {name: [make() for _ in range(each)] for name, make in made.items()}


def ask(bin_folder, indexes, lines, facets):
    """Times in milliseconds as the shell says them, one for each line."""
    script = (":facets source year month topic host\n" if facets else "") + "".join(line + "\n" for line in lines)
    arguments = [f"{bin_folder}/dateline-search", "repl"]
    for index in indexes:
        arguments += ["-i", index]
    with tempfile.TemporaryFile("w+") as asked, tempfile.TemporaryFile("w+") as said:
        asked.write(script)
        asked.seek(0)
        shell = subprocess.Popen(arguments, stdin=asked, stdout=said)
        used = waited(shell)
        if shell.returncode not in (0, 1):
            sys.exit(f"the shell ended with {shell.returncode}")
        said.seek(0)
        answers = said.read()
    found = [float(ms) for ms in re.findall(r"^[\d,]+ articles?\b.* in ([\d.]+) ms", answers, re.M)]
    return found, used.ru_maxrss


def percentile(times, share):
    times = sorted(times)
    return times[min(len(times) - 1, int(share * len(times)))]


def latencies(bin_folder, indexes, classes, facets):
    print(f"\n| class{' with five facets' if facets else ''} | queries | first, ms | p50, ms | p99, ms |")
    print("| --- | --: | --: | --: | --: |")
    peak = 0
    for name, lines in classes.items():
        times, used = ask(bin_folder, indexes, lines * (ROUNDS + 1), facets)
        peak = max(peak, used)
        first, warm = times[0], times[len(lines):]
        if not warm:
            continue
        print(f"| {name} | {len(warm)} | {first:.1f} | {percentile(warm, 0.5):.1f} | {percentile(warm, 0.99):.1f} |",
              flush=True)
    print(f"\nmemory of a search at its peak: {peak >> 10} MB, the pages of the index among it")


def main():
    if len(sys.argv) >= 4 and sys.argv[1] == "--ask":
        # scale.py --ask BIN ARTICLES INDEX...: the queries alone, of indexes that are there
        bin_folder, articles, indexes = sys.argv[2], int(sys.argv[3]), sys.argv[4:]
        classes = queries(bin_folder, articles, 1)
        latencies(bin_folder, indexes, classes, False)
        latencies(bin_folder, indexes, classes, True)
        return
    bin_folder, folder, articles = sys.argv[1], sys.argv[2], int(sys.argv[3])
    os.makedirs(folder, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < articles * BYTES_PER_ARTICLE:
        sys.exit(f"{articles} articles need about {articles * BYTES_PER_ARTICLE >> 30} GB, {folder} has "
                 f"{free >> 30} GB free: ask for {free // BYTES_PER_ARTICLE // 100000 * 100000} or fewer")
    index = os.path.join(folder, "scale.idx")
    shutil.rmtree(index, ignore_errors=True)
    indexer = f"{bin_folder}/dateline-index"
    begin = time.monotonic()
    built, processor = feed(
        bin_folder, [indexer, "build", "-", "--format", "jsonl", "-i", index, "--output", "json"], articles, 1)
    print(f"build: {built['articles']} articles ({built['groups']} different texts) of {built['input_bytes'] / 1e9:.2f} GB "
          f"in {time.monotonic() - begin:.0f} s, {processor:.0f} s of the processor, {built['peak_bytes'] >> 20} MB of "
          f"memory; the index has {folder_bytes(index) / 1e9:.2f} GB, {folder_bytes(index) / built['articles']:.0f} bytes an article")
    for number in (100, 10000):
        begin = time.monotonic()
        added, processor = feed(
            bin_folder, [indexer, "add", "-", "--format", "jsonl", "-i", index, "--output", "json"], number, 1000 + number)
        print(f"add {number}: {time.monotonic() - begin:.1f} s, {processor:.1f} s of the processor, "
              f"{added['peak_bytes'] >> 20} MB of memory", flush=True)
    classes = queries(bin_folder, articles, 1)
    latencies(bin_folder, [index], classes, False)
    latencies(bin_folder, [index], classes, True)


if __name__ == "__main__":
    main()
