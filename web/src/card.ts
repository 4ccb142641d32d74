// One event: what, who, whom, when, where, on whose word; each telling with its words marked in the
// report; what is told otherwise, side by side; how it spread; why it was coded so.
import { ask, Card, code, Contradiction, Mark, RecordJson, ReportAnswer, Source, StoredRecord } from "./api";
import { actText, days, partyText, statusWords } from "./acts";
import { Child, h, say } from "./dom";
import { bytes, legend, light, marked, Role, stretches, walkable } from "./highlight";
import { drawings, recordFiles } from "./save";
import { href } from "./state";
import { drawSpread, Told } from "./story";

const AT_ONCE = 3; // tellings whose reason is looked up without being asked for
const count = (n: number, of: string): string => `${n} ${of}${n === 1 ? "" : "s"}`;
const status = (x: string): HTMLElement => h("span", { class: `status ${x}` }, statusWords[x] ?? x);

/// The explanation's paragraph of this record: the one that quotes its words.
export function whyOf(text: string, r: RecordJson): string[] {
    const paragraphs = text.split(/\n(?=\S)/).filter((p) => p.startsWith(r.act) && p.includes(`“${r.event_text}”`));
    return (paragraphs[0] ?? "").split("\n").map((l) => l.trim()).filter((l) => l !== "");
}
export const whenWords = (why: string[]): string => /“([^”]*)”/.exec(why.find((l) => l.startsWith("when:")) ?? "")?.[1] ?? "";
/// A reason as a list: what it is about, and the rest.
export const whyList = (lines: string[]): Child[] => lines.map((l) => {
    const at = /^(\w[\w ]{0,20}):\s/.exec(l);
    return h("li", { dir: "auto" }, at ? [h("b", {}, at[1]), " ", l.slice(at[0].length)] : l);
});

/// A fact whose words in the tellings light up while it is pointed at.
const fact = (name: string, role: Role | null, ...value: Child[]): Child => {
    const lit = (on: boolean) => () => role && light(document.getElementById("card")!, role, on);
    return [h("dt", {}, name), h("dd", { dir: "auto", class: role && `of-${role}`, pointerenter: lit(true), pointerleave: lit(false), focusin: lit(true), focusout: lit(false) }, value)];
};

/// Whose word it is, nearest to the fact first.
function chain(r: StoredRecord): Child {
    const links = [...r.json.said_by.map((x) => x.name ?? ""), r.publisher || r.doc].filter((x, i, all) => x !== "" && x !== all[i - 1]);
    return h("p", { class: "chain" }, h("span", { class: "dim" }, "On the word of "), links.map((x, i) => [i > 0 && h("span", { class: "dim", "aria-label": "told by" }, " ← "), h("bdi", { class: i === 0 ? "nearest" : "" }, x)]));
}

/// The report around a record's tellings, and why it was coded.
async function telling(r: StoredRecord, at: number): Promise<HTMLElement> {
    const answer = await ask<ReportAnswer>(`reports/${r.report}`, {}, false), report = answer.report[0], text = bytes(report.text);
    const words = h("div", { class: "report short" }), why = h("ul", { class: "why" }), explain = h("details", {}, h("summary", {}, "Why was it coded so?"), why);
    const show = (when: string, scroll: boolean) => {
        words.replaceChildren(marked(text, stretches(text, r.json, when)));
        if (scroll) requestAnimationFrame(() => { words.scrollTop = Math.max(0, (words.querySelector<HTMLElement>("mark")?.offsetTop ?? 0) - words.offsetTop - 40); });
    };
    let asked = false;
    const reason = async () => {
        if (asked) return;
        asked = true;
        const coded = await code(report.text, report.published, report.publisher), lines = whyOf(coded.why, r.json), focused = words.contains(document.activeElement);
        why.replaceChildren(...([whyList(lines.length > 0 ? lines : ["The coder of today codes this report otherwise."])].flat() as Node[]));
        if (whenWords(lines) && !focused) show(whenWords(lines), false);
    };
    show("", true);
    walkable(words);
    explain.addEventListener("toggle", () => void (explain.open && reason().catch(() => { asked = false; })));
    if (at < AT_ONCE) void reason().catch(() => { asked = false; });
    return h("article", { class: "telling" }, h("header", {}, h("strong", { dir: "auto" }, r.publisher || r.doc), h("span", { class: "num dim" }, r.published || "no date"), h("span", { class: `tag ${r.kind}` }, r.kind === "own" ? "own word" : `${r.kind} of ${r.origin}`),
        h("a", { href: href({ report: String(r.report), event: "" }) }, "whole report")), chain(r), words, explain);
}

/// The facts in which reports of the event differ, a column a report.
function differences(records: StoredRecord[]): Child {
    const facts: [string, (r: RecordJson) => string][] = [["When", (r) => days(r)], ["Status", (r) => statusWords[r.status] ?? r.status], ["Where", (r) => r.event_loc.resolved_place || r.event_loc.country || "–"],
        ["Who", (r) => r.actor.map((a) => a.name || a.code).join(", ")], ["Whom", (r) => r.recipient.map((a) => a.name || a.code).join(", ") || "–"], ["Mode", (r) => r.mode.join(", ") || "–"]];
    const shown = records.slice(0, 8), differing = facts.filter(([, of]) => new Set(shown.map((r) => of(r.json))).size > 1);
    return shown.length > 1 && differing.length > 0 && h("section", {}, h("h3", {}, "Where the reports differ"), h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Where the reports differ" },
        h("table", { class: "events differ" }, h("thead", {}, h("tr", {}, h("td", {}), shown.map((r) => h("th", { scope: "col", dir: "auto" }, r.publisher || r.doc)))),
            h("tbody", {}, differing.map(([name, of]) => h("tr", {}, h("th", { scope: "row" }, name), shown.map((r) => h("td", { dir: "auto" }, of(r.json)))))))));
}

/// Who affirms beside who denies.
function contradictions(m: Mark, mine: StoredRecord[], others: Contradiction[]): Child {
    const publishers = [...new Set(mine.map((r) => r.publisher).filter((x) => x !== ""))].join(", ");
    return others.length > 0 && h("section", { class: "against" }, h("h3", {}, "Told otherwise"), h("div", { class: "sides" },
        h("div", {}, h("p", {}, status(m.status), " ", h("b", { dir: "auto" }, publishers || "this event")), h("blockquote", { dir: "auto" }, m.words)),
        h("div", {}, others.map((c) => [h("p", {}, status(c.status), " ", h("b", { dir: "auto" }, c.publishers || "another report"), h("span", { class: "num dim" }, ` ${days(c)}`)), h("blockquote", { dir: "auto" }, c.words, " ", h("a", { href: href({ event: String(c.event) }) }, "open"))]))));
}

const toldOf = (sources: Source[]): Told[] => sources.map((x, i) => {
    const part = x.kind === "own" ? (x.part === "first" ? "first" : "own") : (x.kind as Told["part"]);
    const from = x.kind === "own" ? -1 : sources.findIndex((y, k) => k !== i && y.publisher.toLowerCase() === x.origin);
    return { part, of: x.kind === "own" ? "" : x.origin, from, r: { report: i, published: x.published, publisher: x.publisher, doc: x.doc, title: x.said_by, beginning: "", events: 1, copy_of: "", likeness: "", relays: "" } };
});

export async function card(box: HTMLElement, number: string): Promise<void> {
    const answer = await ask<Card>(`events/${encodeURIComponent(number)}`, {}, false), m = answer.event[0], width = Math.max(320, box.clientWidth);
    const tellings = await Promise.all(answer.records.slice(0, 12).map(telling)), svg = drawSpread(toldOf(answer.sources.slice(0, 40)), width);
    const parties = (role: string) => m.parties.filter((p) => p.role === role).map((p, i) => [i > 0 && "; ", h("a", { href: href({ actor: p.code || p.name, view: "", event: "" }), title: "all events of this actor" }, partyText(p)), p.office && h("span", { class: "dim" }, ` ${p.office}`)]);
    const pair = [...new Set(m.parties.map((p) => p.code).filter((c) => c !== ""))], precision = m.date_precision && m.date_precision !== "day" ? ` (known to the ${m.date_precision})` : "";
    const title = h("h2", { id: "card-title", tabindex: -1 }, h("span", { class: `act quad${m.quad_code}` }, actText(m)), " ", status(m.status));
    box.replaceChildren(title, h("div", { class: "bar slim" }, pair.length > 1 ? h("a", { href: href({ view: "", actor: pair[0], other: pair[1], event: "" }) }, `all between ${pair[0]} and ${pair[1]}`) : h("span"),
        h("div", { class: "saver", role: "group", "aria-label": "Save this event" }, h("span", {}, "Save"), recordFiles(`event-${m.event}`, answer.records.map((r) => r.json)), drawings(`event-${m.event}`, () => svg))),
    h("dl", { class: "facts" }, fact("Who", "actor", parties("actor").length ? parties("actor") : "not told"), fact("Whom", "recipient", parties("recipient").length ? parties("recipient") : "–"), fact("When", "time", days(m), precision),
        fact("Where", "place", m.place || m.country ? h("a", { href: href({ in: m.place || m.country, view: "", event: "" }) }, m.place || m.country) : "–", m.place && m.country && m.place !== m.country ? `, ${m.country}` : ""),
        fact("Told by", "source", `${count(m.nsources, "independent source")} in ${count(m.nreports, "report")}, ${count(m.ntellings, "telling")}`), fact("Scores", null, `Goldstein ${m.goldstein.toFixed(1)}, PLOVER ${m.event_scale.toFixed(1)}, confidence ${m.confidence.toFixed(2)}`)),
    ...([contradictions(m, answer.records, answer.contradictions), differences(answer.records)].filter((x) => x) as Node[]), h("h3", {}, "How it spread"), svg,
    h("section", {}, h("h3", {}, "In the reports"), legend(), h("p", { class: "dim note" }, "Tab to a marked word, arrow keys walk from one to the next; pointing at a fact above lights its words."), tellings, answer.records.length > 12 && h("p", { class: "dim" }, `${answer.records.length - 12} more reports tell it.`)));
    title.focus({ preventScroll: true });
    say(`Event: ${actText(m)}, ${statusWords[m.status]}`);
}
