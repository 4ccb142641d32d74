#!/usr/bin/env python3
"""Compiles data/time/*.txt into the constant tables of src/when/grammar.h.

    timegrammar.py WORDS RULES FESTIVALS OUT.c      writes the tables
    timegrammar.py --header WORDS RULES OUT.h       writes the enums of classes, units and readings

The tables are plain arrays that point into each other by index: words in an open hash table
(FNV-1a of the lower-case bytes), their readings, the elements of rules, and for each symbol the
rules that may begin with it.  A wrong line is reported with file and line.  Standard library only.
"""
import re
import sys

UNITS = ["second", "minute", "hour", "day", "weekend", "week", "fortnight", "month", "quarter",
         "season", "year", "decade", "century", "millennium"]
SHAPES = ["isodate", "year", "year2", "day", "ordshape", "decade4", "clock", "digits", "digits4",
          "num", "yearwords", "quartersym", "festival"]
SEASONS = ["SP", "SU", "FA", "WI"]
PARTS = ["MO", "MI", "AF", "EV", "NI", "DT"]
MODS = ["", "START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS",
        "EQUAL_OR_MORE", "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER"]
REFS = ["", "PAST", "PRESENT", "FUTURE"]
FESTIVAL_KINDS = ["date", "easter", "orthodox", "hijri", "hebrew", "nth", "newmoon", "fullmoon"]


# Words that the code itself asks for, where two expressions are joined into one.
SPECIAL_WORDS = ["a", "an", "and", "as", "at", "before", "between", "by", "couple", "few", "from",
                 "half", "hundred", "in", "million", "of", "on", "or", "since", "so", "the", "this",
                 "through", "effective", "thousand", "till", "to", "until", "after", "during"]
SPECIAL_SIGNS = {"hyphen": "-", "comma": ",", "stop": ".", "possessive": "'s", "apostrophe": "'",
                 "sentence_start": "^", "bracket": "("}


def fail(path, line, message):
    sys.exit(f"{path}:{line}: {message}")


def entries(path):
    """[(name, line, [(key, value, line)])] of a dictionary file."""
    out = []
    for number, raw in enumerate(open(path, encoding="utf8"), 1):
        text = raw.rstrip("\n")
        if not text.strip() or text.startswith("#"):
            continue
        if text.startswith("    "):
            if not out:
                fail(path, number, "an attribute before the first entry")
            key, _, value = text.strip().partition(" ")
            out[-1][2].append((key, value.strip(), number))
        else:
            out.append((text.strip(), number, []))
    return out


def number_of(kind, text, path, line):
    lists = {"unit": UNITS, "often": UNITS, "season": SEASONS, "daypart": PARTS, "mod": MODS,
             "approx": MODS, "edge": MODS, "ref": REFS}
    if kind in lists:
        if text not in lists[kind]:
            fail(path, line, f"'{text}' is no {kind}; expected one of {' '.join(lists[kind])}")
        return lists[kind].index(text)
    if kind == "number":
        return -1 if text == "x" else int(text)
    try:
        return int(text)
    except ValueError:
        fail(path, line, f"'{text}' is no number")


def classes_of(words, path):
    seen = []
    for _, _, attributes in words:
        for key, _, _ in attributes:
            if key != "also" and key not in seen:
                seen.append(key)
    return SHAPES + sorted(set(seen) - set(SHAPES))


def readings_of(rules):
    return sorted({v for _, _, a in rules for k, v, _ in a if k == "read"})


def c_name(text):
    return re.sub(r"\W", "_", text).upper()


def write_header(words_path, rules_path, out):
    words, rules = entries(words_path), entries(rules_path)
    lines = ["/* Made by tools/timegrammar.py from data/time. */", "#ifndef WHEN_CLASSES_H",
             "#define WHEN_CLASSES_H"]
    for prefix, names in (("CLASS", classes_of(words, words_path)), ("READ", readings_of(rules)),
                          ("UNIT", UNITS), ("SEASON", SEASONS), ("DAYPART", PARTS),
                          ("MOD", ["none"] + MODS[1:]), ("REF", ["none"] + REFS[1:]),
                          ("FESTIVAL", FESTIVAL_KINDS)):
        body = ", ".join(f"{prefix}_{c_name(n)}" for n in names)
        lines.append(f"enum {{ {body}, {prefix}_COUNT }};")
    lines.append("#endif")
    open(out, "w", encoding="utf8").write("\n".join(lines) + "\n")


class Tables:
    def __init__(self, classes):
        self.classes = classes
        self.words = {}      # text -> [(symbol, value)]
        self.symbols = {c: i for i, c in enumerate(classes)}
        self.sets = []

    def literal(self, text):
        """The symbol of a plain word, made when it is first asked for."""
        key = "=" + text
        if key not in self.symbols:
            self.symbols[key] = len(self.symbols)
            self.words.setdefault(text, []).append((self.symbols[key], 0))
        return self.symbols[key]

    def symbol(self, text, path, line):
        if len(text) > 1 and re.fullmatch(r"[A-Z][A-Z0-9]*", text) and text.lower() != text:
            name = text.lower()
            if name in self.classes:
                return self.symbols[name]
            if text in ("GMT",):
                return self.literal(name)
            fail(path, line, f"'{text}' is no class")
        return self.literal(text.lower())

    def set_of(self, text, path, line):
        first = len(self.sets)
        self.sets += [self.symbol(t, path, line) for t in text.split("|")]
        return first, len(self.sets) - first


def read_words(path, tables):
    for name, line, attributes in entries(path):
        spellings = [name]
        for key, value, _ in attributes:
            if key == "also":
                spellings += [v.strip() for v in value.split(";")]
        for key, value, at in attributes:
            if key != "also":
                number = number_of(key, value, path, at)
                for s in spellings:
                    tables.words.setdefault(s.lower(), []).append((tables.symbols[key], number))


def read_rules(path, tables, readings):
    rules, elements = [], []
    for name, line, attributes in entries(path):
        rule = {"name": name, "dir": 2, "n": 0, "unit": -1, "mod": 0, "ref": 0, "vague": 0,
                "after": (0, 0), "before": (0, 0), "not-after": (0, 0), "not-before": (0, 0)}
        for key, value, at in attributes:
            if key == "match":
                rule["first"] = len(elements)
                for word in value.split():
                    optional = word.endswith("?") and len(word) > 1
                    elements.append((*tables.set_of(word[:-1] if optional else word, path, at),
                                     optional))
                rule["count"] = len(elements) - rule["first"]
            elif key in ("after", "before", "not-after", "not-before"):
                rule[key] = tables.set_of(value, path, at)
            elif key == "read":
                rule["read"] = readings.index(value)
            elif key in ("dir", "n", "unit", "mod", "ref", "vague"):
                rule[key] = number_of(key, value, path, at)
            elif key not in ("yes", "no", "note"):
                fail(path, at, f"unknown attribute '{key}'")
        if "first" not in rule or "read" not in rule:
            fail(path, line, f"rule '{name}' lacks match or read")
        rules.append(rule)
    return rules, elements


def read_festivals(path, tables):
    festivals, names, pieces = [], [], []
    for name, line, attributes in entries(path):
        f = {"kind": None, "a": 0, "b": 0, "c": 0, "d": 0, "days": 1}
        spellings = [name]
        for key, value, at in attributes:
            if key == "also":
                spellings += [v.strip() for v in value.split(";")]
            elif key == "days":
                f["days"] = int(value)
            elif key in FESTIVAL_KINDS:
                f["kind"] = FESTIVAL_KINDS.index(key)
                parts = [float(p) for p in (value.replace("-", " ") if key in
                         ("date", "hijri", "hebrew") else re.sub(r"(?<=\d)-", " ", value)).split()]
                for slot, part in zip("abcd", parts):
                    f[slot] = int(part * 2) if slot == "c" and "moon" in key else int(part)
            else:
                fail(path, at, f"unknown attribute '{key}'")
        if f["kind"] is None:
            fail(path, line, f"'{name}' has no day")
        for s in spellings:
            words = re.findall(r"'s\b|[\w.]+(?:'(?!s\b)\w+)*|-|'", s.lower())
            names.append((len(festivals), len(pieces), len(words)))
            pieces += [tables.literal(w) for w in words]
        festivals.append(f)
    return festivals, names, pieces


def fnv(text):
    h = 2166136261
    for b in text.encode("utf8"):
        h = (h ^ b) * 16777619 & 0xFFFFFFFF
    return h


def starts(rules, elements, sets):
    """symbol -> rules that may begin with it."""
    out = {}
    for i, r in enumerate(rules):
        for first, count, optional in elements[r["first"]:r["first"] + r["count"]]:
            for s in sets[first:first + count]:
                out.setdefault(s, [])
                if i not in out[s]:
                    out[s].append(i)
            if not optional:
                break
    return out


def rows(items, form):
    return "".join("    {" + form(i) + "},\n" for i in items)


def write_tables(words_path, rules_path, festivals_path, out):
    words = entries(words_path)
    readings = readings_of(entries(rules_path))
    t = Tables(classes_of(words, words_path))
    read_words(words_path, t)
    rules, elements = read_rules(rules_path, t, readings)
    festivals, names, pieces = read_festivals(festivals_path, t)
    special = " ".join(f".w_{w} = {t.literal(w)}," for w in SPECIAL_WORDS)
    special += " " + " ".join(f".{k} = {t.literal(w)}," for k, w in SPECIAL_SIGNS.items())
    slots = 1024
    while slots < 3 * len(t.words):
        slots *= 2
    table = [None] * slots
    senses = []
    for text in sorted(t.words):
        at = fnv(text) % slots
        while table[at]:
            at = (at + 1) % slots
        table[at] = (text, len(senses), len(t.words[text]))
        senses += t.words[text]
    begin, rule_list = [], []
    by_symbol = starts(rules, elements, t.sets)
    for s in range(len(t.symbols)):
        begin.append((len(rule_list), len(by_symbol.get(s, []))))
        rule_list += by_symbol.get(s, [])
    # festivals by the symbol of their first word
    name_begin, name_list = [], []
    for s in range(len(t.symbols)):
        mine = [i for i, n in enumerate(names) if pieces[n[1]] == s]
        mine.sort(key=lambda i: -names[i][2])
        name_begin.append((len(name_list), len(mine)))
        name_list += mine
    quote = lambda x: '"' + x.replace("\\", "\\\\").replace('"', '\\"') + '"'
    text = "/* Made by tools/timegrammar.py from data/time. */\n#include \"when/grammar.h\"\n\n"
    text += f"static const grammar_word words[{slots}] = {{\n" + "".join(
        f"    [{i}] = {{{quote(w[0])}, {len(w[0].encode())}, {w[2]}, {w[1]}}},\n"
        for i, w in enumerate(table) if w) + "};\n"
    text += "static const grammar_sense senses[] = {\n" + rows(senses, lambda s: f"{s[0]}, {s[1]}") + "};\n"
    text += "static const uint16_t sets[] = {" + ", ".join(map(str, t.sets)) + "};\n"
    text += "static const grammar_element elements[] = {\n" + rows(
        elements, lambda e: f"{e[0]}, {e[1]}, {int(e[2])}") + "};\n"
    form = lambda r: (f"{quote(r['name'])}, {len(r['name'])}, {r['first']}, {r['count']}, {r['read']}, {r['dir']}, "
                      f"{r['unit']}, {r['mod']}, {r['ref']}, {r['vague']}, {r['n']}, " +
                      ", ".join("{%d, %d}" % r[k] for k in ("after", "before", "not-after", "not-before")))
    text += "static const grammar_rule rules[] = {\n" + rows(rules, form) + "};\n"
    text += "static const grammar_range begin[] = {\n" + rows(begin, lambda b: "%d, %d" % b) + "};\n"
    text += "static const uint16_t rule_list[] = {" + ", ".join(map(str, rule_list)) + "};\n"
    text += "static const grammar_festival festivals[] = {\n" + rows(
        festivals, lambda f: ", ".join(str(f[k]) for k in ("kind", "a", "b", "c", "d", "days"))) + "};\n"
    text += "static const grammar_name names[] = {\n" + rows(names, lambda n: "%d, %d, %d" % n) + "};\n"
    text += "static const uint16_t name_pieces[] = {" + ", ".join(map(str, pieces)) + "};\n"
    text += "static const grammar_range name_begin[] = {\n" + rows(name_begin, lambda b: "%d, %d" % b) + "};\n"
    text += "static const uint16_t name_list[] = {" + ", ".join(map(str, name_list)) + "};\n\n"
    text += ("const grammar when_grammar = {words, %d, %d, senses, sets, elements, rules, begin,\n"
             "    rule_list, festivals, names, name_pieces, name_begin, name_list, %d,\n    {%s}};\n"
             % (slots, max(len(w.encode()) for w in t.words), len(begin), special))
    open(out, "w", encoding="utf8").write(text)


def main(argv):
    if len(argv) == 5 and argv[1] == "--header":
        write_header(argv[2], argv[3], argv[4])
    elif len(argv) == 5:
        write_tables(argv[1], argv[2], argv[3], argv[4])
    else:
        sys.exit(__doc__)


main(sys.argv)
