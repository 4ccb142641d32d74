#!/usr/bin/env python3
"""score.py DATELINE [--errors]: how well the ledger merges tellings.txt.

Each telling is a report. In the ledger it lies in the event of its record that has the act's type; a
telling without such a record lies alone. Prints B-cubed precision, recall and F1 (Bagga and Baldwin
1998) over the tellings, and the share of tellings whose origin is the one that the file names.
"""
import json
import os
import sqlite3
import subprocess
import sys
import tempfile


def read(path):
    tellings, act = [], None
    for line in open(path, encoding="utf8"):
        line = line.strip()
        if line.startswith("= "):
            act = line[2:].split()
        elif line and not line.startswith("#"):
            date, publisher, origin, text = (x.strip() for x in line.split("|"))
            origin = publisher if origin == "-" else origin
            tellings.append({"id": f"t{len(tellings):03}", "act": act[0], "type": act[1], "text": text,
                             "published": date, "publisher": publisher, "origin": origin})
    return tellings


def ingest(dateline, tellings, folder):
    reports, ledger = os.path.join(folder, "in.jsonl"), os.path.join(folder, "out.ledger")
    with open(reports, "w", encoding="utf8") as out:
        for t in tellings:
            out.write(json.dumps({k: t[k] for k in ("id", "text", "published", "publisher")}) + "\n")
    subprocess.run([dateline, "ingest", "--ledger", ledger, reports], check=True, capture_output=True)
    return sqlite3.connect(ledger)


def b_cubed(gold, found):
    def mean(a, b):
        sums = 0
        for i, label in enumerate(a):
            same = [k for k, other in enumerate(a) if other == label]
            sums += sum(b[k] == b[i] for k in same) / len(same)
        return 100 * sums / len(a)
    precision, recall = mean(found, gold), mean(gold, found)
    return precision, recall, 2 * precision * recall / (precision + recall)


def main():
    tellings = read(os.path.join(os.path.dirname(__file__), "tellings.txt"))
    with tempfile.TemporaryDirectory() as folder:
        db = ingest(sys.argv[1], tellings, folder)
        found, right, coded = [], 0, 0
        for t in tellings:
            row = db.execute("SELECT o.event, o.origin FROM origins o JOIN reports USING (report) JOIN "
                             "events USING (event) WHERE doc = ? AND act = ? ORDER BY confidence DESC",
                             (t["id"], t["type"])).fetchone()
            found.append(row[0] if row else "alone " + t["id"])
            coded += row is not None
            origin = t["origin"].lower().removesuffix(" agency")
            right += row is not None and row[1] == origin
            if "--errors" in sys.argv and (not row or row[1] != origin):
                print("no record" if not row else f"origin {row[1]}", t)
        if "--errors" in sys.argv:
            for i, t in enumerate(tellings):
                print(found[i], t["act"], t["text"])
    precision, recall, f1 = b_cubed([t["act"] for t in tellings], found)
    print(f"tellings {len(tellings)}  acts {len({t['act'] for t in tellings})}  coded {coded}")
    print(f"b-cubed  precision {precision:.1f}  recall {recall:.1f}  f1 {f1:.1f}")
    print(f"origins  right {100 * right / len(tellings):.1f} of all, {100 * right / coded:.1f} of those coded")


main()
