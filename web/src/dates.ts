// Days, periods and the stretch of time that is worth looking at.
import { utcFormat } from "d3-time-format";

export const day = 86400000;
export type Step = "day" | "week" | "month" | "year";
export const toDate = (text: string): Date => new Date(text + "T00:00:00Z");
export const toDay = utcFormat("%Y-%m-%d");
export const plain = utcFormat("%-d %b %Y");

/// The period that some dozens of fill the stretch.
export function stepOf(from: Date, to: Date): Step {
    const n = (+to - +from) / day;
    return n < 120 ? "day" : n < 730 ? "week" : n < 365 * 25 ? "month" : "year";
}

/// "2022", "2022-07", "2022-07-18" or "2022-W29" (weeks begin on Monday; W00 is before the first one).
export function periodStart(p: string): Date {
    const week = /^(\d+)-W(\d+)$/.exec(p);
    if (!week) return toDate(p.length === 4 ? p + "-01-01" : p.length === 7 ? p + "-01" : p);
    const newYear = new Date(Date.UTC(+week[1], 0, 1)), toMonday = (8 - newYear.getUTCDay()) % 7;
    return new Date(+newYear + (toMonday + 7 * (+week[2] - 1)) * day);
}

export function periodEnd(start: Date, step: Step): Date {
    const [y, m] = [start.getUTCFullYear(), start.getUTCMonth()];
    return step === "year" ? new Date(Date.UTC(y + 1, 0, 1)) : step === "month" ? new Date(Date.UTC(y, m + 1, 1))
        : new Date(+start + (step === "week" ? 7 : 1) * day);
}

/// The days that hold the events: the hundredth, fiftieth ... tenth at the ends is left out where that
/// halves the stretch.
export function bulk(counts: { at: Date; n: number }[]): [Date, Date] | null {
    if (counts.length === 0) return null;
    const sorted = [...counts].sort((a, b) => +a.at - +b.at), total = sorted.reduce((n, c) => n + c.n, 0);
    const reach = (all: typeof sorted, share: number): number => {
        let sum = 0;
        return +(all.find((c) => (sum += c.n) > total * share) ?? all[all.length - 1]).at;
    };
    const turned = [...sorted].reverse();
    let low = +sorted[0].at, high = +turned[0].at;
    for (const share of [0.01, 0.02, 0.05, 0.1]) {
        const from = reach(sorted, share), to = reach(turned, share);
        if (to - from + 60 * day < (high - low) / 2) [low, high] = [from, to];
    }
    return [new Date(low), new Date(high)];
}
