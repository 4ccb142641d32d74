// What a view shows, as a file: rows from the API, drawings from the page.
import { Child, h } from "./dom";
import { RecordJson, url } from "./api";

const properties = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "opacity",
    "font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline", "display"];

/// A copy of the drawing that stands by itself: computed styles become attributes.
function standalone(svg: SVGSVGElement): string {
    const copy = svg.cloneNode(true) as SVGSVGElement;
    const from = [svg, ...svg.querySelectorAll("*")], to = [copy, ...copy.querySelectorAll("*")];
    from.forEach((node, i) => {
        const style = getComputedStyle(node);
        for (const name of properties) to[i].setAttribute(name, style.getPropertyValue(name));
        to[i].removeAttribute("class");
        to[i].removeAttribute("style");
    });
    const box = svg.getBoundingClientRect();
    copy.setAttribute("width", String(box.width));
    copy.setAttribute("height", String(box.height));
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    ground.setAttribute("width", "100%");
    ground.setAttribute("height", "100%");
    ground.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
    copy.prepend(ground);
    return new XMLSerializer().serializeToString(copy);
}

function give(blob: Blob, name: string): void {
    const link = h("a", { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function savePng(svg: SVGSVGElement, name: string): void {
    const image = new Image(), box = svg.getBoundingClientRect();
    image.onload = () => {
        const canvas = h("canvas", { width: Math.ceil(box.width * 2), height: Math.ceil(box.height * 2) });
        const pen = canvas.getContext("2d")!;
        pen.scale(2, 2);
        pen.drawImage(image, 0, 0);
        canvas.toBlob((blob) => blob && give(blob, name + ".png"), "image/png");
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(standalone(svg));
}

const cell = (t: string): string => (/[",\r\n]/.test(t) ? `"${t.replace(/"/g, '""')}"` : t);
/// Records that the page holds as CSV and JSONL.
export function recordFiles(name: string, records: RecordJson[]): Child[] {
    const line = (r: RecordJson): string => [r.date, r.enddate, r.act, r.mode.join(" "), r.status, r.actor.map((a) => a.name || a.code).join("; "), r.recipient.map((a) => a.name || a.code).join("; "),
        r.event_loc.resolved_place, r.event_loc.country, r.said_by.map((a) => a.name ?? "").join(" < "), r.text].map((x) => cell(String(x))).join(",");
    const save = (label: string, type: string, text: () => string) =>
        h("button", { type: "button", class: "save", click: () => give(new Blob([text()], { type }), `${name}.${label.toLowerCase()}`) }, label);
    return [save("CSV", "text/csv", () => ["date,enddate,act,mode,status,who,whom,where,country,said_by,words", ...records.map(line)].join("\r\n") + "\r\n"),
        save("JSONL", "application/jsonl", () => records.map((r) => JSON.stringify(r) + "\n").join(""))];
}

/// Buttons that save a drawing; none where there is nothing to draw.
export function drawings(name: string, svg: () => SVGSVGElement | null): Child[] {
    const drawn = (label: string, run: (d: SVGSVGElement) => void) =>
        h("button", { type: "button", class: "save", click: () => { const d = svg(); if (d) run(d); } }, label);
    return svg() === null ? [] : [drawn("SVG", (d) => give(new Blob([standalone(d)], { type: "image/svg+xml" }), name + ".svg")), drawn("PNG", (d) => savePng(d, name))];
}

/// Links and buttons that save the view: rows of `path`, and the drawing when there is one.
export function saver(path: string, name: string, svg: () => SVGSVGElement | null, more: Record<string, string> = {}, filtered = true): HTMLElement {
    const rows = (format: string) =>
        h("a", { href: url(path, { ...more, format }, filtered), download: `${name}.${format}`, class: "save" }, format.toUpperCase());
    return h("div", { class: "saver", role: "group", "aria-label": "Save this view" }, h("span", {}, "Save"), rows("csv"), rows("jsonl"), drawings(name, svg));
}
