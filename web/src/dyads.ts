// Who acts with or on whom: a network of the strongest pairs, and a matrix of all of them.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, SimulationNodeDatum } from "d3-force";
import { scaleLinear } from "d3-scale";
import { ask, Dyad, Page } from "./api";
import { h, s } from "./dom";
import { empty } from "./empty";
import { saver } from "./save";
import { daysStrip } from "./series";
import { href, set } from "./state";


interface Node extends SimulationNodeDatum { id: string; weight: number }
const tone = (g: number): string => (g > 0.5 ? "up" : g < -0.5 ? "down" : "both");
const open = (d: Dyad) => set({ view: "timeline", actor: d.one, other: d.other });
const label = (d: Dyad): string => `${d.one} and ${d.other}: ${d.events.toLocaleString()} events, mean Goldstein ${d.goldstein}`;

function network(dyads: Dyad[], width: number): SVGSVGElement {
    const height = Math.min(480, Math.max(340, width * 0.5)), narrow = width < 600, strong = dyads.slice(0, narrow ? 24 : 80), weights = new Map<string, number>();
    for (const d of strong) for (const c of [d.one, d.other]) weights.set(c, (weights.get(c) ?? 0) + d.events);
    const nodes: Node[] = [...weights].map(([id, weight]) => ({ id, weight })), byId = new Map(nodes.map((n) => [n.id, n]));
    const links = strong.map((d) => ({ source: byId.get(d.one)!, target: byId.get(d.other)!, d })), heavy = Math.max(...nodes.map((n) => n.weight)), size = (n: Node) => 11 + (narrow ? 12 : 26) * Math.sqrt(n.weight / heavy);
    forceSimulation(nodes).force("link", forceLink(links).distance(narrow ? 44 : 70).strength(0.5)).force("push", forceManyBody().strength(narrow ? -90 : -190)).force("apart", forceCollide<Node>((n) => size(n) + 8))
        .force("x", forceX(width / 2).strength(0.05)).force("y", forceY(height / 2).strength(0.12)).stop().tick(260);
    for (const n of nodes) { const r = size(n) + 2; n.x = Math.max(r, Math.min(width - r, n.x!)); n.y = Math.max(r, Math.min(height - r, n.y!)); }
    const most = strong[0]?.events ?? 1;
    return s("svg", { class: "network", width, height, role: "group", "aria-label": "Network of pairs of actors" },
        links.map((l) => s("line", { class: `link ${tone(l.d.goldstein)}`, x1: l.source.x, y1: l.source.y, x2: l.target.x, y2: l.target.y, "stroke-width": 1 + 5 * Math.sqrt(l.d.events / most), "data-tip": label(l.d), click: () => open(l.d) })),
        nodes.map((n) => s("g", { class: "node", tabindex: 0, role: "link", "aria-label": `${n.id}, ${n.weight} events`, "data-tip": `${n.id}\n${n.weight.toLocaleString()} events with ${new Set(strong.filter((d) => d.one === n.id || d.other === n.id)).size} others shown`, transform: `translate(${n.x},${n.y})`, click: () => set({ view: "timeline", actor: n.id, other: "" }),
            keydown: (e: KeyboardEvent) => { if (e.key === "Enter") set({ view: "timeline", actor: n.id, other: "" }); } }, s("circle", { r: size(n) }), s("text", { "text-anchor": "middle", dy: "0.35em" }, n.id))));
}

/// Each cell opens the pair's timeline; arrow keys walk over the cells that hold something.
function matrix(dyads: Dyad[], width: number): SVGSVGElement {
    const totals = new Map<string, number>();
    for (const d of dyads) for (const c of [d.one, d.other]) totals.set(c, (totals.get(c) ?? 0) + d.events);
    const left = 44, most = Math.min(30, Math.max(8, Math.floor((width - left) / 20))), names = [...totals].sort((a, b) => b[1] - a[1]).slice(0, most).map(([c]) => c);
    const at = new Map(names.map((c, i) => [c, i])), cell = Math.min(34, (width - left - 4) / names.length), size = left + names.length * cell + 4;
    const inside = dyads.filter((d) => at.has(d.one) && at.has(d.other)), depth = scaleLinear([0, Math.sqrt(Math.max(1, ...inside.map((d) => d.events)))], [0.18, 1]);
    const walk = (e: KeyboardEvent, d: Dyad) => {
        const node = e.currentTarget as SVGElement, all = [...node.parentElement!.querySelectorAll<SVGElement>(".cell")], step = ({ ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 } as Record<string, number>)[e.key] ?? 0;
        if (e.key === "Enter") open(d);
        if (step === 0) return;
        e.preventDefault();
        all[(all.indexOf(node) + step + all.length) % all.length].focus();
    };
    const square = (d: Dyad, row: string, column: string, first: boolean) => {
        const x = left + at.get(column)! * cell, y = left + at.get(row)! * cell, strength = depth(Math.sqrt(d.events));
        return s("g", { class: `cell ${tone(d.goldstein)}`, tabindex: first ? 0 : -1, role: "link", "aria-label": label(d), "data-tip": label(d), click: () => open(d), keydown: (e: KeyboardEvent) => walk(e, d) },
            s("rect", { x, y, width: cell - 2, height: cell - 2, rx: 2, "fill-opacity": strength }),
            cell > 17 && s("text", { class: strength > 0.6 ? "count deep" : "count", x: x + cell / 2 - 1, y: y + cell / 2 + 2, "text-anchor": "middle" }, d.events > 9999 ? `${Math.round(d.events / 1000)}k` : d.events));
    };
    const cells = inside.flatMap((d) => [{ d, row: d.one, column: d.other }, { d, row: d.other, column: d.one }]).sort((a, b) => at.get(a.row)! - at.get(b.row)! || at.get(a.column)! - at.get(b.column)!);
    return s("svg", { class: "matrix", width: size, height: size, role: "group", "aria-label": "Matrix of pairs" },
        names.flatMap((c, i) => [s("text", { class: "lane-name", x: left - 6, y: left + i * cell + cell / 2 + 3, "text-anchor": "end" }, c),
            s("text", { class: "lane-name", transform: `translate(${left + i * cell + cell / 2 + 3},${left - 6}) rotate(-90)` }, c),
            s("rect", { class: "self", x: left + i * cell, y: left + i * cell, width: cell - 2, height: cell - 2, rx: 2 })]),
        s("g", {}, cells.map((c, i) => square(c.d, c.row, c.column, i === 0))));
}

export async function dyads(box: HTMLElement): Promise<void> {
    const page = await ask<Page<Dyad>>("dyads", { limit: "400" });
    if (page.rows.length === 0) return void box.append(await empty());
    const width = Math.max(340, box.clientWidth), half = width > 900 ? Math.min(760, width * 0.56) : width, net = network(page.rows, width), grid = matrix(page.rows, half), days = h("div");
    const table = h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Pairs" },
        h("table", { class: "events narrow" }, h("thead", {}, h("tr", {}, ["Pair", "Events", "Goldstein"].map((t) => h("th", { scope: "col" }, t)))),
            h("tbody", {}, page.rows.slice(0, 100).map((d) => h("tr", {}, h("td", {}, h("a", { href: href({ view: "", actor: d.one, other: d.other }) }, `${d.one} – ${d.other}`)), h("td", { class: "num" }, d.events.toLocaleString()), h("td", { class: `num ${tone(d.goldstein)}` }, d.goldstein.toFixed(1)))))));
    const key = h("span", { class: "key" }, ["up", "both", "down"].map((c, i) => h("span", {}, h("i", { class: `swatch ${c}` }), ["friendly", "mixed", "hostile: mean Goldstein score"][i])));
    box.replaceChildren(h("div", { class: "bar" }, h("h2", {}, "Network"), h("span", { class: "dim" }, "wide lines have many events"), key, saver("dyads", "dyads", () => net)), net, days,
        h("div", { class: "two halves" }, h("section", {}, h("div", { class: "bar" }, h("h2", {}, "Matrix"), h("span", { class: "dim" }, "deep cells have many events"), saver("dyads", "matrix", () => grid)), grid), h("section", {}, h("h2", {}, "Strongest pairs"), table)));
    void daysStrip(days, width).catch(() => undefined);
}
