// Stories, trends, reports and search: lists with a drawing where one says more.
import { scaleUtc } from "d3-scale";
import { axisBottom } from "d3-axis";
import { select } from "d3-selection";
import { ask, Page } from "./api";
import { add, Child, h, s, say } from "./dom";
import { saver } from "./save";
import { get, href, set } from "./state";
import { empty } from "./timeline";

interface Story { story: number; title: string; first: string; last: string; reports: number; publishers: number; events: number }
interface Trend { act: string; mode: string; actors: string; recipients: string; reports: number; burst: number; news: string; event: number; words: string }
interface ReportRow { report: number; doc: string; published: string; publisher: string; title: string; beginning: string; events: number; copy_of: number | ""; language: string }
interface Hit { event: number; doc: string; publisher: string; published: string; words: string }

const rows = (label: string, heads: string[], body: Child[]): HTMLElement =>
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": label }, h("table", { class: "events" }, h("thead", {}, h("tr", {}, heads.map((t) => h("th", { scope: "col" }, t)))), h("tbody", {}, body)));
const bar = (note: string, tools: HTMLElement): HTMLElement => h("div", { class: "bar" }, h("span", { class: "dim" }, note), tools);

/// A bar from the first to the last day of each story.
function spans(stories: Story[], width: number): SVGSVGElement {
    const dated = stories.filter((x) => x.first !== "").slice(0, 40), row = 18, left = 8, height = dated.length * row + 28;
    const time = (t: string) => new Date(t + "T00:00:00Z"), svg = s("svg", { width, height, role: "img", "aria-label": "The days of the stories" });
    const x = scaleUtc([new Date(Math.min(...dated.map((d) => +time(d.first)))), new Date(Math.max(...dated.map((d) => +time(d.last))) + 86400000)], [left, width - 14]);
    dated.forEach((d, i) => {
        const from = x(time(d.first)), w = Math.max(6, x(time(d.last)) - from), right = from > width * 0.6;
        add(svg, [s("rect", { class: "span", x: from, y: i * row + 4, width: w, height: 10, rx: 3 }, s("title", {}, d.title)),
            s("text", { class: "lane-name", x: right ? from - 6 : from + w + 6, y: i * row + 13, "text-anchor": right ? "end" : "start" }, d.title.length > 48 ? d.title.slice(0, 47) + "…" : d.title)]);
    });
    const axis = s("g", { class: "axis", transform: `translate(0,${height - 22})` });
    svg.append(axis);
    select(axis).call(axisBottom(x).ticks(Math.max(3, width / 110)).tickSizeOuter(0));
    return svg;
}

export async function stories(box: HTMLElement): Promise<void> {
    const page = await ask<Page<Story>>("stories", { limit: "200" });
    if (page.rows.length === 0) return void box.append(empty());
    const svg = spans(page.rows, Math.max(340, box.clientWidth));
    box.replaceChildren(bar("Reports of one matter within a few days, latest first", saver("stories", "stories", () => svg)), svg,
        rows("Stories", ["Days", "Story", "Reports", "Publishers", "Events"], page.rows.map((x) => h("tr", {}, h("td", { class: "num" }, x.first === x.last ? x.first : `${x.first} – ${x.last}`),
            h("td", { dir: "auto" }, h("a", { href: href({ view: "reports", story: String(x.story) }) }, x.title || "untitled")), h("td", { class: "num" }, x.reports), h("td", { class: "num" }, x.publishers), h("td", { class: "num" }, x.events)))));
    say(`${page.rows.length} stories`);
}

function bursts(trends: Trend[], width: number): SVGSVGElement {
    const most = Math.max(1, ...trends.map((t) => t.burst)), row = 20, left = Math.min(260, width * 0.45);
    return s("svg", { width, height: trends.length * row + 6, role: "img", "aria-label": "How much more than before" }, trends.map((t, i) => [
        s("text", { class: "lane-name", x: left - 8, y: i * row + 15, "text-anchor": "end" }, `${t.act.toLowerCase()} ${t.mode} ${t.actors}${t.recipients ? " → " + t.recipients : ""}`),
        s("rect", { class: "span", x: left, y: i * row + 5, height: 12, rx: 2, width: Math.max(2, ((width - left - 50) * Math.max(0, t.burst)) / most) }),
        s("text", { class: "lane-name", x: left + ((width - left - 50) * Math.max(0, t.burst)) / most + 6, y: i * row + 15 }, t.burst)]));
}

export async function trends(box: HTMLElement): Promise<void> {
    const window = get("window") || "7", page = await ask<Page<Trend>>("trends", { window, ...(get("until") ? { until: get("until") } : {}) }, false);
    if (page.rows.length === 0) return void box.append(h("div", { class: "empty" }, h("h2", {}, "Nothing was told of in these days"), h("p", {}, "Trends compare the last days with the eight weeks before; choose a longer window or another last day.")));
    const svg = bursts(page.rows.slice(0, 15), Math.max(340, box.clientWidth));
    const choose = h("label", {}, "Window ", h("select", { change: (e: Event) => set({ window: (e.target as HTMLSelectElement).value }) }, ["1", "3", "7", "14", "30"].map((n) => h("option", { value: n, selected: n === window }, `${n} days`))));
    box.replaceChildren(h("div", { class: "bar" }, choose, h("span", { class: "dim" }, "told of more than in the eight weeks before, copies not counted"), saver("trends", "trends", () => svg, { window })), svg,
        rows("Trends", ["Act", "Who", "Whom", "Reports", "Burst", "News", "In these words"], page.rows.map((t) => h("tr", {}, h("td", {}, h("a", { href: href({ event: String(t.event) }), class: "act" }, `${t.act.toLowerCase()}${t.mode ? " · " + t.mode : ""}`)),
            h("td", {}, t.actors), h("td", {}, t.recipients), h("td", { class: "num" }, t.reports), h("td", { class: "num" }, t.burst), h("td", {}, t.news), h("td", { class: "quote", dir: "auto" }, t.words)))));
}

export async function reports(box: HTMLElement): Promise<void> {
    const own: Record<string, string> = { limit: "200" };
    for (const name of ["since", "until", "story"]) if (get(name)) own[name] = get(name);
    const page = await ask<Page<ReportRow>>("reports", own, false);
    if (page.rows.length === 0) return void box.append(empty());
    const { limit: _, ...kept } = own;
    box.replaceChildren(h("div", { class: "bar" }, h("span", { class: "dim" }, get("story") ? ["Reports of one story · ", ""][0] : "Reports, newest first", get("story") && h("a", { href: href({ story: "" }) }, "show all")), saver("reports", "reports", () => null, kept)),
        rows("Reports", ["Published", "Publisher", "Report", "Events", ""], page.rows.map((r) => h("tr", {}, h("td", { class: "num" }, r.published), h("td", {}, r.publisher),
            h("td", { dir: "auto" }, h("a", { href: href({ report: String(r.report), event: "" }) }, r.title || r.beginning)), h("td", { class: "num" }, r.events), h("td", { class: "dim" }, r.copy_of === "" ? "" : h("a", { href: href({ report: String(r.copy_of) }) }, "a copy"))))));
}

/// The search's words stand between brackets in the snippet.
const snippet = (words: string): Child[] => words.split(/[[\]]/).map((part, i) => (i % 2 === 1 ? h("mark", { class: "hit" }, part) : part));

export async function search(box: HTMLElement): Promise<void> {
    const words = get("q");
    if (words.trim() === "") return void box.append(h("div", { class: "empty" }, h("h2", {}, "Search"), h("p", {}, "Words find tellings that have all of them; a code or name finds an actor.")));
    const [actors, hits] = await Promise.all([ask<Page<{ code: string; sector: string; name: string; office: string; role: string; events: number; first: string; last: string }>>("actors", { name: words, limit: "20" }, false), ask<Page<Hit>>("search", { words, limit: "200" })]);
    box.replaceChildren(bar(`${hits.rows.length} tellings, ${actors.rows.length} actors`, saver("search", "search", () => null, { words })),
        actors.rows.length > 0 ? rows("Actors", ["Actor", "Office", "As", "Events", "From", "To"], actors.rows.map((a) => h("tr", {}, h("td", { dir: "auto" }, h("a", { href: href({ view: "", actor: a.name || a.code, q: "" }) }, `${a.name} ${a.code} ${a.sector}`)), h("td", {}, a.office), h("td", {}, a.role), h("td", { class: "num" }, a.events), h("td", { class: "num" }, a.first), h("td", { class: "num" }, a.last)))) : h("p", { class: "dim" }, "No actor of that code or name."),
        hits.rows.length > 0 ? rows("Tellings", ["Published", "Publisher", "In these words"], hits.rows.map((t) => h("tr", {}, h("td", { class: "num" }, t.published), h("td", {}, t.publisher), h("td", { dir: "auto" }, h("a", { href: href({ event: String(t.event) }) }, snippet(t.words)))))) : h("p", { class: "dim" }, "No telling has these words."));
    say(`${hits.rows.length} tellings found`);
}
