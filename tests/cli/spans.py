"""spans.py: what `dateline read` shows: parts in order, without overlap, cut from the very text."""
import json
import sys

for line in sys.stdin:
    report = json.loads(line)
    text, at = report["text"].encode(), 0
    for part in report["parts"]:
        assert at <= part["start"] < part["end"] <= len(text), part
        assert text[part["start"]:part["end"]].decode() == part["text"], part
        at = part["end"]
