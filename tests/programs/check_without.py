"""check_without.py DATELINE_INDEX PART SAMPLES: whether a program that was built without the libraries of PART (XML, MAIL,
PDF) says so of the kinds that need them, and reads the other samples."""

import json
import subprocess
import sys
import tempfile

KINDS = {
    "XML": {"rss", "atom", "sitemap", "kcna-xml", "docx", "odt", "epub"},
    "MAIL": {"mhtml", "eml", "mbox"},
    "PDF": {"pdf"},
}
LIBRARIES = {"XML": "pugixml", "MAIL": "GMime", "PDF": "poppler"}

program, part, samples = sys.argv[1:]
kinds = json.loads(subprocess.run([program, "kinds", "--format", "json"], check=True, capture_output=True, text=True).stdout)
missing = {kind["name"] for kind in kinds["kinds"] if not kind["built_in"]}
assert missing == KINDS[part], f"not built in: {sorted(missing)}, but {sorted(KINDS[part])} need the library"

with tempfile.NamedTemporaryFile(suffix=".jsonl") as rejects:
    run = subprocess.run([program, "build", "--dry-run", "--output", "json", "--rejects", rejects.name, samples],
                         capture_output=True, text=True)
    summary = json.loads(run.stdout)
    told = [json.loads(line) for line in open(rejects.name, encoding="utf-8")]
of_library = [reject for reject in told if "it is not built in" in reject["reason"]]
assert of_library, "no sample was rejected for the missing library"
for reject in of_library:
    assert LIBRARIES[part] in reject["remedy"], reject
read = set(summary["readers"])
assert not read & KINDS[part], f"read all the same: {sorted(read & KINDS[part])}"
for other, names in KINDS.items():
    assert other == part or read & names, f"nothing was read of {sorted(names)}"
print(f"without {part}: {len(of_library)} samples rejected as not built in, {summary['articles']} articles of other kinds")
