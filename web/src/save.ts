// What a view shows, as a file: rows from the API, drawings from the page.
import { h } from "./dom";
import { url } from "./api";

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

/// Links and buttons that save the view: rows of `path`, and the drawing when there is one.
export function saver(path: string, name: string, svg: () => SVGSVGElement | null, more: Record<string, string> = {}): HTMLElement {
    const rows = (format: string) =>
        h("a", { href: url(path, { ...more, format }), download: `${name}.${format}`, class: "save" }, format.toUpperCase());
    const drawn = (label: string, run: (d: SVGSVGElement) => void) =>
        h("button", { type: "button", class: "save", click: () => { const d = svg(); if (d) run(d); } }, label);
    return h("div", { class: "saver", role: "group", "aria-label": "Save this view" }, h("span", {}, "Save"), rows("csv"), rows("jsonl"),
        drawn("SVG", (d) => give(new Blob([standalone(d)], { type: "image/svg+xml" }), name + ".svg")),
        drawn("PNG", (d) => savePng(d, name)));
}
