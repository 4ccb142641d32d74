"""facts.py: of records, who did what to whom, when, on whose word; places in the text left out."""
import json
import sys

facts = []
for line in sys.stdin:
    e = json.loads(line)
    who = [(a["code"], a["sector"], a["name"]) for a in e["actor"]]
    whom = [(a["code"], a["sector"], a["name"]) for a in e["recipient"]]
    said = [(s["code"], s["sector"]) for s in e["said_by"]]
    facts.append(json.dumps([e["act"], e["mode"], e["cameo"], e["date"], e["enddate"], e["status"],
                             who, whom, said, e["event_loc"]["country"], e["event_text"]]))
print("\n".join(sorted(facts)))
