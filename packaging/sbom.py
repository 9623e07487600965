#!/usr/bin/env python3
"""sbom.py FOLDER VERSION: an SPDX list of what the programs below FOLDER are made with, on the standard output.

The libraries are those that the programs name (readelf -d); their packages and versions are those of this system (dpkg),
their licences those of licences.tsv. A library that has no line there ends it with an error: the licence of a program would
not be known.
"""
import json
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
PROGRAMS = {
    "dateline-index": "GPL-3.0-or-later",
    "dateline-search": "GPL-3.0-or-later",
    "dateline-pdf-text": "GPL-2.0-only OR GPL-3.0-only",
}


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def needed(program):
    """Names of libraries without their versions: libz, libfmt."""
    return {
        re.sub(r"\.so.*", "", name)
        for name in re.findall(r"\(NEEDED\).*\[(.*)\]", output("readelf", "-d", program))
        if not name.startswith("ld-linux")
    }


def licences():
    for line in (HERE / "licences.tsv").read_text().splitlines():
        if line and not line.startswith("#"):
            library, source, licence, programs = line.split("\t")
            yield library, source, licence, set(programs.split(","))


def version_of(source):
    """The version of a source package of which something is installed; empty when nothing is."""
    for line in output("dpkg-query", "-W", "-f", "${source:Package} ${source:Version} ${db:Status-Status}\n").splitlines():
        name, version, status = (line.split(" ") + ["", ""])[:3]
        if name == source and status == "installed":
            return version
    return ""


def main():
    folder, version = pathlib.Path(sys.argv[1]), sys.argv[2]
    found = {path.name: path for path in folder.rglob("dateline-*") if path.name in PROGRAMS and path.is_file()
             and path.read_bytes()[:4] == b"\x7fELF"}
    rows = list(licences())
    wrong = []
    for name, path in sorted(found.items()):
        listed = {library for library, _, _, programs in rows if name in programs and library != "headers"}
        really = needed(path)
        wrong += [f"{name} links {one}, which has no line in licences.tsv" for one in sorted(really - listed)]
        # How many of the listed ones are left in depends on the linker.
    if wrong or not found:
        sys.exit("\n".join(wrong or [f"no programs below {folder}"]))

    packages, relations = [], []
    def add(identifier, name, version, licence, comment):
        packages.append({"SPDXID": identifier, "name": name, "versionInfo": version, "downloadLocation": "NOASSERTION",
                         "licenseConcluded": licence, "licenseDeclared": licence, "copyrightText": "NOASSERTION",
                         "filesAnalyzed": False, "comment": comment})
    add("SPDXRef-dateline", "dateline", version, "GPL-2.0-or-later", "the sources")
    relations.append(("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-dateline"))
    for name in sorted(found):
        add(f"SPDXRef-{name}", name, version, PROGRAMS[name], "a program, as it is linked")
        relations.append((f"SPDXRef-{name}", "GENERATED_FROM", "SPDXRef-dateline"))
    for source in sorted({source for _, source, _, _ in rows}):
        identifier = "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", source)
        of = [row for row in rows if row[1] == source]
        add(identifier, source, version_of(source), of[0][2], "source package of Debian")
        for name in sorted(set().union(*(programs for _, _, _, programs in of)) & set(found)):
            kind = "DYNAMIC_LINK" if any(row[0] != "headers" for row in of) else "CONTAINS"
            relations.append((f"SPDXRef-{name}", kind, identifier))
    # The time is that of the sources, so that the same sources give the same list.
    stamp = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    created = output("date", "-u", "-d", f"@{stamp}", "+%Y-%m-%dT%H:%M:%SZ").strip()
    json.dump({"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
               "name": f"dateline-{version}", "documentNamespace": f"urn:dateline:{version}:{stamp}",
               "creationInfo": {"created": created, "creators": ["Tool: packaging/sbom.py"]},
               "packages": packages,
               "relationships": [{"spdxElementId": a, "relationshipType": kind, "relatedSpdxElement": b}
                                 for a, kind, b in relations]}, sys.stdout, indent=1)
    print()


main()
