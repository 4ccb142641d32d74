// What is shown stands in the address, so that a view can be shared and the browser's buttons work.
export const filterNames = ["actor", "other", "since", "until", "act", "status", "quad", "in", "said-by", "story", "undated"] as const;
export type FilterName = (typeof filterNames)[number];
export type View = "timeline" | "map" | "dyads" | "stories" | "trends" | "reports" | "search" | "paste";
export const views: [View, string][] = [
    ["timeline", "Timeline"], ["map", "Map"], ["dyads", "Dyads"], ["stories", "Stories"],
    ["trends", "Trends"], ["reports", "Reports"], ["paste", "Paste a report"],
];

type Listener = (changed: Set<string>, quiet: boolean) => void;
const listeners: Listener[] = [];
let current = new URLSearchParams(location.search);

export const get = (name: string): string => current.get(name) ?? "";
export const view = (): View => (get("view") || "timeline") as View;

/// The address with some parameters changed ("" takes one away).
export function href(changes: Record<string, string>): string {
    const next = new URLSearchParams(current);
    for (const [name, value] of Object.entries(changes)) {
        if (value === "") next.delete(name);
        else next.set(name, value);
    }
    const text = next.toString();
    return text === "" ? "./" : "?" + text;
}

function tell(before: URLSearchParams, quiet = false): void {
    const names = new Set([...before.keys(), ...current.keys()]);
    const changed = new Set([...names].filter((n) => before.get(n) !== current.get(n)));
    listeners.forEach((l) => l(changed, quiet));
}

export function go(address: string): void {
    const before = current;
    history.pushState(null, "", address);
    current = new URLSearchParams(location.search);
    tell(before);
}

export const set = (changes: Record<string, string>): void => go(href(changes));
/// The address alone: the view that says so shows it already.
export function quietly(changes: Record<string, string>, stay: boolean): void {
    const before = current, address = href(changes);
    if (new URLSearchParams(address.slice(1)).toString() === current.toString()) return;
    if (stay) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    current = new URLSearchParams(location.search);
    tell(before, true);
}
export const onChange = (l: Listener): void => void listeners.push(l);

window.addEventListener("popstate", () => {
    const before = current;
    current = new URLSearchParams(location.search);
    tell(before);
});

/// Clicks on links of this page do not load it anew.
document.addEventListener("click", (e) => {
    const link = (e.target as Element).closest?.("a[href^='?'], a[href='./']");
    if (link && !e.ctrlKey && !e.metaKey && !e.shiftKey && e.button === 0) {
        e.preventDefault();
        go(link.getAttribute("href")!);
    }
});

/// The filters as parameters of the API.
export function filters(): URLSearchParams {
    const p = new URLSearchParams();
    for (const name of filterNames) {
        if (get(name) !== "") p.set(name, get(name));
    }
    return p;
}
