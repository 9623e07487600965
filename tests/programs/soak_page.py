#!/usr/bin/env python3
"""The page under load while its index grows: soak_page.py INDEX_PROGRAM SEARCH_PROGRAM MINUTES.

Eight clients ask without a pause, articles are added every ten seconds, tags are given. Every answer must have
status 200, each addition must be found within seconds, and memory of the server must not grow after the first
fifth of the time by more than 64 MB.
"""

import http.client
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import threading
import time

WORDS = "river ferry bridge orchard tower market school harvest visit concert embankment willow".split()
CLIENTS = 8


def article(number):
    draw = random.Random(number)
    words = " ".join(draw.choice(WORDS) for _ in range(150))
    day = f"{2000 + number % 20}-{1 + number % 12:02}-{1 + number % 28:02}"
    return {
        "id": f"n{number}",
        "title": f"News {number} of the {draw.choice(WORDS)}",
        "body": f"Number{number} tells of {words}.",
        "url": f"https://example.org/{number}",
        "date": day,
    }


def private_bytes(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return int(re.search(r"RssAnon:\s+(\d+)", status.read())[1]) * 1024


def main():
    index_program, search_program = sys.argv[1:3]
    seconds = float(sys.argv[3]) * 60
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        index = folder / "soak.idx"

        def write(first, last):
            with open(folder / "new.jsonl", "w", encoding="utf-8") as out:
                for number in range(first, last):
                    out.write(json.dumps(article(number)) + "\n")

        write(0, 5000)
        subprocess.run([index_program, "build", folder / "new.jsonl", "-i", index, "-q"], check=True)
        server = subprocess.Popen(
            [search_program, "serve", "-i", index, "--port", "0"], stdout=subprocess.PIPE, text=True
        )
        port = int(re.search(r":(\d+)/", server.stdout.readline())[1])
        end = time.monotonic() + seconds
        wrong, answers = [], [0] * CLIENTS

        def ask(client):
            draw = random.Random(client)
            connection = http.client.HTTPConnection("localhost", port, timeout=30)
            while time.monotonic() < end and not wrong:
                query = "+".join(draw.sample(WORDS, draw.randint(1, 3)))
                target = draw.choice(["/search?q=", "/search.json?q=", "/lines?q=", "/calendar?q=", "/silences?q="])
                connection.request("GET", target + query)
                answer = connection.getresponse()
                answer.read()
                answers[client] += 1
                if answer.status != 200:
                    wrong.append(f"{target}{query}: status {answer.status}")

        clients = [threading.Thread(target=ask, args=(n,)) for n in range(CLIENTS)]
        for client in clients:
            client.start()
        number, memory = 5000, []
        while time.monotonic() < end and not wrong:
            write(number, number + 20)
            subprocess.run([index_program, "add", folder / "new.jsonl", "-i", index, "-q"], check=True)
            subprocess.run(
                [search_program, "tag", f"n{number}", "soak", "-i", index], check=True, stdout=subprocess.DEVNULL
            )
            for _ in range(100):
                connection = http.client.HTTPConnection("localhost", port, timeout=30)
                connection.request("GET", f"/search.json?q=number{number}+tag:soak")
                if json.load(connection.getresponse()).get("total") == 1:
                    break
                time.sleep(0.1)
            else:
                wrong.append(f"article {number} was not found")
            number += 20
            memory.append(private_bytes(server.pid))
            time.sleep(max(0, min(10, end - time.monotonic())))
        for client in clients:
            client.join()
        server.terminate()
        server.wait()
        settled = memory[len(memory) // 5]
        print(
            f"{sum(answers)} answers, {number - 5000} articles added, memory {settled >> 20} MB, "
            f"at last {memory[-1] >> 20} MB"
        )
        if memory[-1] > settled + (64 << 20):
            wrong.append("memory grew")
        for complaint in wrong:
            print(complaint)
        return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
