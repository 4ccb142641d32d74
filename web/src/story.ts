// How a story spread: who told it first, who told it on his own, who relays whom, and who copied.  Each
// report is a row in the order of its day; a curve leads from the report, or the outlet, that it rests on.
import { axisTop } from "d3-axis";
import { scaleUtc } from "d3-scale";
import { select } from "d3-selection";
import { utcFormat } from "d3-time-format";
import { ask, Mark, Page, Spread, Story } from "./api";
import { actText, days, side, statusWords } from "./acts";
import { day, plain, toDate } from "./dates";
import { add, Child, h, s } from "./dom";
import { saver } from "./save";
import { get, href } from "./state";

type Part = "first" | "own" | "relay" | "copy";
const words: Record<Part, string> = { first: "told first", own: "on its own", relay: "relays", copy: "copy of" };
export interface Told { r: Spread; part: Part; of: string; from: number } // from: the row it rests on; -1 = none here

/// The part of each report in the spreading, in order of day.
export function parts(all: Spread[]): Told[] {
    let first = true;
    return all.map((r) => {
        const copied = all.findIndex((x) => x.report === r.copy_of), outlet = r.relays.split(",")[0].trim();
        const told = outlet === "" ? -1 : all.findIndex((x) => x.publisher.toLowerCase() === outlet);
        const part: Part = r.copy_of !== "" ? "copy" : outlet !== "" ? "relay" : first ? "first" : "own";
        if (part === "first") first = false;
        return { r, part, of: part === "copy" ? all[copied]?.publisher || "an earlier report" : outlet, from: part === "copy" ? copied : told };
    });
}
const note = (t: Told): string => words[t.part] + (t.of ? " " + t.of : "");

export function drawSpread(told: Told[], width: number): SVGSVGElement {
    const row = 26, top = 26, left = Math.min(190, width * 0.34), dates = told.filter((t) => t.r.published !== "").map((t) => +toDate(t.r.published));
    const low = dates.length > 0 ? Math.min(...dates) : Date.now(), high = dates.length > 0 ? Math.max(...dates) : low;
    const x = scaleUtc([new Date(low - day / 2), new Date(Math.max(high, low + 2 * day) + day / 2)], [left + 14, width - Math.min(180, width * 0.3)]);
    const outlets = [...new Set(told.filter((t) => t.part === "relay" && t.from < 0).map((t) => t.of))], height = top + (told.length + outlets.length) * row + 8;
    const at = (t: Told): number => (t.r.published === "" ? left : x(toDate(t.r.published))), y = (i: number): number => top + (i + outlets.length) * row + 14;
    const svg = s("svg", { class: "spread", width, height, role: "img", "aria-label": "How it spread: " + told.map((t) => `${t.r.published} ${t.r.publisher || t.r.doc} ${note(t)}`).join("; ") });
    const axis = s("g", { class: "axis", transform: `translate(0,${top - 4})` });
    const curve = (x0: number, y0: number, x1: number, y1: number) => `M${x0},${y0}C${x0 - 26},${(y0 + y1) / 2} ${x1 - 26},${(y0 + y1) / 2} ${x1 - 5},${y1}`;
    add(svg, [axis, outlets.map((o, i) => [s("text", { class: "lane-name", x: left - 6, y: top + i * row + 18, "text-anchor": "end" }, o), s("rect", { class: "part relay", x: left + 2, y: top + i * row + 9, width: 10, height: 10 }),
        s("text", { class: "lane-name", x: left + 20, y: top + i * row + 18 }, width > 600 ? "quoted; its own report is not in the ledger" : "quoted")])]);
    told.forEach((t, i) => {
        const outlet = outlets.indexOf(t.of), from = t.from >= 0 ? [at(told[t.from]), y(t.from)] : outlet >= 0 ? [left + 7, top + outlet * row + 19] : null;
        add(svg, [s("line", { class: "lane", x1: left, x2: width, y1: y(i) + 12, y2: y(i) + 12 }), s("text", { class: "lane-name", x: left - 6, y: y(i) + 4, "text-anchor": "end" }, (t.r.publisher || t.r.doc).slice(0, 28)),
            from && s("path", { class: `flow ${t.part}`, d: curve(from[0], from[1], at(t), y(i)) }), s("circle", { class: `part ${t.part}`, cx: at(t), cy: y(i), r: 6, "data-tip": `${t.r.publisher || t.r.doc}, ${t.r.published || "no date"}\n${note(t)}\n${t.r.title || t.r.beginning}` }),
            s("text", { class: "lane-name", x: at(t) + 12, y: y(i) + 4 }, note(t))]);
    });
    const midnights = x.ticks(Math.max(2, Math.min(7, width / 120))).filter((t) => +t % day === 0);
    select(axis).call(axisTop<Date>(x).tickValues(midnights).tickFormat(utcFormat("%-d %b")).tickSizeOuter(0));
    return svg;
}

export async function story(box: HTMLElement): Promise<void> {
    const number = get("story"), [answer, marks] = await Promise.all([ask<{ story: Story[]; reports: Spread[] }>(`stories/${encodeURIComponent(number)}`, {}, false), ask<Page<Mark>>("events", { limit: "200" })]);
    const x = answer.story[0], told = parts(answer.reports), own = told.filter((t) => t.part === "first" || t.part === "own").length, svg = drawSpread(told.slice(0, 60), Math.max(340, box.clientWidth));
    const reportRow = (t: Told): Child => h("tr", {}, h("td", { class: "num" }, t.r.published), h("td", {}, t.r.publisher || t.r.doc), h("td", {}, h("span", { class: `tag ${t.part}` }, note(t)), t.r.likeness !== "" && h("span", { class: "num dim" }, ` ${Math.round(t.r.likeness * 100)} % alike`)),
        h("td", { dir: "auto" }, h("a", { href: href({ report: String(t.r.report), event: "" }) }, t.r.title || t.r.beginning)), h("td", { class: "num" }, t.r.events));
    box.replaceChildren(h("p", {}, h("a", { href: href({ story: "" }) }, "← all stories")), h("h2", { class: "headline", dir: "auto" }, x.title || "untitled"),
        h("div", { class: "bar" }, h("span", {}, `${x.first ? (x.first === x.last ? plain(toDate(x.first)) : `${plain(toDate(x.first))} – ${plain(toDate(x.last))}`) : "no date"} · ${x.reports} reports, ${own} of them on their own · ${x.events} events · `, h("a", { href: href({ view: "" }) }, "on the timeline"), " · ", h("a", { href: href({ view: "map" }) }, "on the map")), saver("reports", `story-${number}`, () => svg, { story: number }, false)),
        h("h3", {}, "How it spread"), svg,
        h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Reports" }, h("table", { class: "events" }, h("thead", {}, h("tr", {}, ["Published", "Publisher", "Whose word", "Report", "Events"].map((t) => h("th", { scope: "col" }, t)))), h("tbody", {}, told.map(reportRow)))),
        h("h3", {}, "What happened"), h("ul", { class: "plain" }, marks.rows.map((m) => h("li", {}, h("span", { class: "num dim" }, days(m)), " ", h("a", { href: href({ event: String(m.event), report: "" }), class: `act quad${m.quad_code}` }, actText(m)), " ", h("span", { class: `status ${m.status}` }, statusWords[m.status]), " ",
            h("bdi", {}, side(m, "actor")), side(m, "recipient") ? [" → ", h("bdi", {}, side(m, "recipient"))] : "", h("span", { class: "num dim" }, ` ${m.nsources} source${m.nsources === 1 ? "" : "s"}`)))));
}
