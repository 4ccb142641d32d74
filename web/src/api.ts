// The API's answers and how they are fetched.
import { filters } from "./state";

export interface Party { role: "actor" | "recipient"; code: string; sector: string; name: string; office: string }
export interface Mark {
    event: number; date: string; enddate: string; date_precision: string; act: string; mode: string;
    status: string; quad_code: number; goldstein: number; event_scale: number; confidence: number;
    parties: Party[]; country: string; place: string; latitude: number | ""; longitude: number | "";
    nreports: number; nsources: number; ntellings: number; words: string;
}
export interface Span { start: number; end: number; name?: string; code?: string; sector?: string }
export interface Telling { start: number; end: number; said_by: Span[]; post: null | { author: string; name: string; date: string } }
export interface RecordJson {
    id: string; date: string; enddate: string; act: string; mode: string[]; status: string; quad_code: number;
    cameo: string; context: string[]; goldstein: number; confidence: number;
    actor: (Span & { office: string; via: string; entity_text: string })[];
    recipient: (Span & { office: string; via: string; entity_text: string })[];
    said_by: Span[]; event_text: string; text: string; text_info: { start: number; end: number };
    event_loc: { country: string; resolved_place: string; extracted_place: string };
    tellings: Telling[];
}
export interface StoredRecord {
    report: number; doc: string; publisher: string; published: string; title: string; kind: string;
    origin: string; json: RecordJson;
}
export interface Contradiction { event: number; date: string; enddate: string; act: string; status: string; words: string; publishers: string }
export interface Source { origin: string; kind: string; publisher: string; published: string; doc: string; said_by: string; part: string }
export interface Card { event: Mark[]; records: StoredRecord[]; sources: Source[]; contradictions: Contradiction[] }
export interface Report { report: number; doc: string; published: string; publisher: string; title: string; url: string; language: string; coder: string; text: string }
export interface ReportAnswer { report: Report[]; records: { event: number; record: string; json: RecordJson }[] }
export interface Dyad { one: string; other: string; events: number; goldstein: number }
export interface Lane { period: string; act: string; events: number }
export interface Place { place: string; country: string; events: number; conflict: number; first: string; last: string; latitude: number | ""; longitude: number | "" }
export interface Spread { report: number; published: string; publisher: string; doc: string; title: string; beginning: string; events: number; copy_of: number | ""; likeness: number | ""; relays: string }
export interface Story { story: number; title: string; first: string; last: string; reports: number; publishers: number; events: number; news: string }
export interface Actor { code: string; sector: string; name: string; office: string; role: string; events: number; first: string; last: string }
export interface Period { period: string; events: number; cooperation: number; conflict: number; net: number; goldstein: number | "" }
export interface Summary { events: number; first: string; last: string; newest: number; reports: number; rejects: number }
export interface Page<T> { rows: T[]; next: null | Record<string, string | number> }
export interface Coded { report: { doc: string; language: string; text: string }; records: RecordJson[]; why: string }

export class Problem extends Error {}

async function read<T>(response: Response): Promise<T> {
    if (!response.ok) {
        const problem = await response.json().catch(() => ({ detail: response.statusText }));
        throw new Problem(problem.detail ?? "the server gave no answer");
    }
    return (await response.json()) as T;
}

export const url = (path: string, more: Record<string, string> = {}, filtered = true): string => {
    const p = filtered ? filters() : new URLSearchParams();
    for (const [name, value] of Object.entries(more)) p.set(name, value);
    return "api/v1/" + path + (p.size > 0 ? "?" + p : "");
};
export const ask = async <T>(path: string, more: Record<string, string> = {}, filtered = true): Promise<T> =>
    read<T>(await fetch(url(path, more, filtered)));
export const code = async (text: string, published: string, publisher: string): Promise<Coded> => {
    const p = new URLSearchParams();
    if (published) p.set("published", published);
    if (publisher) p.set("publisher", publisher.slice(0, 80));
    return read<Coded>(await fetch("api/v1/code?" + p, { method: "POST", body: text, headers: { "Content-Type": "text/plain" } }));
};
