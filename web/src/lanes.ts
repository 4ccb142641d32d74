// The timeline's drawing: lanes of acts, cooperation above the line and conflict below.  A mark is as
// wide as its date is uncertain and looks as its status is; where marks are too many to tell apart, or
// the server only counted them, a cell's depth of colour says how many.
import { axisBottom } from "d3-axis";
import { max } from "d3-array";
import { ScaleTime } from "d3-scale";
import { select } from "d3-selection";
import { Lane, Mark } from "./api";
import { acts, cooperation, quadOfAct, sentence, statusWords } from "./acts";
import { day, periodEnd, periodStart, plain, Step, toDate } from "./dates";
import { add, s } from "./dom";
import { set } from "./state";

export const LEFT = 96, RIGHT = 14;
const CROWD = 900, BIN = 8, LANE = 23, GAP = 26;
export type Scale = ScaleTime<number, number>;
export interface Shown { marks: Mark[]; lanes: Lane[] | null; step: Step } // lanes: counts instead of marks
interface Placed { mark: Mark; lane: number; from: Date; to: Date }
interface Cell { lane: number; from: Date; to: Date; n: number }

const laneY = (i: number): number => i * LANE + (i >= cooperation.length ? GAP : 0) + 6;
export const height = laneY(acts.length) + 26;

const place = (marks: Mark[]): Placed[] =>
    marks.filter((m) => m.date !== "").map((mark) => ({
        mark, lane: acts.indexOf(mark.act), from: toDate(mark.date), to: new Date(+toDate(mark.enddate || mark.date) + day),
    })).filter((p) => p.lane >= 0).sort((a, b) => +a.from - +b.from);

/// Arrow keys walk among the drawn things; one of them at a time is in the order of Tab.
function walk(e: KeyboardEvent, open: () => void): void {
    const node = e.currentTarget as SVGElement, step = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : 0;
    if (e.key === "Enter" || e.key === " ") {
        e.preventDefault();
        open();
    } else if (step !== 0) {
        e.preventDefault();
        const all = [...node.parentElement!.querySelectorAll<SVGElement>("[tabindex]")], next = all[(all.indexOf(node) + step + all.length) % all.length];
        node.setAttribute("tabindex", "-1");
        next.setAttribute("tabindex", "0");
        next.focus();
    }
}

const vague = (p: Placed): boolean => +p.to - +p.from > 3 * day;

/// The look of a status: planned is hollow, possible dotted, denied struck through.
function drawMark(p: Placed, x: Scale, row: number, first: boolean): SVGGElement {
    const left = x(p.from), width = Math.max(7, x(p.to) - left), y = laneY(p.lane) + row * 7, m = p.mark;
    const open = () => set({ event: String(m.event) });
    return s("g", {
        class: `mark quad${m.quad_code} ${m.status}${vague(p) ? " vague" : ""}`, tabindex: first ? 0 : -1, role: "link", "aria-label": sentence(m), "data-event": m.event,
        "data-tip": `${sentence(m)}\n${m.words}\n${m.nsources} source${m.nsources === 1 ? "" : "s"}, ${statusWords[m.status]}`,
        click: open, keydown: (e: KeyboardEvent) => walk(e, open),
    }, s("rect", { x: left, y, width, height: 6, rx: 2 }),
        m.status === "negated" && s("line", { x1: left - 2, x2: left + width + 2, y1: y + 3, y2: y + 3 }),
        m.status === "ongoing" && s("path", { d: `M${left + width},${y} l4,3 l-4,3 z` }));
}

/// Marks in stretches of some pixels.
function binned(shown: Placed[], x: Scale): Cell[] {
    const bins = new Map<string, Cell>();
    for (const p of shown) {
        const bin = Math.floor(x(p.from) / BIN), at = `${p.lane} ${bin}`, cell = bins.get(at);
        if (cell) cell.n++;
        else bins.set(at, { lane: p.lane, from: x.invert(bin * BIN), to: x.invert((bin + 1) * BIN), n: 1 });
    }
    return [...bins.values()];
}
const counted = (lanes: Lane[], step: Step): Cell[] =>
    lanes.map((l) => ({ lane: acts.indexOf(l.act), from: periodStart(l.period), to: periodEnd(periodStart(l.period), step), n: l.events })).filter((c) => c.lane >= 0);

function drawCells(layer: SVGGElement, cells: Cell[], x: Scale, into: (from: Date, to: Date) => void): void {
    const most = max(cells, (c) => c.n) ?? 1;
    layer.replaceChildren(...cells.map((c, i) => {
        const left = x(c.from), width = Math.max(2, x(c.to) - left - 1), words = `${c.n.toLocaleString()} × ${acts[c.lane].toLowerCase()}, ${plain(c.from)} – ${plain(new Date(+c.to - 1))}`;
        const open = () => into(c.from, c.to);
        return s("rect", {
            class: `crowd quad${quadOfAct(acts[c.lane])}`, x: left, width, y: laneY(c.lane), height: 19, "fill-opacity": 0.15 + 0.85 * Math.sqrt(c.n / most),
            tabindex: i === 0 ? 0 : -1, role: "button", "aria-label": words, "data-tip": words + "\nclick to look closer", click: open, keydown: (e: KeyboardEvent) => walk(e, open),
        });
    }));
}

/// Draws what lies inside the scale; gives the number of marks.
export function drawLanes(layer: SVGGElement, shown: Shown, x: Scale, into: (from: Date, to: Date) => void): void {
    const [low, high] = x.range();
    if (shown.lanes) {
        drawCells(layer, counted(shown.lanes, shown.step).filter((c) => x(c.to) >= low && x(c.from) <= high), x, into);
        return;
    }
    const ends: number[][] = acts.map(() => []), inside = place(shown.marks).filter((p) => x(p.to) >= low && x(p.from) <= high);
    if (inside.length > CROWD) {
        drawCells(layer, binned(inside, x), x, into);
        return;
    }
    // Sure days find their rows first; uncertain ones lie behind them.
    const sure = inside.filter((p) => !vague(p)), rows = new Map<Placed, number>();
    for (const p of [...sure, ...inside.filter(vague)]) {
        const left = x(p.from), free = ends[p.lane].findIndex((end) => end < left), row = free >= 0 ? free : Math.min(ends[p.lane].length, 2);
        ends[p.lane][row] = Math.max(left + 7, x(p.to)) + 1;
        rows.set(p, row);
    }
    layer.replaceChildren(...[...inside.filter(vague), ...sure].map((p, i) => drawMark(p, x, rows.get(p)!, i === 0)));
}

/// The lanes without marks: an svg, the layer for the marks, and the axis' group.
export function frame(width: number): { svg: SVGSVGElement; layer: SVGGElement; axis: SVGGElement } {
    const svg = s("svg", { class: "timeline", width, height, role: "group", "aria-label": "Events by act and day; arrow keys walk from mark to mark" });
    const clip = s("clipPath", { id: "inside" }, s("rect", { x: LEFT, y: 0, width: Math.max(0, width - LEFT - RIGHT), height }));
    const middle = laneY(cooperation.length) - GAP / 2, layer = s("g", { "clip-path": "url(#inside)" }), axis = s("g", { class: "axis", transform: `translate(0,${height - 24})` });
    add(svg, [clip, acts.map((act, i) => [
        s("line", { class: "lane", x1: LEFT, x2: width - RIGHT, y1: laneY(i) + LANE - 1, y2: laneY(i) + LANE - 1 }),
        s("text", { class: "lane-name", x: LEFT - 8, y: laneY(i) + 15, "text-anchor": "end" }, act.toLowerCase()),
    ]), s("line", { class: "middle", x1: 0, x2: width - RIGHT, y1: middle, y2: middle }),
    s("text", { class: "side", x: width - RIGHT, y: middle - 4, "text-anchor": "end" }, "cooperation ↑"),
    s("text", { class: "side", x: width - RIGHT, y: middle + 12, "text-anchor": "end" }, "conflict ↓"),
    s("rect", { class: "ground", x: LEFT, y: 0, width: Math.max(0, width - LEFT - RIGHT), height: height - 24 }), layer, axis]);
    return { svg, layer, axis };
}

export const drawAxis = (node: SVGGElement, x: Scale, width: number): void =>
    void select(node).call(axisBottom(x).ticks(Math.max(3, width / 110)).tickSizeOuter(0));
