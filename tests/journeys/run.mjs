#!/usr/bin/env node
// Browser journeys on Debian's Chromium against the real program.
//   tests/journeys/run.mjs --program build/release/renkei    starts it with --demo on a free port and a folder of its own
//   tests/journeys/run.mjs --url http://127.0.0.1:8280        uses one that runs
//   … --nodes                                                 two nodes on one PostgreSQL database, a browser at each
// Further words choose journeys by name. Ends with `N passed, N failed`; pictures of failures go to tests/journeys/results/.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { startNodes, startProgram } from "./program.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const modules = join(root, "web/node_modules");

const options = { program: join(root, "build/release/renkei"), url: null, nodes: false, names: [] };
const words = process.argv.slice(2);
for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === "--program") options.program = resolve(words[(at += 1)]);
    else if (word === "--nodes") options.nodes = true;
    else if (word === "--url") options.url = words[(at += 1)];
    else options.names.push(word);
}

function cannotAge() {
    throw new Error(
        "records are made older, and a program is killed, only where it was started here: --program",
    );
}

const cluster = process.env.RENKEI_TEST_POSTGRESQL;
if (options.nodes && cluster === undefined) {
    const command = [process.execPath, fileURLToPath(import.meta.url), ...words];
    const run = spawnSync(join(root, "tests/support/postgresql_cluster"), ["run", ...command], {
        stdio: "inherit",
    });
    process.exit(run.status ?? 1);
}

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
const { runJourneys } = await loader.ssrLoadModule(join(here, "journey.ts"));
const files = readdirSync(here).filter((name) => name.endsWith(".journey.ts"));
let server;
try {
    if (options.nodes) server = await startNodes(root, options.program, cluster);
    else if (options.url === null) server = await startProgram(root, options.program);
    else server = { url: options.url, stop: () => undefined, age: cannotAge, crash: cannotAge };
    const journeys = [];
    for (const file of files.sort())
        journeys.push(...(await loader.ssrLoadModule(join(here, file))).journeys);
    const chosen = journeys.filter(
        (journey) => options.names.length === 0 || options.names.some((name) => journey.name.includes(name)),
    );
    const failed = await runJourneys(
        chosen,
        server.urls ?? [server.url],
        join(here, "results"),
        join(modules, "axe-core/axe.min.js"),
        chromium,
        server,
    );
    process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
    console.error(error.message);
    console.log("0 passed, 1 failed");
    process.exitCode = 1;
} finally {
    await server?.stop();
    await loader.close();
}
