#!/usr/bin/env python3
"""Holds the counts of names against the raw texts, with code of its own.

    name_oracle.py ARTICLES.jsonl INDEX SEARCH_PROGRAM [--names N] [--all]

ARTICLES.jsonl: records with id, date, source, lang, title and body, from which INDEX was built. For the N most frequent
persons and organisations of the lexicon (200) the total of the plain query, its timeline by year and its facets year,
source and language are compared with the articles in which a spelling stands: one of the lexicon, or a regular
romanisation of its Hangul (northern, McCune-Reischauer, Revised, also mixed, given names also in one word). Spellings in
capitals count in capitals or with dots alone, those with ^ not at all. Records that INDEX holds as captures of another
one are left out: of INDEX only the keys of its articles are taken.

Prints a table in Markdown: totals of both, and the largest difference of a year of the timeline and of a value of each
facet. Exit code 1 when a
total differs by more than 0.5 %, 0 with "skipped" when ARTICLES.jsonl is not there. Standard library alone.
"""
import argparse
import collections
import itertools
import json
import pathlib
import re
import subprocess
import sys
import unicodedata

LEXICON = pathlib.Path(__file__).parents[2] / "common/text/lexicon/names.tsv"
LIMIT = 0.005

# Initials, vowels and finals of a syllable in the order of Unicode: northern, McCune-Reischauer without marks, Revised,
# McCune-Reischauer between voiced sounds.
INITIALS = [
    "k kk n t tt r m p pp s ss - j jj ch kh th ph h".split(),
    "k kk n t tt r m p pp s ss - ch tch ch k t p h".split(),
    "g kk n d tt r m b pp s ss - j jj ch k t p h".split(),
    "g kk n d tt r m b pp s ss - j tch ch k t p h".split(),
]
VOWELS = [
    "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i".split(),
    "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i".split(),
    "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(),
    "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i".split(),
]
FINALS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()


def syllable(character):
    number = ord(character) - 0xAC00
    initial, vowel, final = number // 588, number // 28 % 21, number % 28
    out = set()
    for system in range(4):
        parts = INITIALS[system][initial], VOWELS[system][vowel], FINALS[final]
        out.add("".join(part for part in parts if part != "-"))
    return out


WORD = re.compile(r"(?:[A-Za-z]\.){2,6}|[^\W_]+")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
APOSTROPHES = re.compile(r"['\u2019\u2018\u02bc`]")


def words(text):
    """(folded word, whether in capitals or with dots); a character of Hangul or Han is a word."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"['\u2019](s|S)\b", r" \1", text)
    out = []
    for match in WORD.finditer(APOSTROPHES.sub("", text)):
        raw = match.group()
        if CJK.search(raw):
            out += [(one, False) for one in raw]
            continue
        folded = "".join(c for c in unicodedata.normalize("NFKD", raw.casefold()) if not unicodedata.combining(c))
        dotted = "." in raw
        out.append((folded.replace(".", ""), dotted or (raw.isupper() and 2 <= len(raw) <= 6)))
    return out


class Name:
    def __init__(self, spellings):
        self.query = next((one for one in spellings if one.isascii() and not one.startswith("^")), spellings[0])
        self.plain, self.marked = set(), set()
        latin, hangul = [], []
        for spelling in spellings:
            if spelling.startswith("^"):
                continue
            read = words(spelling)
            if len(read) == 1 and read[0][1] and len(read[0][0]) > 1:
                self.marked.add(read[0][0])
                continue
            self.plain.add(tuple(word for word, _ in read))
            if all("\uac00" <= c <= "\ud7a3" for c in spelling):
                hangul.append(spelling)
            elif spelling.isascii():
                latin.append(tuple(word for word, _ in read))
        for one in hangul:
            regular = [syllable(c) for c in one]
            if len(one) not in (2, 3) or not any(len(l) == len(one) and all(w in r for w, r in zip(l, regular)) for l in latin):
                continue
            regular[0] = regular[0] | {l[0] for l in latin}
            self.plain.update(itertools.product(*regular))
        for spelling in list(self.plain):
            if hangul and len(spelling) == 3 and all(word.isascii() for word in spelling):
                self.plain.add((spelling[0], spelling[1] + spelling[2]))


def read_names():
    names = []
    for line in LEXICON.read_text().splitlines():
        kind, *spellings = line.split("\t")
        if kind in ("person", "organisation"):
            names.append(Name(spellings))
    return names


def ask(program, index, *arguments):
    ran = subprocess.run([program, *arguments, "-i", index], capture_output=True, text=True)
    if ran.returncode > 1:
        sys.exit(f"{arguments}: {ran.stderr}")
    return ran.stdout


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("articles")
    parser.add_argument("index")
    parser.add_argument("program")
    parser.add_argument("--names", type=int, default=200)
    parser.add_argument("--all", action="store_true", help="every row, not those alone that differ")
    options = parser.parse_args()
    if not pathlib.Path(options.articles).exists():
        print(f"skipped: {options.articles} is not there")
        return 0
    lines = ask(options.program, options.index, "export", "--format", "jsonl", "--copies").splitlines()
    kept = {json.loads(line).get("key") for line in lines[1:]}
    names = read_names()
    firsts = collections.defaultdict(lambda: collections.defaultdict(dict))  # first word: length: spelling: names
    marks = {}
    for number, name in enumerate(names):
        for spelling in name.plain:
            firsts[spelling[0]][len(spelling)].setdefault(spelling, set()).add(number)
        for mark in name.marked:
            marks[mark] = number
    found = [[] for _ in names]
    for line in open(options.articles, encoding="utf-8", errors="replace"):
        record = json.loads(line)
        if record["id"] not in kept:
            continue
        own = set()
        for text in (record.get("title") or "", record.get("body") or ""):
            read = words(text)
            plain = [word for word, _ in read]
            for i, (word, marked) in enumerate(read):
                if marked and word in marks:
                    own.add(marks[word])
                for length, spellings in firsts.get(word, {}).items() if word in firsts else ():
                    own |= spellings.get(tuple(plain[i : i + length]), set())
        for number in own:
            found[number].append((record["date"][:4], record["source"], record["lang"]))
    order = sorted(range(len(names)), key=lambda number: -len(found[number]))[: options.names]
    wrong = compared = 0
    print("| query | articles | in the texts | timeline | year | source | language |\n| --- | --- | --- | --- | --- | --- | --- |")
    for number in order:
        query, right = names[number].query, found[number]
        facets = sum((["--facet", facet] for facet in ("year", "source", "language")), [])
        answer = json.loads(ask(options.program, options.index, query, "--format", "json", "--limit", "1", "--facet-limit", "1000", *facets))
        timeline = ask(options.program, options.index, "timeline", query, "--by", "year", "--format", "json")
        years = {row["period"]: row["found"] for row in json.loads(timeline)["periods"]}
        truth = [collections.Counter(one[i] for one in right) for i in range(3)]
        year_gap = largest(truth[0], years)
        gaps = [largest(truth[i], {v["value"]: v["count"] for v in answer["facets"][i]["values"]}) for i in range(3)]
        differs = abs(answer["total"] - len(right)) > LIMIT * max(len(right), 1)
        wrong += differs
        compared += 1
        if differs or options.all:
            print(f"| {query} | {answer['total']} | {len(right)} | {year_gap} | {gaps[0]} | {gaps[1]} | {gaps[2]} |")
    print(f"\n{compared} names compared; of {wrong} the total differs by more than {LIMIT:.1%}.")
    return 1 if wrong else 0


def largest(truth, shown):
    return max((abs(truth.get(key, 0) - shown.get(key, 0)) for key in set(truth) | set(shown)), default=0)


if __name__ == "__main__":
    sys.exit(main())
