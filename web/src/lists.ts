// Stories, trends, reports and search: lists with a drawing where one says more.
import { axisBottom } from "d3-axis";
import { scaleLinear, scaleUtc } from "d3-scale";
import { select } from "d3-selection";
import { Actor, ask, Page, Place, Story } from "./api";
import { quadOfAct } from "./acts";
import { bulk, day, periodEnd, periodStart, plain, Step, stepOf, toDate } from "./dates";
import { add, Child, h, s, say } from "./dom";
import { empty } from "./empty";
import { saver } from "./save";
import { daysStrip } from "./series";
import { get, href, set } from "./state";
import { story } from "./story";

interface Trend { act: string; mode: string; actors: string; recipients: string; reports: number; burst: number; news: string; event: number; words: string }
interface ReportRow { report: number; doc: string; published: string; publisher: string; title: string; beginning: string; events: number; copy_of: number | ""; language: string }
interface Hit { event: number; doc: string; publisher: string; published: string; words: string }

const rows = (label: string, heads: string[], body: Child[]): HTMLElement =>
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": label }, h("table", { class: "events" }, h("thead", {}, h("tr", {}, heads.map((t) => h("th", { scope: "col" }, t)))), h("tbody", {}, body)));
const bar = (tools: HTMLElement, ...note: Child[]): HTMLElement => h("div", { class: "bar" }, h("span", {}, note), tools);
const cut = (text: string, n: number): string => (text.length > n ? text.slice(0, n - 1) + "…" : text);

/// How many of the days lie in each period.
function histogram(dates: string[], width: number, what: string): SVGSVGElement | null {
    const known = dates.filter((d) => d !== "").map(toDate), found = bulk(known.map((at) => ({ at, n: 1 })));
    if (!found) return null;
    const step: Step = stepOf(...found), counts = new Map<string, number>();
    for (const d of dates) {
        if (d === "" || toDate(d) < found[0] || toDate(d) > found[1]) continue;
        const at = step === "week" ? new Date(+toDate(d) - ((toDate(d).getUTCDay() + 6) % 7) * day).toISOString().slice(0, 10) : d.slice(0, step === "year" ? 4 : step === "month" ? 7 : 10);
        counts.set(at, (counts.get(at) ?? 0) + 1);
    }
    const tall = 60, left = 110, x = scaleUtc([found[0], periodEnd(found[1], step)], [left, width - 14]), y = scaleLinear([0, Math.max(1, ...counts.values())], [tall, 4]);
    const svg = s("svg", { class: "histogram", width, height: tall + 22, role: "img", "aria-label": `${what} a ${step}` }), axis = s("g", { class: "axis", transform: `translate(0,${tall})` });
    add(svg, [s("text", { class: "lane-name", x: left - 8, y: tall - 4, "text-anchor": "end" }, `${what} a ${step}`), [...counts].map(([p, n]) => {
        const from = periodStart(p), at = Math.max(left, x(from));
        return s("rect", { class: "span", x: at, width: Math.max(1.5, Math.min(width - 14, x(periodEnd(from, step))) - at - 1), y: y(n), height: tall - y(n), "data-tip": `${plain(from)}\n${n} ${what}` });
    }), axis]);
    select(axis).call(axisBottom(x).ticks(Math.max(3, width / 110)).tickSizeOuter(0));
    return svg;
}

/// A bar from the first to the last day of each story, thick as its reports are many.
function spans(stories: Story[], width: number): SVGSVGElement | null {
    const dated = stories.filter((x) => x.first !== ""), found = bulk(dated.map((d) => ({ at: toDate(d.first), n: 1 })));
    if (!found) return null;
    const shown = dated.filter((d) => toDate(d.first) >= found[0] && toDate(d.first) <= found[1]).sort((a, b) => b.reports - a.reports).slice(0, 24).sort((a, b) => (a.first < b.first ? 1 : -1));
    const row = 20, left = 8, high = Math.max(...shown.map((d) => +toDate(d.last))), low = Math.min(...shown.map((d) => +toDate(d.first)));
    const x = scaleUtc([new Date(low - day), new Date(Math.max(high, low + 5 * day) + 2 * day)], [left, width - 14]), height = shown.length * row + 28;
    const svg = s("svg", { width, height, role: "group", "aria-label": "The days of the stories" }), axis = s("g", { class: "axis", transform: `translate(0,${height - 22})` }), fits = width > 700 ? 64 : 34;
    shown.forEach((d, i) => {
        const from = x(toDate(d.first)), w = Math.max(7, x(new Date(+toDate(d.last) + day)) - from), right = from > width * 0.55, tall = Math.min(15, 4 + 2.5 * Math.sqrt(d.reports)), open = () => set({ story: String(d.story) });
        add(svg, [s("g", { class: "tale", tabindex: 0, role: "link", "aria-label": `${cut(d.title || "untitled", fits)}: ${d.reports} reports`, "data-tip": `${d.title}\n${d.reports} reports of ${d.publishers} publishers, ${d.events} events`, click: open, keydown: (e: KeyboardEvent) => e.key === "Enter" && open() },
            s("rect", { class: "span", x: from, y: i * row + 11 - tall / 2, width: w, height: tall, rx: 3 }), s("text", { class: "lane-name", x: right ? from - 6 : from + w + 6, y: i * row + 15, "text-anchor": right ? "end" : "start" }, cut(d.title || "untitled", fits)))]);
    });
    svg.append(axis);
    select(axis).call(axisBottom(x).ticks(Math.max(3, width / 110)).tickSizeOuter(0));
    return svg;
}

export async function stories(box: HTMLElement): Promise<void> {
    if (get("story")) return story(box);
    const wanted = get("least") || "2", width = Math.max(340, box.clientWidth);
    let least = wanted, page = await ask<Page<Story>>("stories", { limit: "300", least });
    if (page.rows.length === 0 && !get("least")) page = await ask<Page<Story>>("stories", { limit: "300", least: (least = "1") });
    const choose = h("label", {}, "Told by at least ", h("select", { change: (e: Event) => set({ least: (e.target as HTMLSelectElement).value }) }, ["1", "2", "3", "5", "10"].map((n) => h("option", { value: n, selected: n === least }, n === "1" ? "1 report" : `${n} reports`))));
    if (page.rows.length === 0) return void box.append(h("div", { class: "bar" }, choose), await empty());
    const svg = spans(page.rows, width), days = h("div");
    box.replaceChildren(h("div", { class: "bar" }, choose, h("span", { class: "dim" }, "reports of one matter within a few days, latest first"), saver("stories", "stories", () => svg, { least })), svg ?? "", days,
        rows("Stories", ["Days", "Story", "Reports", "Publishers", "Events"], page.rows.map((x) => h("tr", {}, h("td", { class: "num" }, x.first === x.last ? x.first : `${x.first} – ${x.last}`),
            h("td", { dir: "auto" }, h("a", { href: href({ story: String(x.story) }) }, x.title || "untitled")), h("td", { class: "num" }, x.reports), h("td", { class: "num" }, x.publishers), h("td", { class: "num" }, x.events)))));
    void daysStrip(days, width).catch(() => undefined);
    say(`${page.rows.length} stories`);
}

const trendText = (t: Trend): string => `${t.act.toLowerCase()}${t.mode ? " · " + t.mode : ""}  ${t.actors}${t.recipients ? " → " + t.recipients : ""}`;
function bursts(trends: Trend[], width: number): SVGSVGElement {
    const most = Math.max(1, ...trends.map((t) => t.burst)), row = 22, left = Math.min(290, width * 0.5);
    return s("svg", { width, height: trends.length * row + 6, role: "img", "aria-label": "How much more than before: " + trends.map((t) => `${trendText(t)} ${t.burst}`).join("; ") }, trends.map((t, i) => {
        const w = ((width - left - 50) * Math.max(0, t.burst)) / most;
        return s("g", { class: `quad${quadOfAct(t.act)}`, "data-tip": `${trendText(t)}\n${t.reports} reports; ${t.news || "told of before"}\n${t.words}` }, s("rect", { class: "ground", x: 0, y: i * row, width, height: row }),
            s("text", { class: "lane-name", x: left - 8, y: i * row + 15, "text-anchor": "end" }, cut(trendText(t), width > 700 ? 44 : 26)),
            s("rect", { class: "burst", x: left, y: i * row + 5, height: 13, rx: 2, width: Math.max(2, w) }), s("text", { class: "lane-name", x: left + w + 6, y: i * row + 15 }, `${t.burst}${t.news ? " · new" : ""}`));
    }));
}

export async function trends(box: HTMLElement): Promise<void> {
    const window = get("window") || "7", page = await ask<Page<Trend>>("trends", { window, since: "" });
    const choose = h("label", {}, "The last ", h("select", { change: (e: Event) => set({ window: (e.target as HTMLSelectElement).value }) }, ["1", "3", "7", "14", "30", "90"].map((n) => h("option", { value: n, selected: n === window }, n === "1" ? "day" : `${n} days`))), get("until") ? ` up to ${get("until")}` : " of the ledger");
    if (page.rows.length === 0) return void box.append(h("div", { class: "bar" }, choose), h("div", { class: "empty" }, h("h2", {}, "Nothing was told of in these days"), h("p", {}, "Trends compare the last days with the same weekdays of the eight weeks before. Choose a longer stretch, another last day (To), or fewer filters.")));
    const svg = bursts(page.rows.slice(0, 15), Math.max(340, box.clientWidth));
    box.replaceChildren(h("div", { class: "bar" }, choose, h("span", { class: "dim" }, "told of more than in the eight weeks before; copies are not counted"), saver("trends", "trends", () => svg, { window, since: "" })), svg,
        rows("Trends", ["Act", "Who", "Whom", "Reports", "Burst", "News", "In these words"], page.rows.map((t) => h("tr", { class: `quad${quadOfAct(t.act)}` }, h("td", {}, h("a", { href: href({ event: String(t.event), report: "" }), class: "act" }, `${t.act.toLowerCase()}${t.mode ? " · " + t.mode : ""}`)),
            h("td", {}, t.actors), h("td", {}, t.recipients), h("td", { class: "num" }, t.reports), h("td", { class: "num" }, t.burst), h("td", {}, t.news && h("span", { class: "tag first" }, t.news)), h("td", { class: "quote", dir: "auto" }, t.words)))));
}

export async function reports(box: HTMLElement): Promise<void> {
    const page = await ask<Page<ReportRow>>("reports", { limit: "500" });
    if (page.rows.length === 0) return void box.append(await empty());
    const svg = histogram(page.rows.map((r) => r.published), Math.max(340, box.clientWidth), "reports"), undated = page.rows.filter((r) => r.published === "").length;
    box.replaceChildren(bar(saver("reports", "reports", () => svg), h("strong", {}, `${page.next ? "The newest " : ""}${page.rows.length} reports`), undated > 0 && h("span", { class: "dim" }, ` · ${undated} without a date`)), svg ?? "",
        rows("Reports", ["Published", "Publisher", "Report", "Events", ""], page.rows.map((r) => h("tr", {}, h("td", { class: "num" }, r.published), h("td", { dir: "auto" }, r.publisher),
            h("td", { dir: "auto" }, h("a", { href: href({ report: String(r.report), event: "" }) }, r.title || r.beginning || r.doc)), h("td", { class: "num" }, r.events), h("td", {}, r.copy_of === "" ? "" : h("a", { href: href({ report: String(r.copy_of), event: "" }), class: "tag copy" }, "a copy"))))));
}

/// The search's words stand between brackets in the snippet.
const snippet = (words: string): Child[] => words.split(/[[\]]/).map((part, i) => (i % 2 === 1 ? h("mark", { class: "hit" }, part) : part));

export async function search(box: HTMLElement): Promise<void> {
    const words = get("q").trim();
    if (words === "") return void box.append(h("div", { class: "empty" }, h("h2", {}, "Search"), h("ul", {}, ["minister", "Rabat", "MAR", "signed an agreement"].map((w) => h("li", {}, h("a", { href: href({ q: w }) }, w)))), h("p", {}, "Words find tellings that have all of them, a code or part of a name an actor, and a country's code or part of a name a place.")));
    const [actors, places, hits] = await Promise.all([ask<Page<Actor>>("actors", { name: words, limit: "15" }, false), ask<Page<Place>>("places", { name: words, limit: "10" }, false), ask<Page<Hit>>("search", { words, limit: "200" })]);
    const svg = histogram(hits.rows.map((t) => t.published), Math.max(340, box.clientWidth), "tellings"), go = (more: Record<string, string>) => href({ view: "", q: "", event: "", report: "", ...more });
    box.replaceChildren(bar(saver("search", "search", () => svg, { words }), h("strong", {}, `“${words}”`), ` · ${actors.rows.length} actors, ${places.rows.length} places, ${hits.rows.length}${hits.next ? " and more" : ""} tellings`),
        h("div", { class: "two" }, h("section", {}, h("h3", {}, "Actors"), actors.rows.length > 0 ? rows("Actors", ["Actor", "Office", "As", "Events", "Days"], actors.rows.map((a) => h("tr", {}, h("td", { dir: "auto" }, h("a", { href: go({ actor: a.name || a.code }) }, a.name || a.code), " ", h("a", { href: go({ actor: a.code }), class: "tag", title: "all of this code" }, a.code), h("span", { class: "dim" }, ` ${a.sector}`)), h("td", {}, a.office), h("td", {}, a.role), h("td", { class: "num" }, a.events), h("td", { class: "num" }, a.first === a.last ? a.last : `${a.first || "?"} – ${a.last}`)))) : h("p", { class: "dim" }, "No actor of that code or name.")),
            h("section", {}, h("h3", {}, "Places"), places.rows.length > 0 ? rows("Places", ["Place", "Country", "Events", "Conflict"], places.rows.map((p) => h("tr", {}, h("td", { dir: "auto" }, h("a", { href: go({ in: p.place || p.country }) }, p.place || "place not told")), h("td", {}, h("a", { href: go({ in: p.country }) }, p.country)), h("td", { class: "num" }, p.events), h("td", { class: "num" }, `${Math.round((100 * p.conflict) / p.events)} %`)))) : h("p", { class: "dim" }, "No place of that name."))),
        h("h3", {}, "Tellings"), svg ?? "", hits.rows.length > 0 ? rows("Tellings", ["Published", "Publisher", "In these words"], hits.rows.map((t) => h("tr", {}, h("td", { class: "num" }, t.published), h("td", { dir: "auto" }, t.publisher), h("td", { dir: "auto" }, h("a", { href: href({ event: String(t.event), report: "" }) }, snippet(t.words)))))) : h("p", { class: "dim" }, "No telling has these words."));
    say(`${hits.rows.length} tellings found`);
}
