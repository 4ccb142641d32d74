// What the tests of the server and of the page share: the real program on a real ledger.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync, cpSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const program = process.env.DATELINE, folder = mkdtempSync(join(tmpdir(), "dateline-web-"));
export const ledger = join(folder, "web.ledger");

/// Reports that try to become markup, and one with right-to-left names.
const hostile = [
    { id: "hostile", published: "2024-05-06", publisher: "<b>Evil & Sons</b>", title: "<script>window.owned = 1</script>",
      text: "PARIS, May 6 2024 - French President Emmanuel Macron met <script>window.owned = 1</script> German Chancellor Olaf Scholz in Berlin on Monday. <img src=x onerror=\"window.owned = 1\"> Protesters demonstrated in Paris against the government on Sunday." },
    { id: "rtl", published: "2024-05-07", publisher: "وكالة", title: "تقرير",
      text: "CAIRO, May 7 2024 - قال وزير الخارجية سامح شكري إن مصر ترحب بالاتفاق.\n\nEgyptian Foreign Minister Sameh Shoukry met his Jordanian counterpart Ayman Safadi in Cairo on Tuesday.\n\nשר החוץ אמר כי ישראל תשתתף בשיחות." },
];

/// One matter told by five: first, relayed twice, copied, and denied; and a name that holds another's code.
const wire = "Moroccan Foreign Minister Nasser Bourita met his Spanish counterpart in Rabat on Monday. Morocco and Spain signed an agreement on fishing there, and the ministers spoke of the border at Ceuta, which opened again in May after two years.";
const told = [
    ["Maghreb Wire", "2022-07-18", wire], ["Harbour Times", "2022-07-19", wire],
    ["Nile Bulletin", "2022-07-18", "Moroccan Foreign Minister Nasser Bourita met his Spanish counterpart in Rabat on Monday, Reuters reported."],
    ["Sahel Press", "2022-07-18", "According to Reuters, Moroccan Foreign Minister Nasser Bourita met his Spanish counterpart in Rabat on Monday."],
    ["Rif Post", "2022-07-19", "Moroccan Foreign Minister Nasser Bourita did not meet his Spanish counterpart in Rabat on Monday, a Moroccan official said."],
    ["Coast Gazette", "2022-07-20", "Jerusalem condemned Paris on Wednesday over the vote."],
    ["Coast Gazette", "2022-07-21", "US President Joe Biden met German Chancellor Olaf Scholz in Berlin on Thursday."],
].map(([publisher, published, text], i) => ({ id: `told${i}`, publisher, published, text }));

export function makeLedger() {
    const reports = join(folder, "reports");
    cpSync("samples", reports, { recursive: true });
    writeFileSync(join(reports, "hostile.jsonl"), [...hostile, ...told].map((r) => JSON.stringify(r)).join("\n") + "\n");
    execFileSync(program, ["ingest", "--ledger", ledger, reports], { stdio: "pipe" });
}

/// The program on the tests' ledger, or on another one: serve({ file }, "--bind", ...).
export async function serve(first, ...rest) {
    const [file, options] = first?.file ? [first.file, rest] : [ledger, first === undefined ? [] : [first, ...rest]];
    const child = spawn(program, ["serve", "--port", "0", ...options, file], { stdio: ["ignore", "pipe", "pipe"] });
    let log = "";
    child.stderr.on("data", (d) => (log += d));
    const address = await new Promise((give, fail) => {
        child.stdout.once("data", (d) => give(String(d).trim()));
        child.once("exit", (code) => fail(new Error(`dateline serve ended with ${code}: ${log}`)));
    });
    return { child, address, log: () => log, stop: () => new Promise((done) => { child.once("exit", done); child.kill("SIGTERM"); }) };
}

/// "ok NAME", "skip NAME: why" or "not ok NAME: why" a case, as tools/run-tests counts them.
export async function check(name, run) {
    try {
        await run();
        console.log("ok " + name);
    } catch (e) {
        if (e instanceof Skipped) return console.log(`skip ${name}: ${e.message}`);
        console.log(`not ok ${name}: ${String(e.stack ?? e).split("\n").slice(0, 6).join(" | ").slice(0, 600)}`);
        process.exitCode = 1;
    }
}
class Skipped extends Error {}
export const skip = (why) => { throw new Skipped(why); };
export const must = (condition, what) => { if (!condition) throw new Error(what); };
export const clean = () => rmSync(folder, { recursive: true, force: true });
