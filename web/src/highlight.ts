// Report text with the words of an event marked by role.  Offsets are UTF-8 bytes; text becomes text
// nodes only.  Where marks overlap the shorter one wins.
import { h } from "./dom";
import { RecordJson } from "./api";

export type Role = "actor" | "act" | "recipient" | "time" | "place" | "source" | "telling" | "other";
export interface Stretch { start: number; end: number; role: Role; label: string; event?: number }

const encoder = new TextEncoder(), decoder = new TextDecoder();
export const bytes = (text: string): Uint8Array => encoder.encode(text);

/// Where the words stand in the bytes from `from` to `to`; -1 = nowhere.
function find(text: Uint8Array, words: string, from: number, to: number): number {
    const at = words === "" ? -1 : decoder.decode(text.subarray(from, to)).indexOf(words);
    return at < 0 ? -1 : from + bytes(decoder.decode(text.subarray(from, to)).slice(0, at)).length;
}

/// The stretches of a record: who, whom, the act's words, place, source, and every telling.
export function stretches(text: Uint8Array, r: RecordJson, when = "", event?: number): Stretch[] {
    const found: Stretch[] = [];
    const put = (start: number, end: number, role: Role, label: string) => {
        if (end > start && end <= text.length) found.push({ start, end, role, label, event });
    };
    const search = (words: string, role: Role, label: string) => {
        for (const t of r.tellings) {
            const at = find(text, words, t.start, t.end);
            if (at >= 0) put(at, at + bytes(words).length, role, label);
        }
    };
    // Of stretches of one length the first one shows: who and whom before where.
    r.actor.forEach((a) => put(a.start, a.end, "actor", `actor: ${a.name} ${a.code} ${a.sector}, by ${a.via}`));
    r.recipient.forEach((a) => put(a.start, a.end, "recipient", `recipient: ${a.name} ${a.code} ${a.sector}, by ${a.via}`));
    search(r.event_text, "act", `act: ${r.act}${r.mode.length ? " · " + r.mode.join(", ") : ""}`);
    search(when, "time", `when: ${r.date}`);
    search(r.event_loc.extracted_place, "place", `where: ${r.event_loc.resolved_place}`);
    [...r.said_by, ...r.tellings.flatMap((t) => t.said_by)].forEach((a) => put(a.start, a.end, "source", `source: ${a.name}`));
    r.tellings.forEach((t) => put(t.start, t.end, "telling", `told here${t.post ? " by " + t.post.author : ""}`));
    return found;
}

/// The text with its marks; each mark but tellings can be reached by keyboard.
export function marked(text: Uint8Array, marks: Stretch[], from = 0, to = text.length): HTMLElement {
    const cuts = new Set([from, to]);
    for (const m of marks) {
        if (m.start > from && m.start < to) cuts.add(m.start);
        if (m.end > from && m.end < to) cuts.add(m.end);
    }
    const order = [...cuts].sort((a, b) => a - b);
    const node = h("div", { class: "words", dir: "auto" });
    let last: HTMLElement | null = null, lastMark: Stretch | undefined;
    for (let i = 0; i + 1 < order.length; i++) {
        const piece = decoder.decode(text.subarray(order[i], order[i + 1]));
        const over = marks.filter((m) => m.start <= order[i] && m.end >= order[i + 1]);
        const best = over.reduce<Stretch | undefined>((a, b) => (!a || b.end - b.start < a.end - a.start ? b : a), undefined);
        if (!best) {
            node.append(piece);
        } else if (best === lastMark && last) {
            last.append(piece);
        } else {
            const told = over.some((m) => m.role === "telling");
            const mark: HTMLElement = h("mark", {
                class: `role-${best.role}${told ? " told" : ""}`, "data-tip": best.label,
                tabindex: best.role === "telling" || best.role === "other" ? null : 0, "data-event": best.event,
                "data-role": best.role,
            }, piece);
            node.append(mark);
            last = mark;
        }
        lastMark = best;
    }
    return node;
}

/// Arrow keys, or n and p, walk from one mark to the next inside the box.
export function walkable(box: HTMLElement): void {
    box.addEventListener("keydown", (e) => {
        const step = ["ArrowRight", "ArrowDown", "n"].includes(e.key) ? 1 : ["ArrowLeft", "ArrowUp", "p"].includes(e.key) ? -1 : 0;
        const all = [...box.querySelectorAll<HTMLElement>("mark[tabindex]")];
        const at = all.indexOf(document.activeElement as HTMLElement);
        if (step !== 0 && at >= 0 && !e.ctrlKey && !e.metaKey) {
            e.preventDefault();
            all[(at + step + all.length) % all.length].focus();
        }
    });
}

/// Lights the words of a role, while the fact that they tell is pointed at.
export function light(box: HTMLElement, role: Role, on: boolean): void {
    box.querySelectorAll(`mark.role-${role}`).forEach((m) => m.classList.toggle("lit", on));
}

export const legend = (): HTMLElement =>
    h("div", { class: "legend", "aria-label": "Colours of the words" },
        ["actor", "act", "recipient", "time", "place", "source"].map((r) => h("span", { class: `role-${r}` }, r)));
