// Events at their places.  Places that lie together on the screen are one circle, which opens as one
// zooms in; its colour leans to cooperation or conflict.
import { geoNaturalEarth1, geoPath, geoGraticule10 } from "d3-geo";
import { select } from "d3-selection";
import { zoom, zoomIdentity, ZoomTransform } from "d3-zoom";
import { feature } from "topojson-client";
import world from "world-atlas/countries-110m.json";
import { ask, Mark, Page } from "./api";
import { actText, days, side } from "./acts";
import { h, s, say } from "./dom";
import { saver } from "./save";
import { href } from "./state";
import { empty } from "./timeline";

interface Cluster { x: number; y: number; marks: Mark[] }
const REACH = 26;

/// Greedy: each event joins the first circle that is near on the screen.
function cluster(points: { x: number; y: number; mark: Mark }[], t: ZoomTransform): Cluster[] {
    const found: Cluster[] = [], grid = new Map<string, Cluster>();
    for (const p of points) {
        const [x, y] = t.apply([p.x, p.y]), at = `${Math.round(x / REACH)},${Math.round(y / REACH)}`;
        const near = grid.get(at);
        if (near) {
            near.x = (near.x * near.marks.length + x) / (near.marks.length + 1);
            near.y = (near.y * near.marks.length + y) / (near.marks.length + 1);
            near.marks.push(p.mark);
        } else {
            const made = { x, y, marks: [p.mark] };
            grid.set(at, made);
            found.push(made);
        }
    }
    return found.sort((a, b) => b.marks.length - a.marks.length);
}

function list(c: Cluster): HTMLElement {
    const places = [...new Set(c.marks.map((m) => m.place || m.country))].slice(0, 6).join(", ");
    return h("div", {}, h("h2", {}, `${c.marks.length} events: ${places}`), h("ul", { class: "plain" }, c.marks.slice(0, 60).map((m) =>
        h("li", {}, h("span", { class: "num" }, days(m)), " ", h("a", { href: href({ event: String(m.event) }), class: `act quad${m.quad_code}` }, actText(m)), " ",
            side(m, "actor"), side(m, "recipient") ? " → " + side(m, "recipient") : ""))));
}

export async function map(box: HTMLElement): Promise<void> {
    const page = await ask<Page<Mark>>("events", { limit: "5000" });
    const located = page.rows.filter((m) => m.latitude !== "" && m.longitude !== "");
    if (located.length === 0) return void box.append(empty());
    const width = Math.max(340, box.clientWidth), height = Math.min(600, width * 0.52);
    const projection = geoNaturalEarth1().fitSize([width, height], { type: "Sphere" }), path = geoPath(projection);
    const svg = s("svg", { class: "map", width, height, role: "group", "aria-label": "Events at their places" });
    const land = s("g", {}), dots = s("g", {}), side = h("div", { class: "beside", "aria-live": "polite" }, h("p", { class: "dim" }, "Choose a circle to list its events. Drag moves the map, the wheel zooms."));
    const topology = world as unknown as Parameters<typeof feature>[0];
    const countries = feature(topology, topology.objects.countries) as unknown as GeoJSON.FeatureCollection;
    land.append(s("path", { class: "graticule", d: path(geoGraticule10()) ?? "" }), s("path", { class: "land", d: path(countries) ?? "" }));
    svg.append(land, dots);
    const points = located.map((mark) => { const [x, y] = projection([mark.longitude as number, mark.latitude as number]) ?? [0, 0]; return { x, y, mark }; });
    const draw = (t: ZoomTransform) => {
        land.setAttribute("transform", t.toString());
        land.setAttribute("stroke-width", String(0.6 / t.k));
        dots.replaceChildren(...cluster(points, t).map((c) => {
            const conflict = c.marks.filter((m) => m.quad_code > 2).length / c.marks.length, r = 5 + 2.6 * Math.sqrt(c.marks.length);
            const open = () => { side.replaceChildren(list(c)); say(`${c.marks.length} events`); };
            return s("g", { class: `cluster ${conflict > 0.6 ? "down" : conflict < 0.4 ? "up" : "both"}`, tabindex: 0, role: "button", transform: `translate(${c.x},${c.y})`,
                "aria-label": `${c.marks.length} events, ${c.marks[0].place || c.marks[0].country}`, click: open,
                keydown: (e: KeyboardEvent) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); open(); } } },
            s("title", {}, [...new Set(c.marks.map((m) => m.place || m.country))].slice(0, 8).join(", ")), s("circle", { r }),
            c.marks.length > 1 && s("text", { "text-anchor": "middle", dy: "0.35em" }, c.marks.length));
        }));
    };
    select(svg).call(zoom<SVGSVGElement, unknown>().scaleExtent([1, 60]).translateExtent([[0, 0], [width, height]]).on("zoom", (e) => draw(e.transform)));
    draw(zoomIdentity);
    box.replaceChildren(h("div", { class: "bar" }, h("span", { class: "dim" }, `${located.length} of ${page.rows.length} events have a place`), saver("events", "places", () => svg)), svg, side);
}
