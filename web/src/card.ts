// One event: what, who, whom, when, where, on whose word; each telling with its words marked in the
// report; what contradicts it; why it was coded so.  And a report with all its events in the margin.
import { ask, Card, code, RecordJson, ReportAnswer, StoredRecord } from "./api";
import { actText, days, partyText, statusWords } from "./acts";
import { Child, h, say } from "./dom";
import { bytes, legend, marked, Stretch, stretches, walkable } from "./highlight";
import { href } from "./state";

const fact = (name: string, ...value: Child[]): Child => [h("dt", {}, name), h("dd", { dir: "auto" }, value)];

/// The explanation's paragraph of this record: the one that quotes its words.
export function whyOf(text: string, r: RecordJson): string[] {
    const paragraphs = text.split(/\n(?=\S)/).filter((p) => p.startsWith(r.act) && p.includes(`“${r.event_text}”`));
    return (paragraphs[0] ?? "").split("\n").map((l) => l.trim()).filter((l) => l !== "");
}
export const whenWords = (why: string[]): string => /“([^”]*)”/.exec(why.find((l) => l.startsWith("when:")) ?? "")?.[1] ?? "";

const count = (n: number, of: string): string => `${n} ${of}${n === 1 ? "" : "s"}`;
const chain = (r: StoredRecord): string => [...r.json.said_by.map((x) => x.name ?? ""), r.publisher].filter((x, i, all) => x !== "" && x !== all[i - 1]).join(" ← ");

/// The report around a record's tellings, and, once asked, why it was coded.
async function telling(r: StoredRecord): Promise<HTMLElement> {
    const answer = await ask<ReportAnswer>(`reports/${r.report}`, {}, false), report = answer.report[0], text = bytes(report.text);
    const box = h("article", { class: "telling" }), words = h("div", { class: "report short" }), why = h("ul", { class: "why" });
    const show = (when: string) => {
        words.replaceChildren(marked(text, stretches(text, r.json, when)));
        requestAnimationFrame(() => { words.scrollTop = Math.max(0, (words.querySelector<HTMLElement>("mark")?.offsetTop ?? 0) - words.offsetTop - 40); });
    };
    show("");
    walkable(words);
    const explain = h("details", {}, h("summary", {}, "Why was it coded so?"), why);
    explain.addEventListener("toggle", async () => {
        if (!explain.open || why.childElementCount > 0) return;
        const coded = await code(report.text, report.published, report.publisher), lines = whyOf(coded.why, r.json);
        why.replaceChildren(...(lines.length > 0 ? lines : ["The coder of today codes this report otherwise."]).map((l) => h("li", { dir: "auto" }, l)));
        show(whenWords(lines));
    });
    box.append(h("header", {}, h("strong", {}, r.publisher || r.doc), " ", h("span", { class: "num dim" }, r.published), " ", h("span", { class: `tag ${r.kind}` }, r.kind === "own" ? "own word" : `${r.kind} of ${r.origin}`), " ",
        h("a", { href: href({ report: String(r.report), event: "" }) }, "whole report")), h("p", { class: "dim chain", dir: "auto" }, "On the word of ", chain(r) || "the report itself"), words, explain);
    return box;
}

export async function card(box: HTMLElement, number: string): Promise<void> {
    const answer = await ask<Card>(`events/${number}`, {}, false), m = answer.event[0];
    const tellings = await Promise.all(answer.records.slice(0, 12).map(telling));
    const parties = (role: string) => m.parties.filter((p) => p.role === role).map((p, i) => [i > 0 && "; ", h("a", { href: href({ actor: p.code || p.name, view: "", event: "" }) }, partyText(p)), p.office && h("span", { class: "dim" }, ` ${p.office}`)]);
    box.replaceChildren(h("h2", { id: "card-title", tabindex: -1 }, h("span", { class: `act quad${m.quad_code}` }, actText(m)), " ", h("span", { class: `status ${m.status}` }, statusWords[m.status])),
        h("dl", { class: "facts" }, fact("Who", parties("actor")), fact("Whom", parties("recipient").length ? parties("recipient") : "–"), fact("When", days(m), m.date_precision && m.date_precision !== "day" ? ` (${m.date_precision})` : ""), fact("Where", m.place || m.country || "–", m.place && m.country && m.place !== m.country ? `, ${m.country}` : ""),
            fact("Told by", `${count(m.nsources, "independent source")} in ${count(m.nreports, "report")}, ${count(m.ntellings, "telling")}`), fact("Scores", `Goldstein ${m.goldstein.toFixed(1)}, PLOVER ${m.event_scale.toFixed(1)}, confidence ${m.confidence.toFixed(2)}`)),
        answer.contradictions.length > 0 ? h("section", { class: "against" }, h("h3", {}, "Told otherwise"), h("div", { class: "two" }, h("blockquote", { dir: "auto" }, h("span", { class: `status ${m.status}` }, statusWords[m.status]), " ", m.words),
            h("div", {}, answer.contradictions.map((c) => h("blockquote", { dir: "auto" }, h("span", { class: `status ${c.status}` }, statusWords[c.status]), " ", c.words, " ", h("a", { href: href({ event: String(c.event) }) }, c.publishers || "open")))))) : "",
        answer.sources.length > 1 ? h("section", {}, h("h3", {}, "How it spread"), h("ol", { class: "plain spread" }, answer.sources.map((x) => h("li", {}, h("span", { class: "num" }, x.published), " ", x.publisher || x.doc, " ", h("span", { class: `tag ${x.kind}` }, x.part))))) : "",
        h("section", {}, h("h3", {}, "In the reports"), legend(), h("p", { class: "dim note" }, "Tab to a word, then arrow keys walk from one to the next."), tellings));
    document.getElementById("card-title")?.focus();
    say(`Event: ${actText(m)}`);
}

/// A text with the events of its records in the margin; choosing one lights its words.
export function coded(text: string, records: { event?: number; json: RecordJson }[], why = ""): HTMLElement {
    const data = bytes(text), all: Stretch[] = records.flatMap((r, i) => stretches(data, r.json, "", i).filter((x) => x.role === "telling"));
    const words = h("div", { class: "report" }), margin = h("ol", { class: "margin plain" });
    const light = (i: number) => {
        const r = records[i].json, lines = whyOf(why, r);
        words.replaceChildren(marked(data, stretches(data, r, whenWords(lines), i)));
        words.querySelector("mark")?.scrollIntoView({ block: "nearest" });
        [...margin.children].forEach((li, k) => li.classList.toggle("chosen", k === i));
    };
    words.append(marked(data, all));
    walkable(words);
    margin.append(...records.map(({ event, json: r }, i) => h("li", { class: `quad${r.quad_code}` }, h("button", { type: "button", class: "pick", click: () => light(i), focus: () => light(i) },
        h("span", { class: "act" }, actText({ act: r.act, mode: r.mode.join(", ") })), " ", h("span", { class: `status ${r.status}` }, statusWords[r.status]), h("span", { class: "who", dir: "auto" }, `${r.actor.map((a) => a.name || a.code).join(", ") || "somebody"}${r.recipient.length ? " → " + r.recipient.map((a) => a.name || a.code).join(", ") : ""}`), h("span", { class: "num dim" }, days(r), r.event_loc.resolved_place ? ` · ${r.event_loc.resolved_place}` : "")),
    event !== undefined && h("a", { href: href({ event: String(event), report: "" }), class: "more" }, "card"), why !== "" && h("details", {}, h("summary", {}, "why"), h("ul", { class: "why" }, whyOf(why, r).map((l) => h("li", { dir: "auto" }, l)))))));
    return h("div", {}, legend(), h("div", { class: "coded" }, words, records.length > 0 ? margin : h("p", { class: "dim" }, "No event was found in it.")));
}

export async function report(box: HTMLElement, number: string): Promise<void> {
    const answer = await ask<ReportAnswer>(`reports/${number}`, {}, false), r = answer.report[0];
    box.replaceChildren(h("h2", { id: "card-title", tabindex: -1, dir: "auto" }, r.title || r.doc), h("p", { class: "dim" }, [r.publisher, r.published, r.language, r.coder].filter((x) => x !== "").join(" · "), r.url && /^https?:/.test(r.url) ? [" · ", h("a", { href: r.url, rel: "noreferrer noopener", target: "_blank" }, "source")] : ""), coded(r.text, answer.records));
    document.getElementById("card-title")?.focus();
}
