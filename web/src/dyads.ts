// Who acts with or on whom: a network of the strongest pairs, and a matrix of all of them.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, SimulationNodeDatum } from "d3-force";
import { scaleLinear } from "d3-scale";
import { ask, Dyad, Page } from "./api";
import { h, s } from "./dom";
import { saver } from "./save";
import { href, set } from "./state";
import { empty } from "./timeline";

interface Node extends SimulationNodeDatum { id: string; weight: number }
const tone = (g: number): string => (g > 0.5 ? "up" : g < -0.5 ? "down" : "both");
const open = (d: Dyad) => set({ view: "timeline", actor: d.one, other: d.other });
const label = (d: Dyad): string => `${d.one} and ${d.other}: ${d.events} events, mean Goldstein ${d.goldstein}`;

function network(dyads: Dyad[], width: number): SVGSVGElement {
    const height = Math.min(520, Math.max(320, width * 0.5)), strong = dyads.slice(0, 80), weights = new Map<string, number>();
    for (const d of strong) for (const c of [d.one, d.other]) weights.set(c, (weights.get(c) ?? 0) + d.events);
    const nodes: Node[] = [...weights].map(([id, weight]) => ({ id, weight })), byId = new Map(nodes.map((n) => [n.id, n]));
    const links = strong.map((d) => ({ source: byId.get(d.one)!, target: byId.get(d.other)!, d })), size = (n: Node) => 9 + 2.4 * Math.sqrt(n.weight);
    forceSimulation(nodes).force("link", forceLink(links).distance(70).strength(0.5)).force("push", forceManyBody().strength(-190)).force("apart", forceCollide<Node>((n) => size(n) + 8))
        .force("x", forceX(width / 2).strength(0.05)).force("y", forceY(height / 2).strength(0.12)).stop().tick(260);
    for (const n of nodes) { n.x = Math.max(24, Math.min(width - 24, n.x!)); n.y = Math.max(20, Math.min(height - 20, n.y!)); }
    const most = strong[0]?.events ?? 1;
    return s("svg", { class: "network", width, height, role: "group", "aria-label": "Network of pairs of actors" },
        links.map((l) => s("line", { class: `link ${tone(l.d.goldstein)}`, x1: l.source.x, y1: l.source.y, x2: l.target.x, y2: l.target.y, "stroke-width": 1 + 5 * Math.sqrt(l.d.events / most), click: () => open(l.d) }, s("title", {}, label(l.d)))),
        nodes.map((n) => s("g", { class: "node", tabindex: 0, role: "link", "aria-label": `${n.id}, ${n.weight} events`, transform: `translate(${n.x},${n.y})`, click: () => set({ view: "timeline", actor: n.id, other: "" }),
            keydown: (e: KeyboardEvent) => { if (e.key === "Enter") set({ view: "timeline", actor: n.id, other: "" }); } }, s("circle", { r: size(n) }), s("text", { "text-anchor": "middle", dy: "0.35em" }, n.id))));
}

function matrix(dyads: Dyad[]): SVGSVGElement {
    const totals = new Map<string, number>();
    for (const d of dyads) for (const c of [d.one, d.other]) totals.set(c, (totals.get(c) ?? 0) + d.events);
    const names = [...totals].sort((a, b) => b[1] - a[1]).slice(0, 28).map(([c]) => c), at = new Map(names.map((c, i) => [c, i])), cell = 22, left = 46;
    const depth = scaleLinear([0, Math.sqrt(dyads[0]?.events ?? 1)], [0.18, 1]), size = left + names.length * cell + 4;
    const square = (d: Dyad, row: string, column: string) => s("g", { class: `cell ${tone(d.goldstein)}`, click: () => open(d) }, s("title", {}, label(d)),
        s("rect", { x: left + at.get(column)! * cell, y: left + at.get(row)! * cell, width: cell - 2, height: cell - 2, rx: 2, "fill-opacity": depth(Math.sqrt(d.events)) }),
        s("text", { class: depth(Math.sqrt(d.events)) > 0.6 ? "count deep" : "count", x: left + at.get(column)! * cell + cell / 2 - 1, y: left + at.get(row)! * cell + 14, "text-anchor": "middle" }, d.events));
    return s("svg", { class: "matrix", width: size, height: size, role: "img", "aria-label": "Matrix of pairs; the table below lists them" },
        names.flatMap((c, i) => [s("text", { class: "lane-name", x: left - 6, y: left + i * cell + 14, "text-anchor": "end" }, c),
            s("text", { class: "lane-name", transform: `translate(${left + i * cell + 14},${left - 6}) rotate(-90)` }, c)]),
        dyads.filter((d) => at.has(d.one) && at.has(d.other)).flatMap((d) => [square(d, d.one, d.other), square(d, d.other, d.one)]));
}

export async function dyads(box: HTMLElement): Promise<void> {
    const page = await ask<Page<Dyad>>("dyads", { limit: "400" });
    if (page.rows.length === 0) return void box.append(empty());
    const net = network(page.rows, Math.max(340, box.clientWidth)), table = h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Pairs" },
        h("table", { class: "events narrow" }, h("thead", {}, h("tr", {}, ["Pair", "Events", "Goldstein"].map((t) => h("th", { scope: "col" }, t)))),
            h("tbody", {}, page.rows.slice(0, 100).map((d) => h("tr", {}, h("td", {}, h("a", { href: href({ view: "", actor: d.one, other: d.other }) }, `${d.one} – ${d.other}`)), h("td", { class: "num" }, d.events), h("td", { class: `num ${tone(d.goldstein)}` }, d.goldstein))))));
    box.replaceChildren(h("div", { class: "bar" }, h("span", { class: "dim" }, "A line is a pair, as wide as its events are many; its colour is their mean Goldstein score"), saver("dyads", "dyads", () => net)), net,
        h("div", { class: "two" }, h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Matrix" }, matrix(page.rows)), table));
}
