// What happened when: lanes of acts, the series under them, the strip of the whole ledger, and the events
// as a table.  Zooming, dragging and brushing choose the days, which stand in the address as the filters
// "from" and "to", so that every view shows the same days.
import { scaleUtc } from "d3-scale";
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { ask, Lane, Mark, Page, Period, Summary } from "./api";
import { actText, codes, days, quadWords, side, statuses, statusWords } from "./acts";
import { day, plain, Step, stepOf, toDate, toDay } from "./dates";
import { h, s, say } from "./dom";
import { empty } from "./empty";
import { drawAxis, drawLanes, frame, LEFT, RIGHT, Scale, Shown } from "./lanes";
import { saver } from "./save";
import { Bar, barsOf, barsOfSeries, chosen, drawSeries, overview, strip, stripFrame, Whole, wholeOf } from "./series";
import { get, href, quietly } from "./state";

const LIMIT = 2000, FIRST = 300, PAUSE = 180, ROWS = 100;

interface Loaded extends Shown { more: boolean; bars: Bar[]; barStep: Step }

/// Whether a page holds all events with a date; those without one come last.
const complete = (page: Page<Mark>): boolean => page.next === null || page.rows[page.rows.length - 1]?.date === "";

/// The events of some days: as marks, or, when they are too many, as counts.
async function load(domain: [Date, Date], whole: Whole | null, ready: Promise<Page<Mark>> | null = null): Promise<Loaded> {
    const all = !get("since") && !get("until"), step = stepOf(...domain);
    const more: Record<string, string> = all ? {} : { since: toDay(domain[0]), until: toDay(new Date(+domain[1] - 1)) };
    let page = await (ready ?? ask<Page<Mark>>("events", { limit: String(LIMIT), ...more }));
    if (ready && !complete(page) && whole && whole.total <= LIMIT) page = await ask<Page<Mark>>("events", { limit: String(LIMIT) });
    if (complete(page)) return { marks: page.rows, lanes: null, step, more: false, bars: barsOfMarks(page.rows, step), barStep: step };
    if (all && whole) return { marks: page.rows, lanes: await overview(), step: "month", more: true, bars: whole.bars, barStep: "month" };
    const lanes = (await ask<Page<Lane>>("lanes", { by: step, limit: "0", ...more })).rows;
    return { marks: page.rows, lanes, step, more: true, bars: barsOf(lanes, step), barStep: step };
}
function barsOfMarks(marks: Mark[], step: Step): Bar[] {
    const key = (date: string): string => {
        if (step !== "week") return date.slice(0, step === "year" ? 4 : step === "month" ? 7 : 10);
        const t = toDate(date);
        return toDay(new Date(+t - ((t.getUTCDay() + 6) % 7) * day));
    };
    const lanes = new Map<string, Lane>();
    for (const m of marks) {
        if (m.date === "") continue;
        const at = `${key(m.date)} ${m.act}`, lane = lanes.get(at);
        if (lane) lane.events++;
        else lanes.set(at, { period: key(m.date), act: m.act, events: 1 });
    }
    return barsOf([...lanes.values()], step);
}

class Chart {
    readonly node = h("div", { class: "charts" });
    readonly lanes: SVGSVGElement;
    private readonly under: SVGSVGElement;
    private readonly base: Scale;
    private x: Scale;
    private readonly zoomer = zoom<SVGSVGElement, unknown>();
    private readonly parts: ReturnType<typeof frame>;
    private moveBrush: ((d: [Date, Date]) => void) | null = null;
    private timer = 0;
    private turn = 0;

    constructor(private readonly width: number, private readonly whole: Whole, private data: Loaded, private readonly changed: (d: Loaded, domain: [Date, Date]) => void) {
        this.parts = frame(width);
        this.lanes = this.parts.svg;
        this.under = s("svg", { class: "series", width, height: 98, role: "img" });
        this.base = scaleUtc(chosen(whole.domain), [LEFT, width - RIGHT]);
        this.x = this.base;
        this.zoomer.scaleExtent([0.005, 20000]).filter((e) => e.type === "wheel" ? e.ctrlKey || e.shiftKey || e.metaKey : e.touches ? e.touches.length > 1 : e.button === 0)
            .on("zoom", (e) => { this.x = e.transform.rescaleX(this.base); this.draw(); })
            .on("end", (e) => e.sourceEvent && this.settle(false));
        select(this.lanes).call(this.zoomer).on("dblclick.zoom", null);
        const whole_ = stripFrame(width);
        this.moveBrush = strip(whole_, whole, width, (from, to) => this.show(from, to));
        this.node.append(this.lanes, this.under, whole_);
        this.draw();
        void this.score();
    }

    domain(): [Date, Date] { return this.x.domain() as [Date, Date]; }

    private draw(): void {
        drawLanes(this.parts.layer, this.data, this.x, (from, to) => this.show(new Date(+from - (+to - +from)), new Date(+to + (+to - +from))));
        drawAxis(this.parts.axis, this.x, this.width);
        drawSeries(this.under, this.data.bars, this.x, this.width, this.data.barStep);
        this.moveBrush?.(this.domain());
    }

    /// The mean scores come after the counts: over millions of events they take a while.
    private async score(): Promise<void> {
        const mine = this.turn, step = this.data.barStep, [from, to] = this.domain();
        const page = await ask<Page<Period>>("series", { by: step, since: toDay(from), until: toDay(to), limit: "5000" }).catch(() => null);
        if (!page || mine !== this.turn) return;
        this.data = { ...this.data, bars: barsOfSeries(page.rows, step) };
        this.draw();
    }

    /// Moves to these days, as the buttons and the strip do.
    show(from: Date, to: Date): void {
        const least = 2 * day, middle = (+from + +to) / 2, [a, b] = +to - +from < least ? [middle - least / 2, middle + least / 2] : [+from, +to];
        const k = (this.width - RIGHT - LEFT) / (this.base(b) - this.base(a));
        select(this.lanes).call(this.zoomer.transform, zoomIdentity.translate(LEFT - k * this.base(a), 0).scale(k));
        this.settle(true);
    }

    /// What is shown goes into the address and is asked for anew.
    private settle(stay: boolean): void {
        window.clearTimeout(this.timer);
        const mine = ++this.turn, [from, to] = this.domain(), [first, last] = this.whole.domain;
        this.timer = window.setTimeout(async () => {
            const all = from <= first && to >= last;
            quietly(all ? { since: "", until: "" } : { since: toDay(from), until: toDay(new Date(+to - 1)) }, stay);
            const data = await load([from, to], this.whole).catch(() => null);
            if (!data || mine !== this.turn) return;
            this.data = data;
            this.draw();
            this.changed(data, [from, to]);
            void this.score();
        }, PAUSE);
    }

    button(label: string, name: string, run: (from: Date, to: Date) => [number, number]): HTMLElement {
        return h("button", { type: "button", class: "save", "aria-label": name === label ? null : name, title: name, click: () => { const [a, b] = run(...this.domain()); this.show(new Date(a), new Date(b)); } }, label);
    }

    /// The last day, week ... of what is shown; nearer, farther, earlier, later.
    buttons(): HTMLElement {
        const last = (n: number) => (from: Date, to: Date): [number, number] => {
            const end = Math.min(+to, +this.whole.domain[1]), whole = +to - +from;
            return n * day < whole ? [end - n * day, end] : [+from - (n * day - whole) / 2, +from + (n * day + whole) / 2];
        };
        const scale = (by: number) => (from: Date, to: Date): [number, number] => {
            const middle = (+from + +to) / 2, half = ((+to - +from) / 2) * by;
            return [middle - half, middle + half];
        };
        const shift = (by: number) => (from: Date, to: Date): [number, number] => [+from + (+to - +from) * by, +to + (+to - +from) * by];
        return h("div", { class: "saver", role: "group", "aria-label": "Zoom" }, h("span", {}, "Zoom"),
            this.button("Day", "Day", last(2)), this.button("Week", "Week", last(7)), this.button("Month", "Month", last(31)), this.button("Year", "Year", last(366)), this.button("Decade", "Decade", last(3653)),
            this.button("All", "All", () => [+this.whole.domain[0], +this.whole.domain[1]]),
            this.button("−", "Farther", scale(2)), this.button("+", "Nearer", scale(0.5)), this.button("‹", "Earlier", shift(-0.5)), this.button("›", "Later", shift(0.5)));
    }
}

type Column = [string, (m: Mark) => string | number];
const columns: Column[] = [["When", (m) => m.date], ["Act", (m) => actText(m)], ["Who", (m) => side(m, "actor")], ["Whom", (m) => side(m, "recipient")],
    ["Where", (m) => m.place || m.country], ["Status", (m) => m.status], ["Sources", (m) => m.nsources], ["In these words", (m) => m.words]];

/// The events as rows; a click on a column's head sorts by it.
function table(marks: Mark[], more: boolean): HTMLElement {
    const body = h("tbody"), foot = h("p", { class: "dim note" });
    let rows = marks, shown = ROWS, by = 0, up = false;
    const row = (m: Mark) => h("tr", { class: `quad${m.quad_code}` },
        h("td", { class: "num" }, days(m)), h("td", {}, h("a", { href: href({ event: String(m.event), report: "" }), class: "act" }, actText(m))),
        h("td", { dir: "auto", title: codes(m, "actor") }, side(m, "actor")), h("td", { dir: "auto", title: codes(m, "recipient") }, side(m, "recipient")),
        h("td", { dir: "auto" }, m.place || m.country), h("td", {}, h("span", { class: `status ${m.status}` }, statusWords[m.status])),
        h("td", { class: "num" }, m.nsources), h("td", { class: "quote", dir: "auto" }, m.words));
    const fill = () => {
        body.replaceChildren(...rows.slice(0, shown).map(row));
        foot.replaceChildren(`${Math.min(shown, rows.length)} of ${more ? "the newest " : ""}${rows.length.toLocaleString()} events. `,
            shown < rows.length ? h("button", { type: "button", class: "save", click: () => { shown += 400; fill(); } }, "Show more") : "");
    };
    const heads = columns.map(([name, of], i) => h("th", { scope: "col", "aria-sort": i === 0 ? "descending" : null }, h("button", { type: "button", class: "sort", click: () => {
        up = by === i ? !up : i > 0 && i !== 6;
        by = i;
        rows = [...marks].sort((a, b) => { const [x, y] = [of(a), of(b)], order = typeof x === "number" ? x - (y as number) : x.localeCompare(y as string); return up ? order : -order; });
        heads.forEach((t, k) => k === i ? t.setAttribute("aria-sort", up ? "ascending" : "descending") : t.removeAttribute("aria-sort"));
        fill();
    } }, name)));
    fill();
    return h("div", {}, h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Events" }, h("table", { class: "events" }, h("thead", {}, h("tr", {}, heads)), body)), foot);
}

const key = (): HTMLElement => h("div", { class: "key", "aria-label": "What the marks mean" },
    quadWords.slice(1).map((w, i) => h("span", {}, h("i", { class: `swatch quad${i + 1}` }), w)),
    statuses.map((st) => h("span", {}, h("i", { class: `swatch ${st}` }), statusWords[st])), h("span", { class: "dim" }, "wide: the day is uncertain"));

/// How many events are shown, and which are not.
async function counts(line: HTMLElement, data: Loaded, domain: [Date, Date], whole: Whole): Promise<void> {
    const all = !get("since") && !get("until"), dated = data.bars.reduce((n, b) => n + b.up + b.down, 0);
    line.replaceChildren(h("strong", {}, `${dated.toLocaleString()} events`), ` · ${plain(domain[0])} – ${plain(new Date(+domain[1] - 1))}`);
    if (!all) return;
    const total = (await ask<Page<Summary>>("summary")).rows[0].events, undated = total - whole.total;
    if (whole.outside > 0) line.append(` · ${whole.outside.toLocaleString()} far outside these days`);
    if (undated > 0) line.append(" · ", h("a", { href: href({ undated: "1" }) }, `${undated.toLocaleString()} without a date`));
}

export async function timeline(box: HTMLElement): Promise<void> {
    // What does not hang on the strip is asked for at once with it: first rows, which of few events are all.
    const newest = get("since") || get("until") ? null : ask<Page<Mark>>("events", { limit: String(FIRST) });
    const early = get("since") && get("until") ? load(chosen([new Date(), new Date()]), null) : null, whole = wholeOf(await overview());
    if (!whole || get("undated")) {
        const rows = await ask<Page<Mark>>("events", { limit: "500" });
        if (rows.rows.length === 0) return void box.append(await empty());
        box.replaceChildren(h("div", { class: "bar" }, h("span", {}, h("strong", {}, "Events without a date"), h("span", { class: "dim" }, ": their reports give no hold, or have no date themselves")), saver("events", "events", () => null)), table(rows.rows, rows.next !== null));
        return;
    }
    const domain = chosen(whole.domain), data = await (early ?? load(domain, whole, newest)), width = Math.max(340, box.clientWidth);
    const line = h("p", { class: "count-line", "aria-live": "polite" }), list = h("div");
    const changed = (d: Loaded, at: [Date, Date]) => {
        list.replaceChildren(d.marks.length > 0 ? table(d.marks, d.more) : h("p", { class: "dim" }, "No event in these days. Zoom out, or choose others on the strip."));
        void counts(line, d, at, whole).catch(() => undefined);
        say(`${d.marks.length}${d.more ? " and more" : ""} events`);
    };
    const chart = new Chart(width, whole, data, changed);
    box.replaceChildren(h("div", { class: "bar" }, key()), h("div", { class: "bar" }, chart.buttons(), line, saver("events", "events", () => chart.lanes)), chart.node,
        h("p", { class: "dim note" }, "Drag moves, Ctrl or Shift with the wheel zooms, dragging over the lowest strip chooses days; arrow keys walk from mark to mark, Enter opens."), list);
    changed(data, domain);
}
