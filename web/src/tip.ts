// A note beside what is pointed at or focused: whatever has a data-tip shows it, to mouse and keyboard
// alike.  The words are also in the element's name, so screen readers need no note.
import { h } from "./dom";

const note = h("div", { class: "tip", hidden: true, "aria-hidden": "true", dir: "auto" });
let shown: Element | null = null;

function hide(): void {
    note.hidden = true;
    shown = null;
}

function show(target: Element): void {
    const text = target.getAttribute("data-tip");
    if (!text) return hide();
    shown = target;
    note.replaceChildren(...text.split("\n").map((line, i) => h(i === 0 ? "strong" : "span", {}, line)));
    note.hidden = false;
    const at = target.getBoundingClientRect(), own = note.getBoundingClientRect();
    const left = Math.max(6, Math.min(innerWidth - own.width - 6, at.left + at.width / 2 - own.width / 2));
    const above = at.top - own.height - 8;
    note.style.left = `${left}px`;
    note.style.top = `${above > 4 ? above : Math.min(innerHeight - own.height - 4, at.bottom + 8)}px`;
}

export function tips(): void {
    document.body.append(note);
    const of = (e: Event): Element | null => (e.target as Element).closest?.("[data-tip]") ?? null;
    document.addEventListener("pointerover", (e) => { const t = of(e); if (t) show(t); else if (shown) hide(); });
    document.addEventListener("focusin", (e) => { const t = of(e); if (t) show(t); else hide(); });
    document.addEventListener("keydown", (e) => e.key === "Escape" && hide());
    for (const name of ["scroll", "pointerdown"]) document.addEventListener(name, hide, { capture: true, passive: true });
}
