#!/usr/bin/env python3
"""Draws queries from articles: what docs/scale.md asks shards and one index.

shard_queries.py FILE COUNT [SEED]: FILE has articles as JSON Lines with `body` and `date`. Writes COUNT different
queries, one a line: words, two words, phrases, words near each other, a word and its year, names."""

import json
import random
import re
import sys

ARTICLES = 4000  # so many are read for words


def reservoir(path, count, draw):
    """Some lines of a file, each as likely as any other."""
    kept = []
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number < count:
                kept.append(line)
            elif (at := draw.randrange(number + 1)) < count:
                kept[at] = line
    return kept


def main():
    path, count = sys.argv[1], int(sys.argv[2])
    draw = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 25)
    articles = [json.loads(line) for line in reservoir(path, ARTICLES, draw)]

    def words(at_least):
        while True:
            article = draw.choice(articles)
            found = re.findall(r"[a-z]{3,}", article.get("body", "").lower())
            if len(found) >= at_least:
                return article, found

    def word():
        return draw.choice(words(20)[1])

    def pair():
        found = words(20)[1]
        at = draw.randrange(len(found) - 1)
        return found[at], found[at + 1]

    def near():
        found = words(20)[1]
        at = draw.randrange(len(found) - 4)
        return found[at], found[at + 3]

    def dated():
        article, found = words(20)
        return f"{draw.choice(found)} date:{article['date'][:4]}"

    def name():
        while True:
            found = re.findall(r"(?<=[a-z] )[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}", words(20)[0]["body"])
            if found:
                return draw.choice(found)

    forms = [word, lambda: f"{word()} {word()}", lambda: " ".join(pair()), lambda: '"%s %s"' % pair(),
             lambda: "near/5(%s %s)" % near(), dated, name]
    seen = set()
    while len(seen) < count:
        query = draw.choice(forms)()
        if query not in seen:
            seen.add(query)
            print(query)


if __name__ == "__main__":
    main()
