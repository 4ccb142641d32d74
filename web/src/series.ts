// Counts a period, cooperation above and conflict below, with the mean Goldstein score as a line; and
// the strip of the whole ledger, whose brush chooses the days that all views show.
import { brushX } from "d3-brush";
import { max } from "d3-array";
import { scaleLinear, scaleUtc } from "d3-scale";
import { select } from "d3-selection";
import { line } from "d3-shape";
import { ask, Lane, Page, Period } from "./api";
import { cooperation } from "./acts";
import { bulk, day, periodEnd, periodStart, plain, Step, stepOf, toDate, toDay } from "./dates";
import { add, h, s } from "./dom";
import { drawAxis, LEFT, RIGHT, Scale } from "./lanes";
import { get, set, filters } from "./state";

export interface Bar { from: Date; to: Date; up: number; down: number; goldstein?: number }

export function barsOf(lanes: Lane[], step: Step): Bar[] {
    const bars = new Map<string, Bar>();
    for (const l of lanes) {
        const bar = bars.get(l.period) ?? { from: periodStart(l.period), to: periodEnd(periodStart(l.period), step), up: 0, down: 0 };
        if (cooperation.includes(l.act)) bar.up += l.events;
        else bar.down += l.events;
        bars.set(l.period, bar);
    }
    return [...bars.values()].sort((a, b) => +a.from - +b.from);
}
export const barsOfSeries = (periods: Period[], step: Step): Bar[] =>
    periods.map((p) => ({ from: periodStart(p.period), to: periodEnd(periodStart(p.period), step), up: p.cooperation, down: p.conflict, goldstein: p.goldstein === "" || p.goldstein === null ? undefined : p.goldstein }));

function bars(all: Bar[], x: Scale, tall: number): SVGElement[] {
    const [low, high] = x.range(), inside = all.filter((b) => x(b.to) >= low && x(b.from) <= high && b.up + b.down > 0);
    const most = max(inside, (b) => Math.max(b.up, b.down)) ?? 1, y = scaleLinear([-most, most], [tall, 2]);
    return inside.map((b) => {
        const left = Math.max(low, x(b.from)), width = Math.max(1.2, Math.min(high, x(b.to)) - left - 0.6);
        const words = `${plain(b.from)} – ${plain(new Date(+b.to - 1))}\n${b.up.toLocaleString()} cooperative, ${b.down.toLocaleString()} conflictive${b.goldstein === undefined ? "" : `, mean Goldstein ${b.goldstein}`}`;
        return s("g", { "data-tip": words }, s("rect", { class: "ground", x: left, width, y: 0, height: tall }),
            b.up > 0 && s("rect", { class: "up", x: left, width, y: y(b.up), height: y(0) - y(b.up) }), b.down > 0 && s("rect", { class: "down", x: left, width, y: y(0), height: y(-b.down) - y(0) }));
    });
}

/// The series under the lanes, on their scale.
export function drawSeries(svg: SVGSVGElement, all: Bar[], x: Scale, width: number, step: Step): void {
    const tall = 92, [low, high] = x.range(), y = scaleLinear([-10, 10], [tall, 2]), middle = y(0);
    const scored = all.filter((b) => b.goldstein !== undefined && x(b.to) >= low && x(b.from) <= high);
    const path = line<Bar>((b) => Math.max(low, Math.min(high, x(new Date((+b.from + +b.to) / 2)))), (b) => y(b.goldstein!));
    const most = max(all.filter((b) => x(b.to) >= low && x(b.from) <= high), (b) => Math.max(b.up, b.down)) ?? 0;
    svg.replaceChildren();
    svg.setAttribute("aria-label", `Events a ${step}: at most ${most} of one kind`);
    add(svg, [bars(all, x, tall), scored.length > 1 && s("path", { class: "score", d: path(scored) ?? "" }),
        s("line", { class: "middle", x1: LEFT, x2: width - RIGHT, y1: middle, y2: middle }),
        s("text", { class: "lane-name", x: LEFT - 8, y: middle - 8, "text-anchor": "end" }, `events a ${step}`),
        s("text", { class: "lane-name", x: LEFT - 8, y: middle + 6, "text-anchor": "end" }, `at most ${most.toLocaleString()}`),
        scored.length > 1 && s("text", { class: "lane-name score-name", x: LEFT - 8, y: middle + 22, "text-anchor": "end" }, "– Goldstein")]);
}

/// The months of the whole ledger under the filters but for days; asked once for the same filters.
let asked = "", answered: Promise<Lane[]> | null = null;
export function overview(): Promise<Lane[]> {
    const f = filters();
    f.delete("since");
    f.delete("until");
    if (!answered || asked !== f.toString()) {
        asked = f.toString();
        answered = ask<Page<Lane>>("lanes", { by: "month", limit: "0", since: "", until: "" }).then((p) => p.rows);
        answered.catch(() => { answered = null; });
    }
    return answered;
}
export const forget = (): void => { answered = null; };

export interface Whole { domain: [Date, Date]; bars: Bar[]; total: number; outside: number }
export function wholeOf(lanes: Lane[]): Whole | null {
    const months = barsOf(lanes, "month"), found = bulk(months.map((b) => ({ at: b.from, n: b.up + b.down })));
    if (!found) return null;
    const total = months.reduce((n, b) => n + b.up + b.down, 0), to = periodEnd(found[1], "month");
    const inside = months.filter((b) => b.from >= found[0] && b.from < to).reduce((n, b) => n + b.up + b.down, 0), room = Math.max(3 * day, (+to - +found[0]) * 0.02);
    return { domain: [new Date(+found[0] - room), new Date(+to + room)], bars: months, total, outside: total - inside };
}
/// The chosen days, or all.
export const chosen = (whole: [Date, Date]): [Date, Date] =>
    [get("since") ? toDate(get("since")) : whole[0], get("until") ? new Date(+toDate(get("until")) + day) : whole[1]];

/// The strip: what lies where in the whole ledger.  Gives a function that moves its brush.
export function strip(svg: SVGSVGElement, whole: Whole, width: number, choose: (from: Date, to: Date) => void): (d: [Date, Date]) => void {
    const tall = 34, x = scaleUtc(whole.domain, [LEFT, width - RIGHT]), axis = s("g", { class: "axis", transform: `translate(0,${tall})` }), brush = s("g", { class: "brush" });
    const shown = stepOf(...whole.domain) === "year" ? barsOfYears(whole.bars) : whole.bars;
    add(svg, [bars(shown, x, tall), s("text", { class: "lane-name", x: LEFT - 8, y: tall / 2 + 4, "text-anchor": "end" }, "all days"), axis, brush]);
    drawAxis(axis, x, width);
    const brusher = brushX<unknown>().extent([[LEFT, 0], [width - RIGHT, tall]]).on("end", (e) => {
        if (!e.sourceEvent) return;
        if (e.selection) choose(x.invert(e.selection[0]), x.invert(e.selection[1]));
        else choose(...whole.domain);
    });
    select<SVGGElement, unknown>(brush).call(brusher);
    return ([from, to]) => {
        const a = Math.max(LEFT, Math.min(width - RIGHT - 4, x(from))), b = Math.max(a + 4, Math.min(width - RIGHT, x(to))), all = a <= LEFT + 1 && b >= width - RIGHT - 1;
        select<SVGGElement, unknown>(brush).call(brusher.move, all ? null : [a, b]);
    };
}
function barsOfYears(months: Bar[]): Bar[] {
    const years = new Map<number, Bar>();
    for (const b of months) {
        const y = b.from.getUTCFullYear(), bar = years.get(y) ?? { from: new Date(Date.UTC(y, 0, 1)), to: new Date(Date.UTC(y + 1, 0, 1)), up: 0, down: 0 };
        bar.up += b.up;
        bar.down += b.down;
        years.set(y, bar);
    }
    return [...years.values()];
}
export const stripFrame = (width: number): SVGSVGElement =>
    s("svg", { class: "strip", width, height: 56, role: "img", "aria-label": "Events a month over the whole ledger; drag to choose days" });

/// The strip over another view: brushing it narrows that view to some days.
export async function daysStrip(box: HTMLElement, width: number): Promise<void> {
    const whole = wholeOf(await overview());
    if (!whole) return;
    const svg = stripFrame(width), move = strip(svg, whole, width, (from, to) =>
        set(from <= whole.domain[0] && to >= whole.domain[1] ? { since: "", until: "" } : { since: toDay(from), until: toDay(new Date(+to - 1)) }));
    box.replaceChildren(svg, h("p", { class: "dim note" }, "Drag over the strip to choose days; click beside the choice for all."));
    if (get("since") || get("until")) move(chosen(whole.domain));
}
