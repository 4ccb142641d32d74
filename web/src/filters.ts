// The filter row: each field is a parameter of the address.
import { acts, quadWords, statuses, statusWords } from "./acts";
import { h } from "./dom";
import { FilterName, filterNames, get, set } from "./state";

const field = (name: FilterName, label: string, more: Record<string, string>): HTMLElement =>
    h("label", { class: `field f-${name}` }, h("span", {}, label), h("input", { name, value: get(name), autocomplete: "off", ...more, change: (e: Event) => set({ [name]: (e.target as HTMLInputElement).value.trim() }) }));
const choice = (name: FilterName, label: string, options: [string, string][]): HTMLElement =>
    h("label", { class: `field f-${name}` }, h("span", {}, label), h("select", { name, change: (e: Event) => set({ [name]: (e.target as HTMLSelectElement).value }) },
        [["", "any"] as [string, string], ...options].map(([value, text]) => h("option", { value, selected: value === get(name) }, text))));

/// A filter without a field, which a click takes away.
const chip = (name: FilterName, words: string): HTMLElement | false =>
    get(name) !== "" && h("button", { type: "button", class: "chip", "aria-label": `${words}: take away`, click: () => set({ [name]: "" }) }, words, " ×");

export function filterRow(): HTMLElement {
    const any = filterNames.some((n) => get(n) !== "");
    const open = innerWidth > 760;
    return h("details", { class: "fold", open }, h("summary", {}, any ? "Filters (some are set)" : "Filters"), h("form", { class: "filters", role: "search", "aria-label": "Filters", submit: (e: Event) => e.preventDefault() },
        field("actor", "Actor", { placeholder: "ISR, minister…" }), field("other", "With", { placeholder: "MAR" }),
        field("since", "From", { type: "date" }), field("until", "To", { type: "date" }),
        choice("act", "Act", acts.map((a) => [a, a.toLowerCase()])), choice("quad", "Kind", quadWords.slice(1).map((w, i) => [String(i + 1), w])),
        choice("status", "Status", statuses.map((x) => [x, statusWords[x]])), field("in", "In", { placeholder: "FRA, Rabat…", maxlength: "80" }), field("said-by", "On the word of", { placeholder: "Reuters" }),
        chip("story", "of one story"), chip("undated", "without a date"),
        any && h("button", { type: "button", class: "clear", click: () => set(Object.fromEntries(filterNames.map((n) => [n, ""]))) }, "Clear")));
}
