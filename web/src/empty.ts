// What stands where nothing is to be shown: why, and what can be done.
import { ask, Page, Summary } from "./api";
import { quadWords, statusWords } from "./acts";
import { Child, h } from "./dom";
import { FilterName, filterNames, get, href } from "./state";

const labels: Record<FilterName, string> = {
    actor: "Actor", other: "With", since: "From", until: "To", act: "Act", status: "Status", quad: "Kind", in: "In", "said-by": "On the word of", story: "Story", undated: "Without a date",
};
const shown = (name: FilterName): string =>
    name === "quad" ? quadWords[+get(name)] ?? get(name) : name === "status" ? statusWords[get(name)] ?? get(name) : get(name);

export async function empty(): Promise<HTMLElement> {
    const { rows } = await ask<Page<Summary>>("summary", {}, false), set = filterNames.filter((n) => get(n) !== "");
    if (rows[0].events === 0) return firstSteps(rows[0]);
    const without = set.map((n) => h("li", {}, h("a", { href: href({ [n]: "" }) }, `without ${labels[n].toLowerCase()} “${shown(n)}”`)));
    const who = get("actor") || get("other"), hints: Child[] = [
        (get("actor") || get("other")) && h("li", {}, "An actor is a code (", h("a", { href: href({ actor: "ISR", other: "" }) }, "ISR"), ") or part of a name (", h("a", { href: href({ actor: "minister", other: "" }) }, "minister"), "). ",
            h("a", { href: href({ view: "search", q: who }) }, `Search for “${who}”`), "."),
        get("in") && h("li", {}, "A place is a country's code of three letters (FRA) or part of a place's name (Rabat)."),
        get("said-by") && h("li", {}, "A source is part of the name of who said it: Reuters, ministry, Hamas."),
        (get("since") || get("until")) && h("li", {}, `The ledger's events lie between ${rows[0].first} and ${rows[0].last}.`),
        get("actor") && get("other") && h("li", {}, "Two actors show what happened between them, whoever began."),
    ];
    return h("div", { class: "empty" }, h("h2", {}, set.length > 0 ? "Nothing fits these filters" : "Nothing to show here"),
        set.length > 0 && [h("p", {}, `The ledger has ${rows[0].events.toLocaleString()} events. Look`), h("ul", {}, without, set.length > 1 && h("li", {}, h("a", { href: href(Object.fromEntries(filterNames.map((n) => [n, ""]))) }, "at everything")))],
        h("ul", {}, hints));
}

function firstSteps(x: Summary): HTMLElement {
    return h("div", { class: "empty" }, h("h2", {}, "The ledger is empty"),
        x.reports > 0 ? h("p", {}, `It has ${x.reports} reports, but no event was found in them. `, h("a", { href: "?view=reports" }, "Look at the reports")) : h("p", {}, "Fill it with reports — text, JSON lines, feeds, web pages, archives:"),
        h("pre", {}, h("code", {}, "dateline ingest --ledger FILE reports/")), h("p", {}, "Events show here as they are stored; the page need not be loaded again. To see what the coder makes of one report, ", h("a", { href: "?view=paste" }, "paste it"), "."));
}
