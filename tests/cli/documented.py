"""documented.py FORMATS.md NAME FILE: whether the first line of FILE names the columns that the paper lists for the format."""
import re
import sys

TITLES = {"gdelt": "GDELT 2.0 events", "gdelt1": "GDELT 2.0 events", "mentions": "GDELT 1.0",
          "polecat": "POLECAT", "icews": "ICEWS", "phoenix": "Phoenix"}
LISTED = {"mentions": r"Mentions table: 16 columns (.*?) \[", "polecat": r"columns: (.*?)\. ",
          "icews": r"with header: (.*?)\.(?: |$)"}


def spelled(text):
    return [part.strip() for part in text.split(",") if part.strip()]


def expanded(listed):
    """1 A 2 B 3-5 C, D, E; 6-8 the same for Actor2; 9-11 Actor1Geo_Type, _FullName ...; 12-14 Actor2Geo_*"""
    columns, actor, geo = [], [], []
    for names in re.split(r"(?:^|\s|; )\d+(?:-\d+)? ", listed)[1:]:
        names = names.strip(" ;")
        if names.startswith("the same for Actor2"):
            columns += [name.replace("Actor1", "Actor2") for name in actor]
        elif names.endswith("_*"):
            columns += [name.replace("Actor1Geo", names[:-2]) for name in geo]
        else:
            found = ["Actor1Geo" + n if n.startswith("_") else n for n in spelled(names)]
            actor = found if found[0] == "Actor1Code" else actor
            geo = found if found[0] == "Actor1Geo_Type" else geo
            columns += found
    return columns


def documented(paper, name):
    paragraph = re.search(rf"^\*\*{re.escape(TITLES[name])}\*\*.*$", paper, re.M).group()
    without_remarks = re.sub(r" \([^)]*\)", "", paragraph)
    listed = re.search(LISTED.get(name, r"no header: (.*?)\.(?: |$)"), without_remarks).group(1)
    if name == "gdelt":
        return expanded(listed)
    if name == "gdelt1":
        return [column for column in expanded(listed) if not column.endswith("_ADM2Code")]
    return spelled(listed)


with open(sys.argv[1], encoding="utf8") as f:
    expected = documented(f.read(), sys.argv[2])
with open(sys.argv[3], encoding="utf8") as f:
    found = f.readline().rstrip("\n").split("\t")
for i in range(max(len(found), len(expected))):
    pair = [names[i] if i < len(names) else "missing" for names in (found, expected)]
    if pair[0] != pair[1]:
        sys.exit(f"column {i + 1} is {pair[0]} and should be {pair[1]}")
print(len(found), "columns as documented")
