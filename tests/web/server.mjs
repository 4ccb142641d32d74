// The API and its safety over plain sockets: pages, streams, refusals, half-open clients, load.
import net from "node:net";
import { readFileSync, writeFileSync } from "node:fs";
import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { check, clean, folder, ledger, makeLedger, must, program, serve } from "./common.mjs";

makeLedger();
const server = await serve(), { hostname, port } = new URL(server.address);
const get = (path, options) => fetch(server.address + path, options), json = async (path) => (await get(path)).json();
const refuses = async (path, code, options) => {
    const r = await get(path, options), body = await r.json();
    must(r.status === code, `${path.slice(0, 60)}: ${r.status}, expected ${code}`);
    must(r.headers.get("content-type") === "application/problem+json" && body.status === code && body.detail, "no problem+json");
};
/// What comes back for raw bytes, until the server closes or the time is over.
const raw = (bytes, time = 3000) => new Promise((done) => {
    let got = "";
    const c = net.connect(port, hostname, () => c.write(bytes));
    c.on("data", (d) => (got += d)).on("error", () => done(got)).on("close", () => done(got));
    setTimeout(() => { c.destroy(); done(got); }, time);
});

await check("every path of the API answers", async () => {
    const described = await json("api");
    must(described.openapi.startsWith("3."), "no OpenAPI");
    for (const path of Object.keys(described.paths)) {
        const asked = path === "/search" ? "?words=minister" : path === "/actors" ? "?name=MAR" : "";
        if (path === "/code" || path === "/news") continue;
        const r = await get("api/v1" + path.replace("{number}", "1") + asked);
        must(r.ok, `${path}: ${r.status}`);
        const answer = await r.json(), schema = described.paths[path].get.responses["200"].content["application/json"].schema, rows = schema.properties.rows;
        for (const name of Object.keys(rows ? answer : schema.properties)) must(name in answer && (name in schema.properties), `${path} ${name}`);
        const described_ = rows && described.components.schemas[rows.items.$ref.split("/").pop()];
        if (rows && answer.rows.length > 0) must(Object.keys(answer.rows[0]).join() === Object.keys(described_.properties).join(), `${path}: ${Object.keys(answer.rows[0])}`);
        for (const row of rows ? answer.rows : []) for (const [k, v] of Object.entries(row)) {
            const type = [described_.properties[k].type].flat(), is = Array.isArray(v) ? "array" : Number.isInteger(v) ? "integer" : typeof v;
            must(type.includes(is) || (is === "integer" && type.includes("number")), `${path} ${k}: ${JSON.stringify(v)} is no ${type}`);
        }
    }
});
await check("every parameter that the description names is taken", async () => {
    const described = await json("api"), sample = { date: "2024-01-01", integer: "1" };
    for (const [path, { get: op }] of Object.entries(described.paths)) {
        if (!op || path.includes("{") || path === "/news") continue;
        for (const p of op.parameters.map((x) => described.components.parameters[x.$ref.split("/").pop()])) {
            const value = p.name === "cursor" ? "2024-01-01,5" : p.schema.enum?.[0] ?? sample[p.schema.format] ?? sample[p.schema.type] ?? "MAR";
            const needed = path === "/search" && p.name !== "words" ? "&words=a" : path === "/actors" && p.name !== "name" ? "&name=a" : "";
            const r = await get(`api/v1${path}?${p.name}=${value}${needed}`);
            must(r.status === 200, `${path} ${p.name}=${value}: ${r.status}`);
            await r.text();
        }
    }
});
await check("pages join to the whole, with cursors as with offsets", async () => {
    const all = (await json("api/v1/events?limit=5000")).rows.map((e) => e.event), joined = [];
    for (let next = ""; next !== null;) {
        const page = await json("api/v1/events?limit=7" + next);
        joined.push(...page.rows.map((e) => e.event));
        next = page.next && `&cursor=${encodeURIComponent(page.next.cursor)}`;
    }
    must(all.length > 50 && joined.join() === all.join(), `${joined.length} of ${all.length}`);
    const dyads = (await json("api/v1/dyads")).rows.length;
    must((await json(`api/v1/dyads?limit=${dyads - 1}`)).next.offset === dyads - 1, "no offset");
});
await check("streams hold all rows", async () => {
    const all = (await json("api/v1/events?limit=5000")).rows.length;
    const lines = (await (await get("api/v1/events?format=jsonl")).text()).trim().split("\n");
    must(lines.length === all && lines.every((l) => JSON.parse(l).event > 0), "JSONL");
    const csv = await (await get("api/v1/events?format=csv")).text();
    must(csv.startsWith("event,date,") && csv.split("\r\n").length >= all, "CSV");
    const tsv = (await (await get("api/v1/events?format=tsv")).text()).trim().split("\n");
    must(tsv.length === all + 1 && new Set(tsv.map((l) => l.split("\t")[0])).size === all + 1, "TSV");
});
await check("filters are those of the command line", async () => {
    for (const [filter, options] of [["actor=ESP&other=MAR", ["--between", "ESP", "MAR"]], ["act=CONSULT", ["--act", "CONSULT"]], ["since=2023-01-01&status=future", ["--since", "2023-01-01", "--status", "future"]], ["in=MAR", ["--in", "MAR"]]]) {
        const rows = (await json("api/v1/events?" + filter)).rows.map((e) => e.event).sort((a, b) => a - b);
        const printed = execFileSync(program, ["events", "--ledger", ledger, "--format", "jsonl", ...options.slice(0, 2), ...options.slice(2)]).toString().trim().split("\n").map((l) => JSON.parse(l).event).sort((a, b) => a - b);
        must(rows.length > 0 && rows.join() === printed.join(), filter);
    }
});
await check("a code is no part of a name, a place is found by its name", async () => {
    const usa = (await json("api/v1/events?actor=USA")).rows, rabat = (await json("api/v1/events?in=Rabat")).rows;
    must(usa.length > 0 && usa.every((e) => e.parties.some((x) => x.code === "USA")), "USA found another name");
    must((await json("api/v1/events?actor=Jerusalem")).rows.length > 0, "no name");
    must(rabat.length > 0 && rabat.every((e) => e.place.includes("Rabat")), "no Rabat");
    must((await json("api/v1/places?name=Rabat")).rows.some((x) => x.place === "Rabat" && x.country === "MAR" && x.latitude > 30), "places");
});
await check("a story says how it spread, and narrows the other lists", async () => {
    const [most] = (await json("api/v1/stories?least=3")).rows.sort((a, b) => b.reports - a.reports), { story, reports } = await json("api/v1/stories/" + most.story);
    must(story[0].reports === reports.length && reports.some((r) => r.copy_of !== "") && reports.some((r) => r.relays === "reuters"), JSON.stringify(reports).slice(0, 300));
    const events = (await json("api/v1/events?story=" + most.story)).rows, all = (await json("api/v1/events?limit=5000")).rows;
    must(events.length > 0 && events.length < all.length, "events of the story");
    must((await json("api/v1/reports?story=" + most.story)).rows.length === reports.length, "reports of the story");
    must((await json("api/v1/stories?actor=PHL")).rows.length < (await json("api/v1/stories")).rows.length, "stories of an actor");
});
await check("lanes add up to the events with a date", async () => {
    const all = (await json("api/v1/events?limit=5000")).rows, dated = all.filter((e) => e.date !== "").length, undated = (await json("api/v1/events?undated=1&limit=5000")).rows;
    for (const by of ["day", "week", "month", "year"]) must((await json(`api/v1/lanes?limit=0&by=${by}`)).rows.reduce((n, l) => n + l.events, 0) === dated, by);
    must(undated.length === all.length - dated && undated.every((e) => e.date === ""), "undated");
});
await check("gzip is given to those who take it", async () => {
    const answer = await raw("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
    must(/content-encoding: gzip/i.test(answer), "not compressed");
    must(!/content-encoding/i.test(await raw("GET /page.js HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")), "compressed unasked");
});
await check("a pasted report is coded", async () => {
    const r = await get("api/v1/code?published=2023-09-14", { method: "POST", body: readFileSync("samples/rabat-talks.txt") });
    const coded = await r.json();
    must(coded.records.length > 0 && coded.report.text.includes("Albares") && coded.why.includes("CONSULT"), "not coded");
});
await check("new events are told of", async () => {
    const stop = new AbortController(), stream = (await get("api/v1/news", { signal: stop.signal })).body.getReader();
    const first = new TextDecoder().decode((await stream.read()).value);
    must(/event: events\ndata: \{"newest": \d+\}/.test(first), first);
    const late = join(folder, "late.txt");
    writeFileSync(late, "ROME, June 3 2024 - Italian Prime Minister Giorgia Meloni met Albanian Prime Minister Edi Rama in Rome on Monday.\n");
    execFileSync(program, ["ingest", "--ledger", ledger, late], { stdio: "pipe" });
    const second = new TextDecoder().decode((await stream.read()).value);
    must(second.includes("newest") && second !== first, second);
    stop.abort();
});
await check("what makes no sense is refused as a problem", async () => {
    for (const q of ["limit=-1", "limit=99999", "limit=1e3", "since=yesterday", "since=2022-07-18'--", "status=happy", "quad=9", "cursor=1", "cursor=2024-01-01,x", "format=xml", "nothing=1", "actor=a&actor=b", "act=A%20OR%201", "in=%00", "where=1", "actor=" + "x".repeat(300), "story=1%20OR%201", "story=MAR", "undated=2", "least=-1"]) {
        await refuses("api/v1/events?" + q, 400);
    }
    await refuses("api/v1/search", 400);
    for (const path of ["api/v1/nothing", "api/v2/events", "api/v1/events/x", "api/v1/events/999999", "api/v1/reports/0", "api/v1/events/1;DROP", "api/v1/code/x/y", "api/v1/stories/99999", "api/v1/stories/1%20OR%201", "api/v1/events/-1"]) await refuses(path, 404);
});
await check("injected SQL stays a value", async () => {
    for (const words of ["x' OR '1'='1", "'; DROP TABLE events; --", "\" OR 1=1", "%", "NEAR(", "a* OR b", "\\"]) {
        const v = encodeURIComponent(words);
        for (const path of [`events?actor=${v}`, `events?said-by=${v}`, `events?in=${v}`, `dyads?other=${v}`, `places?name=${v}`, `search?words=${v}`, `actors?name=${v}`, `stories?actor=${v}`, `reports?said-by=${v}`, `trends?actor=${v}`, `lanes?in=${v}`]) {
            const r = await get("api/v1/" + path);
            must(r.status === 200, `${path}: ${r.status}`);
            await r.json();
        }
    }
    must((await json("api/v1/events?actor=" + encodeURIComponent("x' OR '1'='1"))).rows.length === 0, "it was run");
    must(execFileSync("sqlite3", [ledger, "PRAGMA integrity_check"]).toString().trim() === "ok", "the ledger is damaged");
});
await check("paths lead nowhere else", async () => {
    for (const path of ["/../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/page.js/../../x", "/./", "/\\..\\x"]) {
        must(/^HTTP\/1\.1 40[04]/.test(await raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)), path);
    }
});
await check("oversized heads and bodies are refused", async () => {
    must((await get("api/v1/code", { method: "POST", body: "x".repeat(300000) }).then((r) => r.status, () => 413)) === 413, "body");
    must(/^HTTP\/1\.1 413/.test(await raw("POST /api/v1/code HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n", 1500)), "announced body");
    must(/^HTTP\/1\.1 4/.test(await raw(`GET /?${"x".repeat(60000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`)), "head");
    must((await get("api/v1/summary")).ok, "it does not answer any more");
});
await check("bytes that are no request do no harm", async () => {
    for (const bytes of ["\0\0\0\0\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\xff\xfe".repeat(100) + "\r\n\r\n", "POST /api/v1/code HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "GET /api/v1/events?%zz=%f HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"]) await raw(bytes, 300);
    must((await get("api/v1/summary")).ok, "it does not answer any more");
    await refuses("api/v1/code", 400, { method: "POST", body: new Uint8Array([0xff, 0xfe, 0x41]) });
    await refuses("api/v1/code", 400, { method: "POST", body: "a\0b" });
});
await check("other methods, hosts and origins are refused", async () => {
    for (const method of ["DELETE", "PUT", "PATCH"]) await refuses("api/v1/events", 405, { method });
    await refuses("api/v1/events", 405, { method: "POST", body: "x" });
    await refuses("api/v1/code", 405);
    must(/^HTTP\/1\.1 403/.test(await raw("GET /api/v1/events HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")), "host");
    must(/^HTTP\/1\.1 403/.test(await raw("POST /api/v1/code HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")), "origin");
});
await check("what is refused is logged on one line", async () => {
    await refuses("api/v1/no%0athing", 404);
    must(server.log().includes('dateline serve: 404 "GET"'), server.log().slice(-300));
    must(server.log().split("\n").every((l) => l === "" || l.startsWith("dateline serve: ")), "a line of another kind");
});
await check("half-open clients do not hold it up", async () => {
    const idle = Array.from({ length: 150 }, () => { const c = net.connect(port, hostname, () => c.write("GET /api/v1/ev")); c.on("error", () => 0); return c; });
    await new Promise((d) => setTimeout(d, 300));
    const begun = performance.now();
    must((await get("api/v1/summary")).ok && performance.now() - begun < 1000, "held up");
    idle.forEach((c) => c.destroy());
});
await check("clients that do not read hold nothing up", async () => {
    const slow = Array.from({ length: 60 }, () => {
        const c = net.connect(port, hostname, () => c.write("GET /api/v1/events?format=jsonl HTTP/1.1\r\nHost: localhost\r\n\r\nGET /api/v1/reports?format=csv HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        c.pause();
        c.on("error", () => 0);
        return c;
    });
    await new Promise((d) => setTimeout(d, 300));
    for (let i = 0; i < 8; i++) must((await get("api/v1/events?limit=50")).ok, "not answered");
    slow.forEach((c) => c.destroy());
});
await check("without a token it stays on loopback", async () => {
    const r = spawnSync(program, ["serve", "--bind", "0.0.0.0", "--port", "0", ledger], { timeout: 5000 });
    must(r.status === 3 && /token/.test(r.stderr), `${r.status} ${r.stderr}`);
});
await check("a token is asked for and taken", async () => {
    const file = join(folder, "token"), token = "correct-horse-battery";
    writeFileSync(file, token + "\n");
    const guarded = await serve("--token-file", file), u = guarded.address;
    must((await fetch(u + "api/v1/summary")).status === 401, "open");
    must((await fetch(u + "api/v1/summary", { headers: { Authorization: "Bearer wrong-wrong-wrong" } })).status === 401, "wrong token");
    must((await fetch(u + "api/v1/summary", { headers: { Authorization: `Bearer ${token}` } })).ok, "refused");
    const cookie = (await fetch(`${u}?token=${token}`, { redirect: "manual" })).headers.get("set-cookie") ?? "";
    must(/HttpOnly; SameSite=Strict/.test(cookie) && (await fetch(u, { headers: { Cookie: cookie.split(";")[0] } })).ok, "cookie");
    await guarded.stop();
});

/// 200 clients ask for some seconds (DATELINE_LOAD); memory is looked at before and after.
await check("200 clients at once are all answered", async () => {
    const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, "utf8"))[1]) / 1024;
    const paths = ["api/v1/events?actor=MAR&since=2022-01-01&until=2022-12-31", "api/v1/summary", "api/v1/dyads", "api/v1/series?by=month", "page.js", "api/v1/events/1"];
    const times = [], seconds = Number(process.env.DATELINE_LOAD ?? 4);
    const round = async (until) => { let failed = 0; await Promise.all(Array.from({ length: 200 }, async (_, i) => {
        for (let n = i; performance.now() < until; n++) {
            const begun = performance.now(), r = await get(paths[n % paths.length]).catch(() => null);
            if (!r?.ok) failed++; else await r.arrayBuffer();
            times.push(performance.now() - begun);
        }
    })); return failed; };
    let failed = await round(performance.now() + 1500);
    const before = memory();
    failed += await round(performance.now() + seconds * 1000);
    const after = memory(), sorted = times.sort((a, b) => a - b);
    console.log(`# ${times.length} answers, ${failed} failed, median ${sorted[times.length >> 1].toFixed(1)} ms, memory ${before.toFixed(1)} -> ${after.toFixed(1)} MB`);
    must(failed === 0, `${failed} failed`);
    must(process.env.SANITIZED || after < before * 1.25 + 16, `memory grew from ${before} to ${after} MB`);
});
await check("it ends when told to", async () => must((await server.stop()) === 0, "exit code"));
clean();
process.exit();
