#!/usr/bin/env node
// The measurements that need browsers, against a program that runs already:
//   bench/browser/measure.mjs --url http://127.0.0.1:8280 --cases typed.jsonl --typed 120 --reported 20
//   bench/browser/measure.mjs --url http://127.0.0.1:8280 --reader reader.json
// Prints one JSON object: every sample, and what was not as the truth says. The first uses two Chromium processes, as at two desks; the
// second one, of the reader that the file names (`Reader` in pages.ts).
import { dirname, join, resolve } from "node:path";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = dirname(fileURLToPath(import.meta.url));
const modules = resolve(here, "../../web/node_modules");
const { values: options } = parseArgs({
    options: {
        url: { type: "string" },
        cases: { type: "string" },
        typed: { type: "string" },
        reported: { type: "string" },
        reader: { type: "string" },
    },
});

const { chromium } = await import(join(modules, "playwright-core/index.mjs"));
const { createServer } = await import(join(modules, "vite/dist/node/index.js"));
const loader = await createServer({
    root: here,
    configFile: false,
    logLevel: "error",
    server: { middlewareMode: true, hmr: false, ws: false },
    appType: "custom",
    optimizeDeps: { noDiscovery: true, include: [] },
});
try {
    const part = async (name) => loader.ssrLoadModule(join(here, name));
    if (options.reader !== undefined) {
        const { measurePages } = await part("pages.ts");
        const reader = JSON.parse(readFileSync(options.reader, "utf8"));
        console.log(JSON.stringify(await measurePages(chromium, options.url, reader)));
    } else {
        const { measure } = await part("measure.ts");
        const cases = readFileSync(options.cases, "utf8")
            .split("\n")
            .filter((line) => line !== "")
            .map((line) => JSON.parse(line));
        const measured = await measure(chromium, {
            url: options.url,
            cases: cases.slice(0, Number(options.typed)),
            reported: Number(options.reported),
        });
        console.log(JSON.stringify(measured));
    }
} finally {
    await loader.close();
}
