// The frame of the page: head, filters, the chosen view, and the card beside it.
import "./style.css";
import { ask, Page, Summary } from "./api";
import { card } from "./card";
import { dyads } from "./dyads";
import { Child, h, say } from "./dom";
import { filterRow } from "./filters";
import { reports, search, stories, trends } from "./lists";
import { map } from "./map";
import { paste } from "./paste";
import { report } from "./report";
import { forget } from "./series";
import { filterNames, get, href, onChange, set, View, view, views } from "./state";
import { timeline } from "./timeline";
import { tips } from "./tip";

const shows: Record<View, (box: HTMLElement) => Promise<void> | void> = { timeline, map, dyads, stories, trends, reports, search, paste };
const root = document.getElementById("page")!;
const nav = h("nav", { "aria-label": "Views" }), filterBox = h("div"), main = h("main", { id: "view", tabindex: -1 }), aside = h("aside", { id: "card", "aria-label": "Event or report", hidden: true });
const facts = h("span", { class: "facts-line" }), searchBox = h("input", { type: "search", name: "q", placeholder: "Search actors and words", "aria-label": "Search actors and words" });
const fresh = h("button", { type: "button", class: "fresh", hidden: true, click: () => { fresh.hidden = true; forget(); void draw(); } }, "New events: show them");

function theme(wanted?: string): void {
    const kept = wanted ?? localStorage.getItem("theme") ?? "";
    if (kept) document.documentElement.dataset.theme = kept;
    if (wanted) localStorage.setItem("theme", wanted);
}
const dark = (): boolean => (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

function fault(box: HTMLElement, e: unknown): void {
    box.replaceChildren(h("p", { class: "fault", role: "alert" }, `This cannot be shown: ${(e as Error).message}`) as Node);
}

function head(quiet = false): void {
    nav.replaceChildren(...views.map(([name, label]) => h("a", { href: href({ view: name === "timeline" ? "" : name, event: "", report: "" }), "aria-current": view() === name ? "page" : null }, label)));
    if (!(quiet && filterBox.contains(document.activeElement))) filterBox.replaceChildren(view() === "paste" ? "" : filterRow());
    searchBox.value = get("q");
    document.title = `${views.find(([v]) => v === view())?.[1] ?? "Search"} · Dateline`;
}

let turn = 0;
async function draw(): Promise<void> {
    const mine = ++turn, box = h("div", { class: `view-${view()}` });
    head();
    main.setAttribute("aria-busy", "true");
    main.replaceChildren(box);
    try {
        await (shows[view()] ?? timeline)(box);
    } catch (e) {
        if (mine === turn) fault(box, e);
    }
    if (mine === turn) main.setAttribute("aria-busy", "false");
}

async function drawCard(): Promise<void> {
    const event = get("event"), number = get("report"), box = h("div", { class: "card-body" });
    aside.hidden = event === "" && number === "";
    document.body.classList.toggle("with-card", !aside.hidden);
    document.body.classList.toggle("with-report", number !== "" && event === "");
    if (aside.hidden) return aside.replaceChildren();
    const wide = h("button", { type: "button", class: "close", "aria-label": "Close", click: () => set({ event: "", report: "" }) }, "×");
    aside.replaceChildren(wide, box);
    aside.setAttribute("aria-busy", "true");
    await (event !== "" ? card(box, event) : report(box, number)).catch((e) => fault(box, e));
    aside.setAttribute("aria-busy", "false");
}

async function summary(): Promise<void> {
    const { rows } = await ask<Page<Summary>>("summary", {}, false);
    const x = rows[0];
    facts.textContent = `${x.events.toLocaleString()} events from ${x.reports.toLocaleString()} reports`;
    if (x.events === 0) say("The ledger is empty");
}

function listen(): void {
    const stream = new EventSource("api/v1/news");
    let known = -1;
    stream.addEventListener("events", (e) => {
        const newest = (JSON.parse((e as MessageEvent<string>).data) as { newest: number }).newest;
        if (known >= 0 && newest !== known) { fresh.hidden = false; void summary(); }
        known = newest;
    });
}

theme();
tips();
const toggle = h("button", { type: "button", class: "theme", "aria-label": "Dark or light", click: () => theme(dark() ? "light" : "dark") }, "◐");
root.append(h("a", { class: "skip", href: "#view" }, "Skip to the view"),
    h("header", { class: "top" }, h("a", { href: "./", class: "brand" }, "Dateline"), facts, fresh,
        h("form", { class: "search", submit: (e: Event) => { e.preventDefault(); set({ view: "search", q: searchBox.value.trim(), event: "", report: "" }); } }, searchBox), h("a", { href: "api", class: "dim api" }, "API"), toggle),
    nav, filterBox, h("div", { class: "stage" }, main, aside), h("div", { id: "live", role: "status", "aria-live": "polite", class: "unseen" }) as Child as Node);
onChange((changed, quiet) => {
    const watched = ["view", "q", "window", "least", ...filterNames];
    if (!quiet && watched.some((n) => changed.has(n))) void draw();
    else head(quiet);
    if (changed.has("event") || changed.has("report")) void drawCard();
});
document.addEventListener("keydown", (e) => {
    const typing = (e.target as Element).matches?.("input, textarea, select");
    if (e.key === "Escape" && !aside.hidden) set({ event: "", report: "" });
    if (e.key === "/" && !typing) { e.preventDefault(); searchBox.focus(); }
});
let width = innerWidth;
addEventListener("resize", () => { if (Math.abs(innerWidth - width) > 40) { width = innerWidth; if (view() !== "paste") void draw(); } });
void draw();
void drawCard();
void summary().catch(() => undefined);
listen();
