"""columns.py FILE DELIMITER: rows and columns of a table as Python's csv reads it; -1 = they differ."""
import csv
import sys

delimiter = "\t" if sys.argv[2] == "tab" else ","
quoting = csv.QUOTE_NONE if sys.argv[2] == "tab" else csv.QUOTE_MINIMAL
with open(sys.argv[1], encoding="utf8", newline="") as f:
    rows = list(csv.reader(f, delimiter=delimiter, quoting=quoting))
widths = {len(row) for row in rows}
print(len(rows), widths.pop() if len(widths) == 1 else -1)
