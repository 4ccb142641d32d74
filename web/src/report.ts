// A report with all its events in the margin; choosing one lights its words, choosing words their event.
import { ask, RecordJson, ReportAnswer } from "./api";
import { actText, days, statusWords } from "./acts";
import { whenWords, whyList, whyOf } from "./card";
import { h } from "./dom";
import { bytes, legend, marked, Stretch, stretches, walkable } from "./highlight";
import { recordFiles } from "./save";
import { href } from "./state";

export function coded(text: string, records: { event?: number; json: RecordJson }[], why = ""): HTMLElement {
    const data = bytes(text), all: Stretch[] = records.flatMap((r, i) => stretches(data, r.json, "", i).filter((x) => x.role === "telling" || x.role === "act"));
    const words = h("div", { class: "report" }), margin = h("ol", { class: "margin plain" });
    let chosen = -1;
    const light = (i: number, scroll = true) => {
        if (i === chosen) return;
        chosen = i;
        const r = records[i].json, others = all.filter((x) => x.event !== i && x.role === "telling");
        words.replaceChildren(marked(data, [...stretches(data, r, whenWords(whyOf(why, r)), i), ...others.map((x) => ({ ...x, role: "other" as const }))]));
        if (scroll) words.querySelector("mark:not(.role-other)")?.scrollIntoView({ block: "nearest" });
        [...margin.children].forEach((li, k) => li.classList.toggle("chosen", k === i));
        margin.children[i].scrollIntoView({ block: "nearest" });
    };
    words.append(marked(data, all));
    words.addEventListener("click", (e) => {
        const at = (e.target as Element).closest<HTMLElement>("mark[data-event]")?.dataset.event;
        if (at !== undefined) light(+at, false);
    });
    walkable(words);
    margin.append(...records.map(({ event, json: r }, i) => h("li", { class: `quad${r.quad_code}` }, h("button", { type: "button", class: "pick", click: () => light(i), focus: () => light(i), pointerenter: () => light(i, false) },
        h("span", { class: "act" }, actText({ act: r.act, mode: r.mode.join(", ") })), " ", h("span", { class: `status ${r.status}` }, statusWords[r.status]), h("span", { class: "who", dir: "auto" }, `${r.actor.map((a) => a.name || a.code).join(", ") || "somebody"}${r.recipient.length ? " → " + r.recipient.map((a) => a.name || a.code).join(", ") : ""}`),
        h("span", { class: "num dim" }, days(r), r.event_loc.resolved_place ? ` · ${r.event_loc.resolved_place}` : "")),
    event !== undefined && h("a", { href: href({ event: String(event), report: "" }), class: "more" }, "open the event"), why !== "" && h("details", {}, h("summary", {}, "Why?"), h("ul", { class: "why" }, whyList(whyOf(why, r)))))));
    return h("div", {}, legend(), h("div", { class: "coded" }, words, records.length > 0 ? margin : h("p", { class: "dim" }, "No event was found in it. Dateline codes acts of states, organisations, groups and officials towards each other; opinion, sport and weather have none.")));
}

export async function report(box: HTMLElement, number: string): Promise<void> {
    const answer = await ask<ReportAnswer>(`reports/${encodeURIComponent(number)}`, {}, false), r = answer.report[0], title = h("h2", { id: "card-title", class: "headline", tabindex: -1, dir: "auto" }, r.title || r.doc);
    box.replaceChildren(title, h("div", { class: "bar slim" }, h("span", { class: "dim" }, [r.publisher, r.published || "no date", r.language, r.coder].filter((x) => x !== "").join(" · "), r.url && /^https?:/.test(r.url) ? [" · ", h("a", { href: r.url, rel: "noreferrer noopener", target: "_blank" }, "source")] : ""),
        h("div", { class: "saver", role: "group", "aria-label": "Save this report's events" }, h("span", {}, "Save"), recordFiles(`report-${r.report}`, answer.records.map((x) => x.json)))), coded(r.text, answer.records));
    title.focus({ preventScroll: true });
}
