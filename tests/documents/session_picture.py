#!/usr/bin/env python3
"""session_picture.py PROGRAMS FILE.svg: a picture of a session, made from a real run over the sample captures.

PROGRAMS is the folder of dateline-index and dateline-search. With --check FILE is not written; it must show what the
programs print now, times apart.
"""
import html
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SESSION = [
    "dateline-search 'river embankment' -i samples.idx -n 2 --facet year",
    "dateline-search timeline embankment --from 2018 -i samples.idx",
]
COLUMNS, WIDTH, HEIGHT, MARGIN = 88, 8.43, 18, 14
COLOURS = {"30": "#30363d", "31": "#ff7b72", "32": "#7ee787", "33": "#e3b341", "34": "#79c0ff", "35": "#d2a8ff",
           "36": "#76e3ea", "37": "#e6edf3", "90": "#8b949e"}


def screen(programs):
    """The lines of the session, with the colours of a terminal."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        around = {"PATH": f"{programs}:/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8", "DATELINE_CONFIG": ""}
        subprocess.run(["dateline-index", "build", "-q", str(ROOT / "tests/samples/captures"), "-i", "samples.idx"],
                       cwd=folder, env=around, check=True, stderr=subprocess.DEVNULL)
        for command in SESSION:
            lines.append("\x1b[32m$\x1b[0m \x1b[1m" + command + "\x1b[0m")
            ran = subprocess.run(command + " --color always", shell=True, cwd=folder, env=around, check=True,
                                 capture_output=True, text=True)
            lines += ran.stdout.rstrip("\n").split("\n") + [""]
    return lines[:-1]


def spans(line):
    """A line as SVG: a tspan for each stretch of one style."""
    out, style = "", ""
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        codes = re.fullmatch(r"\x1b\[([0-9;]*)m", part)
        if codes:
            style = ""
            for code in codes.group(1).split(";"):
                if code == "1":
                    style += ' font-weight="bold"'
                elif code == "2":
                    style += ' fill="#8b949e"'
                elif code in COLOURS:
                    style += f' fill="{COLOURS[code]}"'
        elif part:
            text = html.escape(part).replace(" ", "\N{NO-BREAK SPACE}")
            out += f"<tspan{style}>{text}</tspan>"
    return out


def picture(lines):
    width, height = round(COLUMNS * WIDTH + 2 * MARGIN), len(lines) * HEIGHT + 2 * MARGIN
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">',
           "<title>A session: a search with counts by year, and a timeline</title>",
           f'<rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>',
           '<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" fill="#e6edf3">']
    for number, line in enumerate(lines):
        if line:
            out.append(f'<text x="{MARGIN}" y="{MARGIN + HEIGHT * number + 13}">{spans(line)}</text>')
    return "\n".join(out + ["</g>", "</svg>", ""])


def main():
    check = "--check" in sys.argv
    programs, file = [word for word in sys.argv[1:] if word != "--check"]
    made = picture(screen(os.path.abspath(programs)))
    if not check:
        pathlib.Path(file).write_text(made)
        return
    masked = [re.sub(r"[0-9.]+\s(ms|s)\b", "(time)", text) for text in (made, pathlib.Path(file).read_text())]
    if masked[0] != masked[1]:
        sys.exit(f"{file} shows what the programs print no more; make it anew: {sys.argv[0]} {programs} {file}")


main()
