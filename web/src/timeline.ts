// Events on lanes of acts: cooperation above the line, conflict below; a mark is as wide as its date
// is uncertain, and looks as its status is.  The strip beneath counts all events and is brushed.
import { scaleUtc, scaleLinear, ScaleTime } from "d3-scale";
import { axisBottom } from "d3-axis";
import { brushX } from "d3-brush";
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { utcFormat } from "d3-time-format";
import { max, quantileSorted } from "d3-array";
import { ask, Mark, Page, Period, Summary } from "./api";
import { acts, actText, codes, cooperation, days, quadWords, sentence, side, statuses, statusWords } from "./acts";
import { add, h, s, say } from "./dom";
import { saver } from "./save";
import { get, href, set } from "./state";

const LIMIT = 2000, CROWD = 900, BIN = 8, LANE = 23, LEFT = 96, RIGHT = 14, GAP = 26, STRIP = 74;
const day = 86400000;
const toDate = (text: string): Date => new Date(text + "T00:00:00Z");
const toDay = utcFormat("%Y-%m-%d");

interface Placed { mark: Mark; lane: number; from: Date; to: Date }

const laneY = (i: number): number => i * LANE + (i >= cooperation.length ? GAP : 0) + 6;
const height = laneY(acts.length) + 26;

/// The days worth looking at: an old stray event does not press the others together.
function span(marks: Mark[]): [Date, Date] {
    const all = marks.map((m) => toDate(m.date).getTime()).sort((a, b) => a - b);
    const last = max(marks, (m) => toDate(m.enddate || m.date).getTime()) ?? Date.now();
    const low = quantileSorted(all, 0.1) ?? last, whole = last - (all[0] ?? last);
    const first = whole > 4 * (last - low) ? low : (all[0] ?? last);
    const room = Math.max(3 * day, (last - first) * 0.04);
    return [new Date(get("since") ? +toDate(get("since")) : first - room), new Date(get("until") ? +toDate(get("until")) + day : last + room)];
}

const place = (marks: Mark[]): Placed[] =>
    marks.filter((m) => m.date !== "").map((mark) => ({
        mark, lane: acts.indexOf(mark.act), from: toDate(mark.date), to: new Date(+toDate(mark.enddate || mark.date) + day),
    })).filter((p) => p.lane >= 0);

/// The look of a status: planned is hollow, possible dotted, denied struck through.
function drawMark(p: Placed, x: ScaleTime<number, number>, row: number): SVGGElement {
    const left = x(p.from), width = Math.max(7, x(p.to) - left), y = laneY(p.lane) + row * 7, m = p.mark;
    const node = s("g", {
        class: `mark quad${m.quad_code} ${m.status}`, tabindex: 0, role: "link", "aria-label": sentence(m), "data-event": m.event,
        click: () => set({ event: String(m.event) }),
        keydown: (e: KeyboardEvent) => walk(e, node),
    }, s("title", {}, `${sentence(m)}\n${m.words}`), s("rect", { x: left, y, width, height: 6, rx: 2 }),
        m.status === "negated" && s("line", { x1: left - 2, x2: left + width + 2, y1: y + 3, y2: y + 3 }),
        m.status === "ongoing" && s("path", { d: `M${left + width},${y} l4,3 l-4,3 z` }));
    return node;
}

function walk(e: KeyboardEvent, node: SVGElement): void {
    const step = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : 0;
    if (e.key === "Enter" || e.key === " ") {
        e.preventDefault();
        set({ event: node.dataset.event! });
    } else if (step !== 0) {
        e.preventDefault();
        const all = [...node.parentElement!.querySelectorAll<SVGElement>(".mark")];
        all[(all.indexOf(node) + step + all.length) % all.length].focus();
    }
}

/// More marks than can be told apart: how many lie in each stretch of a lane, as depth of colour.
function drawCrowd(layer: SVGGElement, shown: Placed[], x: ScaleTime<number, number>): void {
    const bins = new Map<string, Placed[]>();
    for (const p of shown) {
        const at = `${p.lane} ${Math.floor(x(p.from) / BIN)}`;
        bins.set(at, [...(bins.get(at) ?? []), p]);
    }
    const most = max(bins.values(), (b) => b.length) ?? 1;
    layer.replaceChildren(...[...bins].map(([at, b]) => {
        const [lane, bin] = at.split(" ").map(Number);
        return s("rect", { class: `crowd quad${b[0].mark.quad_code}`, x: bin * BIN, width: BIN - 1, y: laneY(lane), height: 19, "fill-opacity": 0.15 + 0.85 * Math.sqrt(b.length / most) },
            s("title", {}, `${b.length} × ${acts[lane].toLowerCase()}, ${b[0].mark.date} – ${b[b.length - 1].mark.date}; zoom in for the marks`));
    }));
}

function drawMarks(layer: SVGGElement, placed: Placed[], x: ScaleTime<number, number>): number {
    const [low, high] = x.range();
    const ends: number[][] = acts.map(() => []);
    const shown = placed.filter((p) => x(p.to) >= low && x(p.from) <= high).sort((a, b) => +a.from - +b.from);
    if (shown.length > CROWD) {
        drawCrowd(layer, shown, x);
        return shown.length;
    }
    layer.replaceChildren(...shown.map((p) => {
        const left = x(p.from), free = ends[p.lane].findIndex((end) => end < left);
        const row = free >= 0 ? free : Math.min(ends[p.lane].length, 2);
        ends[p.lane][row] = Math.max(left + 7, x(p.to)) + 1;
        return drawMark(p, x, row);
    }));
    return shown.length;
}

function lanes(svg: SVGSVGElement, width: number): void {
    acts.forEach((act, i) => add(svg, [
        s("line", { class: "lane", x1: LEFT, x2: width - RIGHT, y1: laneY(i) + LANE - 1, y2: laneY(i) + LANE - 1 }),
        s("text", { class: "lane-name", x: LEFT - 8, y: laneY(i) + 15, "text-anchor": "end" }, act.toLowerCase()),
    ]));
    const middle = laneY(cooperation.length) - GAP / 2;
    add(svg, [s("line", { class: "middle", x1: 0, x2: width - RIGHT, y1: middle, y2: middle }),
        s("text", { class: "side", x: width - RIGHT, y: middle - 4, "text-anchor": "end" }, "cooperation ↑"),
        s("text", { class: "side", x: width - RIGHT, y: middle + 12, "text-anchor": "end" }, "conflict ↓")]);
}

function chart(marks: Mark[], width: number): SVGSVGElement {
    const placed = place(marks), base = scaleUtc(span(marks), [LEFT, width - RIGHT]);
    const svg = s("svg", { class: "timeline", width, height, role: "group", "aria-label": "Events by act and day; arrow keys walk from mark to mark" });
    const clip = s("clipPath", { id: "inside" }, s("rect", { x: LEFT, y: 0, width: Math.max(0, width - LEFT - RIGHT), height }));
    const layer = s("g", { "clip-path": "url(#inside)" }), axis = s("g", { class: "axis", transform: `translate(0,${height - 24})` });
    svg.append(clip);
    lanes(svg, width);
    const ground = s("rect", { class: "ground", x: LEFT, y: 0, width: Math.max(0, width - LEFT - RIGHT), height: height - 24 });
    add(svg, [ground, layer, axis]);
    const draw = (x: ScaleTime<number, number>) => {
        drawMarks(layer, placed, x);
        select(axis).call(axisBottom(x).ticks(Math.max(3, width / 110)).tickSizeOuter(0));
    };
    const zoomer = zoom<SVGSVGElement, unknown>().scaleExtent([0.02, 4000]).filter((e: WheelEvent) => e.type !== "wheel" || e.ctrlKey || e.shiftKey || e.metaKey)
        .on("zoom", (e) => draw(e.transform.rescaleX(base)));
    select(svg).call(zoomer).on("dblclick.zoom", null);
    svg.addEventListener("steps", (e) => {
        const wanted = (e as CustomEvent<number>).detail;
        if (wanted === 0) return void select(svg).call(zoomer.transform, zoomIdentity);
        const whole = +base.domain()[1] - +base.domain()[0];
        select(svg).call(zoomer.scaleTo, whole / (wanted * day), [width - RIGHT - 20, 0]);
    });
    draw(base);
    return svg;
}

const stepOf = (first: Date, last: Date): string => {
    const n = (+last - +first) / day;
    return n < 100 ? "day" : n < 700 ? "week" : n < 365 * 25 ? "month" : "year";
};
const periodStart = (p: string): Date => {
    const week = /^(\d+)-W(\d+)$/.exec(p);
    return week ? new Date(Date.UTC(+week[1], 0, 1 + 7 * +week[2] - 6)) : toDate(p.length === 4 ? p + "-01-01" : p.length === 7 ? p + "-01" : p);
};

/// Counts a period above and below the line; a brush over it sets the days of the filter.
function strip(periods: Period[], domain: [Date, Date], width: number): SVGSVGElement {
    const x = scaleUtc(domain, [LEFT, width - RIGHT]), most = max(periods, (p) => Math.max(p.cooperation, p.conflict)) ?? 1;
    const y = scaleLinear([-most, most], [STRIP - 20, 2]), svg = s("svg", { class: "strip", width, height: STRIP, role: "img", "aria-label": "Events a period; drag to choose days" });
    periods.forEach((p, i) => {
        const left = Math.max(LEFT, x(periodStart(p.period)));
        const right = i + 1 < periods.length ? x(periodStart(periods[i + 1].period)) : left + 6;
        const w = Math.max(1.5, Math.min(40, right - left - 1));
        if (right < LEFT || left > width - RIGHT) return;
        add(svg, [p.cooperation > 0 && s("rect", { class: "up", x: left, width: w, y: y(p.cooperation), height: y(0) - y(p.cooperation) }, s("title", {}, `${p.period}: ${p.cooperation} cooperative`)),
            p.conflict > 0 && s("rect", { class: "down", x: left, width: w, y: y(0), height: y(-p.conflict) - y(0) }, s("title", {}, `${p.period}: ${p.conflict} conflictive`))]);
    });
    add(svg, [s("text", { class: "lane-name", x: LEFT - 8, y: y(0) + 4, "text-anchor": "end" }, "events a " + (periods[0] ? stepOf(...domain) : "day")),
        s("line", { class: "middle", x1: LEFT, x2: width - RIGHT, y1: y(0), y2: y(0) })]);
    const axis = s("g", { class: "axis", transform: `translate(0,${STRIP - 18})` }), brush = s("g", { class: "brush" });
    add(svg, [axis, brush]);
    select(axis).call(axisBottom(x).ticks(Math.max(3, width / 110)).tickSizeOuter(0));
    select(brush).call(brushX().extent([[LEFT, 0], [width - RIGHT, STRIP - 18]]).on("end", (e) => {
        if (e.selection && e.sourceEvent) {
            set({ since: toDay(x.invert(e.selection[0])), until: toDay(x.invert(e.selection[1])) });
        }
    }));
    return svg;
}

function table(marks: Mark[]): HTMLElement {
    const row = (m: Mark) => h("tr", { class: `quad${m.quad_code}` },
        h("td", { class: "num" }, days(m)),
        h("td", {}, h("a", { href: href({ event: String(m.event) }), class: "act" }, actText(m))),
        h("td", { dir: "auto", title: codes(m, "actor") }, side(m, "actor")),
        h("td", { dir: "auto", title: codes(m, "recipient") }, side(m, "recipient")),
        h("td", { dir: "auto" }, m.place || m.country), h("td", {}, h("span", { class: `status ${m.status}` }, statusWords[m.status])),
        h("td", { class: "num" }, m.nsources), h("td", { class: "quote", dir: "auto" }, m.words));
    return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Events" }, h("table", { class: "events" },
        h("thead", {}, h("tr", {}, ["When", "Act", "Who", "Whom", "Where", "Status", "Sources", "In these words"].map((t) => h("th", { scope: "col" }, t)))),
        h("tbody", {}, marks.slice(0, 200).map(row))));
}

const key = (): HTMLElement => h("div", { class: "key", "aria-label": "What the marks mean" },
    quadWords.slice(1).map((w, i) => h("span", {}, h("i", { class: `swatch quad${i + 1}` }), w)),
    statuses.map((st) => h("span", {}, h("i", { class: `swatch ${st}` }), statusWords[st])), h("span", { class: "dim" }, "a wide mark: the day is uncertain"));

function steps(svg: () => SVGSVGElement): HTMLElement {
    const make = (label: string, n: number) => h("button", { type: "button", class: "save", click: () => svg().dispatchEvent(new CustomEvent("steps", { detail: n })) }, label);
    return h("div", { class: "saver", role: "group", "aria-label": "Zoom" }, h("span", {}, "Zoom"), make("Week", 7), make("Month", 31), make("Year", 366), make("Decade", 3653), make("All", 0));
}

export async function timeline(box: HTMLElement): Promise<void> {
    const page = await ask<Page<Mark>>("events", { limit: String(LIMIT) });
    if (page.rows.length === 0) return void box.append(empty());
    const dated = page.rows.filter((m) => m.date !== ""), [first, last] = span(dated);
    const width = Math.max(340, box.clientWidth), below = h("div", { class: "below" });
    let svg = chart(dated, width);
    const undated = page.rows.length - dated.length;
    box.replaceChildren(h("div", { class: "bar" }, key(), steps(() => svg), saver("events", "events", () => svg)), svg,
        below,
        h("p", { class: "dim note" }, `${page.rows.length}${page.next ? " newest" : ""} events${undated ? `, ${undated} of them without a date` : ""}. Drag over the strip to choose days; Ctrl or Shift with the wheel zooms; arrow keys walk from mark to mark.`),
        table(page.rows));
    say(`${page.rows.length} events`);
    void overview(below, page.next === null ? [first, last] : null, width).catch(() => undefined);
}

/// The strip under the marks: their own days, or, when they are not all, those of the whole ledger.
async function overview(box: HTMLElement, days: [Date, Date] | null, width: number): Promise<void> {
    let domain = days;
    if (!domain) {
        const { first, last } = (await ask<Page<Summary>>("summary")).rows[0];
        domain = [toDate(get("since") || first), toDate(get("until") || last)];
    }
    const by = stepOf(...domain), periods = await ask<Page<Period>>("series", { by, since: get("since") || toDay(domain[0]), limit: "5000" });
    const total = periods.rows.reduce((n, p) => n + p.events, 0);
    for (let i = 0, n = 0; !days && i < periods.rows.length; i++) {
        n += periods.rows[i].events;
        if (n > total / 1000) {
            domain = [periodStart(periods.rows[i].period), domain[1]];
            break;
        }
    }
    box.replaceChildren(strip(periods.rows, domain, width));
}

export const empty = (): HTMLElement => h("div", { class: "empty" }, h("h2", {}, "Nothing fits these filters"),
    h("p", {}, "An actor is an ISO code (", h("a", { href: "?actor=ISR" }, "ISR"), ") or part of a name (", h("a", { href: "?actor=minister" }, "minister"),
        "). Two actors show what happened between them, whoever began."),
    h("p", {}, h("a", { href: "./" }, "Show everything"), ". Or fill the ledger: ", h("code", {}, "dateline ingest --ledger FILE reports/")));
