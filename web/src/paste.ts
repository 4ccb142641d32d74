// The paste box: a report is coded at once by the library; nothing is stored.
import { code } from "./api";
import { coded } from "./report";
import { h, say } from "./dom";
import { recordFiles } from "./save";

const example = "RABAT, Sept 14 2023 - Spanish Foreign Minister José Manuel Albares arrived in Rabat on Thursday and met his Moroccan counterpart Nasser Bourita. The two ministers signed an agreement on migration.";

export function paste(box: HTMLElement): void {
    const text = h("textarea", { id: "paste-text", rows: 9, dir: "auto", maxlength: 250000, placeholder: "Paste a news report here, or drop a text file." });
    const published = h("input", { id: "paste-day", type: "date" }), publisher = h("input", { id: "paste-publisher", type: "text", maxlength: 80 }), result = h("div", { class: "result", "aria-live": "polite" });
    const run = async () => {
        result.replaceChildren(h("p", { class: "dim" }, "Coding…"));
        try {
            const c = await code(text.value, published.value, publisher.value);
            result.replaceChildren(h("div", { class: "bar" }, h("h2", {}, `${c.records.length} events`), h("div", { class: "saver", role: "group", "aria-label": "Save" }, h("span", {}, "Save"), recordFiles("events", c.records))), coded(c.report.text, c.records.map((json) => ({ json })), c.why));
            say(`${c.records.length} events`);
        } catch (e) {
            result.replaceChildren(h("p", { class: "fault", role: "alert" }, (e as Error).message));
        }
    };
    const take = async (file: File | undefined) => { if (file) { text.value = await file.text(); await run(); } };
    text.addEventListener("dragover", (e) => e.preventDefault());
    text.addEventListener("drop", (e) => { if (e.dataTransfer?.files.length) { e.preventDefault(); void take(e.dataTransfer.files[0]); } });
    text.addEventListener("keydown", (e) => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) void run(); });
    box.replaceChildren(h("div", { class: "paste" }, h("label", { for: "paste-text" }, "A report's text"), text, h("div", { class: "row" },
        h("label", { for: "paste-day" }, "Published ", published), h("label", { for: "paste-publisher" }, "Publisher ", publisher), h("label", { class: "file" }, "File ", h("input", { type: "file", accept: ".txt,text/plain", change: (e: Event) => void take((e.target as HTMLInputElement).files?.[0]) })),
        h("button", { type: "button", class: "primary", click: () => void run() }, "Code it"), h("button", { type: "button", click: () => { text.value = example; void run(); } }, "Try an example")),
    h("p", { class: "dim note" }, "Coded on this machine by the library, as dateline code does. Nothing is stored or sent elsewhere. Ctrl+Enter codes.")), result);
}
