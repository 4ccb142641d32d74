// PLOVER's types in the order in which the timeline shows them: cooperation above the line, conflict
// below, the material ones farther from it.
import { Mark, Party } from "./api";

export const cooperation = ["COOPERATE", "AID", "RETREAT", "SUPPORT", "CONCEDE", "AGREE", "CONSULT"];
export const conflict = ["REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"];
export const acts = [...cooperation, ...conflict];
export const statuses = ["actual", "ongoing", "future", "hypothetical", "negated"];
export const statusWords: Record<string, string> = {
    actual: "happened", ongoing: "going on", future: "planned", hypothetical: "possible", negated: "denied",
};
export const quadOfAct = (act: string): number => (["CONSULT", "AGREE", "CONCEDE", "SUPPORT"].includes(act) ? 1 : cooperation.includes(act) ? 2 : ["REQUEST", "ACCUSE", "REJECT", "THREATEN"].includes(act) ? 3 : 4);
export const quadWords = ["", "Verbal cooperation", "Material cooperation", "Verbal conflict", "Material conflict"];

export const partyText = (p: Party): string =>
    (p.name || p.code || "unknown") + (p.code && p.name !== p.code ? ` (${p.code}${p.sector ? " " + p.sector : ""})` : "");
export const side = (m: Mark, role: Party["role"]): string =>
    m.parties.filter((p) => p.role === role).map((p) => p.name || p.code || "unknown").join(", ");
export const codes = (m: Mark, role: Party["role"]): string =>
    [...new Set(m.parties.filter((p) => p.role === role).map((p) => p.code || p.sector || "?"))].join(" ");
export const days = (m: { date: string; enddate: string }): string =>
    m.date === "" ? "no date" : m.enddate === "" || m.enddate === m.date ? m.date : `${m.date} – ${m.enddate}`;
export const actText = (m: { act: string; mode: string }): string => m.act.toLowerCase() + (m.mode ? ` · ${m.mode}` : "");
export const sentence = (m: Mark): string =>
    `${side(m, "actor") || "somebody"} ${m.act.toLowerCase()} ${side(m, "recipient")}, ${days(m)}, ${statusWords[m.status] ?? m.status}`;
