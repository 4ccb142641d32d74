// Where events were.  A country is as deep in colour as its events are many, also those of which no nearer
// place is told; places that lie together on the screen are one circle, which opens as one zooms in.
// Colour leans to cooperation or conflict.  The shapes of the countries are a file of their own, asked for when the map is.
import { geoGraticule10, geoNaturalEarth1, geoPath } from "d3-geo";
import { select } from "d3-selection";
import { zoom, zoomIdentity, ZoomTransform } from "d3-zoom";
import { feature } from "topojson-client";
import worldFile from "world-atlas/countries-50m.json?url";
import { ask, Mark, Page, Place } from "./api";
import { actText, days, side } from "./acts";
import { numbers } from "./countries";
import { h, s, say } from "./dom";
import { empty } from "./empty";
import { saver } from "./save";
import { daysStrip } from "./series";
import { href } from "./state";

interface Point { x: number; y: number; place: Place }
interface Sum { events: number; conflict: number }
interface Cluster extends Sum { x: number; y: number; points: Point[] }
type Shapes = GeoJSON.FeatureCollection<GeoJSON.Geometry, { name: string }>;
const REACH = 30;

let shapes: Promise<Shapes> | null = null;
const world = (): Promise<Shapes> => (shapes ??= fetch(worldFile).then(async (r) => {
    const topology = (await r.json()) as Parameters<typeof feature>[0];
    return feature(topology, topology.objects.countries) as unknown as Shapes;
}));

/// Greedy: each place joins the first circle that is near on the screen.
function cluster(points: Point[], t: ZoomTransform): Cluster[] {
    const found: Cluster[] = [], grid = new Map<string, Cluster>();
    for (const p of points) {
        const [x, y] = t.apply([p.x, p.y]), at = `${Math.round(x / REACH)},${Math.round(y / REACH)}`;
        let c = grid.get(at);
        if (!c) {
            c = { x, y, points: [], events: 0, conflict: 0 };
            grid.set(at, c);
            found.push(c);
        }
        const n = p.place.events, all = c.events + n;
        c.x = (c.x * c.events + x * n) / all;
        c.y = (c.y * c.events + y * n) / all;
        c.points.push(p);
        c.events = all;
        c.conflict += p.place.conflict;
    }
    return found.sort((a, b) => b.events - a.events);
}

const nameOf = (p: Place): string => p.place || `${p.country}, no nearer place`;
const tone = (c: Sum): string => { const share = c.conflict / c.events; return share > 0.6 ? "down" : share < 0.4 ? "up" : "both"; };
const words = (c: Sum): string => `${c.events.toLocaleString()} events, ${Math.round((100 * c.conflict) / c.events)} % conflict`;
const onEnter = (open: () => void) => (e: KeyboardEvent) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); open(); } };

/// The places of a circle or country and the newest events there.
async function list(box: HTMLElement, name: string, all: Sum, places: Place[], where: string): Promise<void> {
    const page = await ask<Page<Mark>>("events", { limit: "40", in: where });
    box.replaceChildren(h("h2", {}, name, h("span", { class: "dim" }, ` · ${words(all)}`)), h("ul", { class: "inline" }, places.slice(0, 16).map((p) => h("li", {}, h("a", { href: href({ view: "", in: p.place || p.country }) }, nameOf(p)), h("span", { class: "num dim" }, ` ${p.events}`)))),
        h("h3", {}, `Newest in ${where}`), h("ul", { class: "plain" }, page.rows.map((m) => h("li", {}, h("span", { class: "num dim" }, days(m)), " ", h("a", { href: href({ event: String(m.event), report: "" }), class: `act quad${m.quad_code}` }, actText(m)), " ",
            h("bdi", {}, side(m, "actor")), side(m, "recipient") ? [" → ", h("bdi", {}, side(m, "recipient"))] : ""))));
    say(`${name}: ${words(all)}`);
}

export async function map(box: HTMLElement): Promise<void> {
    const [page, all] = await Promise.all([ask<Page<Place>>("places", { limit: "5000" }), world()]);
    if (page.rows.length === 0) return void box.append(await empty());
    const width = Math.max(340, box.clientWidth), height = Math.max(260, Math.min(620, width * 0.5));
    const projection = geoNaturalEarth1().fitExtent([[0, 4], [width, height + 30]], { type: "Sphere" }), path = geoPath(projection), countries = new Map<string, Sum & { code: string; places: Place[] }>();
    for (const p of page.rows) {
        const at = numbers.get(p.country) ?? p.country, sum = countries.get(at) ?? { events: 0, conflict: 0, code: p.country, places: [] };
        countries.set(at, { ...sum, events: sum.events + p.events, conflict: sum.conflict + p.conflict, places: [...sum.places, p] });
    }
    const points = page.rows.flatMap((place): Point[] => {
        const xy = place.place !== "" && place.latitude !== "" && place.longitude !== "" && projection([place.longitude, place.latitude]);
        return xy ? [{ x: xy[0], y: xy[1], place }] : [];
    });
    const svg = s("svg", { class: "map", width, height, role: "group", "aria-label": "Events at their places" }), land = s("g", {}), dots = s("g", {});
    const beside = h("div", { class: "beside", "aria-live": "polite" }, h("p", { class: "dim" }, "Choose a circle or a country to list its events."));
    const most = Math.max(...[...countries.values()].map((c) => c.events)), often = [...countries.values()].sort((a, b) => b.events - a.events).slice(0, 30);
    const choose = (node: SVGElement, open: () => Promise<void>) => {
        svg.querySelector(".chosen")?.classList.remove("chosen");
        node.classList.add("chosen");
        void open().catch(() => undefined);
    };
    land.append(s("path", { class: "graticule", d: path(geoGraticule10()) ?? "" }), ...all.features.map((f) => {
        const c = countries.get(String(f.id)), d = path(f) ?? "";
        if (!c) return s("path", { class: "land", d });
        const open = () => choose(node, () => list(beside, f.properties.name, c, c.places, c.code)), text = `${f.properties.name}: ${words(c)}`;
        const node = s("path", { class: `land told ${tone(c)}`, d, "fill-opacity": 0.1 + 0.55 * Math.sqrt(c.events / most), tabindex: often.includes(c) ? 0 : null, role: "button", "aria-label": text, "data-tip": text.replace(": ", "\n"), click: open, keydown: onEnter(open) });
        return node;
    }));
    svg.append(land, dots);
    const grow = Math.max(9, Math.min(20, width / 60)) / Math.sqrt(Math.max(60, ...points.map((p) => p.place.events)));
    const draw = (t: ZoomTransform) => {
        land.setAttribute("transform", t.toString());
        land.setAttribute("stroke-width", String(0.6 / t.k));
        dots.replaceChildren(...cluster(points, t).filter((c) => c.x > -30 && c.y > -30 && c.x < width + 30 && c.y < height + 30).slice(0, 700).map((c) => {
            const r = 5 + grow * Math.sqrt(c.events), places = c.points.slice(0, 6).map((p) => nameOf(p.place)).join(", "), top = c.points[0].place;
            const open = () => choose(node, () => list(beside, c.points.length > 1 ? `${top.place} and ${c.points.length - 1} more` : top.place, c, c.points.map((p) => p.place), top.place));
            const node = s("g", { class: `cluster ${tone(c)}`, tabindex: 0, role: "button", transform: `translate(${c.x},${c.y})`, "aria-label": `${c.events} events, ${places}`, "data-tip": `${words(c)}\n${places}`, click: open, keydown: onEnter(open) },
                s("circle", { r }), c.events > 1 && r > 7 && s("text", { "text-anchor": "middle", dy: "0.35em" }, c.events > 9999 ? `${Math.round(c.events / 1000)}k` : c.events));
            return node;
        }));
    };
    const zoomer = zoom<SVGSVGElement, unknown>().scaleExtent([1, 80]).translateExtent([[0, 0], [width, height]])
        .filter((e) => e.type === "wheel" ? e.ctrlKey || e.shiftKey || e.metaKey : e.touches ? e.touches.length > 1 : e.button === 0).on("zoom", (e) => draw(e.transform));
    select(svg).call(zoomer);
    draw(zoomIdentity);
    const step = (label: string, name: string, run: () => void) => h("button", { type: "button", class: "save", "aria-label": name, title: name, click: run }, label);
    const told = points.reduce((n, p) => n + p.place.events, 0), total = page.rows.reduce((n, p) => n + p.events, 0), days_ = h("div");
    box.replaceChildren(h("div", { class: "bar" }, h("span", {}, h("strong", {}, `${total.toLocaleString()} events`), h("span", { class: "dim" }, ` with a country, ${told.toLocaleString()} of them at a place in it`)),
        h("span", { class: "key" }, ["up", "both", "down"].map((c, i) => h("span", {}, h("i", { class: `swatch ${c}` }), ["cooperation", "mixed", "conflict"][i]))),
        h("div", { class: "saver", role: "group", "aria-label": "Zoom" }, step("−", "Farther", () => select(svg).call(zoomer.scaleBy, 0.5)), step("+", "Nearer", () => select(svg).call(zoomer.scaleBy, 2)), step("All", "All of the world", () => select(svg).call(zoomer.transform, zoomIdentity))),
        saver("places", "places", () => svg)), svg, days_, h("p", { class: "dim note" }, "Drag moves the map, Ctrl or Shift with the wheel zooms."), beside);
    void daysStrip(days_, width).catch(() => undefined);
}
