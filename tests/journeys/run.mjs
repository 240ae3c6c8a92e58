#!/usr/bin/env node
// Browser journeys on Debian's Chromium against the real program (or, for developing the screens, the mock of web/).
//   tests/journeys/run.mjs --program build/release/renkei    starts it with --demo on a free port and a folder of its own
//   tests/journeys/run.mjs --url http://127.0.0.1:8280        uses one that runs
//   tests/journeys/run.mjs --mock                             the mock server on the built pages
// Further words choose journeys by name. Ends with `N passed, N failed`; pictures of failures go to tests/journeys/results/.
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const modules = join(root, "web/node_modules");
const startsWithin = 180_000; // the samples are loaded before the first page is served

const options = { program: join(root, "build/release/renkei"), url: null, mock: false, names: [] };
const words = process.argv.slice(2);
for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === "--program") options.program = resolve(words[(at += 1)]);
    else if (word === "--url") options.url = words[(at += 1)];
    else if (word === "--mock") options.mock = true;
    else options.names.push(word);
}

function startAndWait(command, args, address, settings) {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...settings });
    let said = "";
    return new Promise((done, failed) => {
        const late = setTimeout(
            () => failed(new Error(`did not start in ${startsWithin / 1000} s:\n${said}`)),
            startsWithin,
        );
        const hear = (text) => {
            said = (said + String(text)).slice(-4000);
            const found = address.exec(said.replace(/\u001b\[[0-9;]*m/g, ""));
            if (found === null) return;
            clearTimeout(late);
            done({ url: found[1].replace(/\/$/, ""), stop: () => child.kill("SIGTERM") });
        };
        child.stdout.on("data", hear);
        child.stderr.on("data", hear);
        child.on("error", failed);
        child.on("exit", (code) => failed(new Error(`ended with ${code}:\n${said}`)));
    });
}

async function startServer() {
    if (options.url !== null) return { url: options.url, stop: () => undefined };
    if (options.mock) {
        const vite = join(modules, "vite/bin/vite.js");
        const args = [vite, "preview", "--port", String(20_000 + (process.pid % 20_000)), "--strictPort"];
        return startAndWait(process.execPath, args, /(http:\/\/localhost:\d+)/, { cwd: join(root, "web") });
    }
    const folder = mkdtempSync(join(tmpdir(), "renkei-journeys-"));
    const samples = join(root, "samples/consultations.jsonl");
    const args = ["serve", "--demo", "--data", join(folder, "data"), "--port", "0", "--samples", samples];
    const server = await startAndWait(options.program, args, /Renkei: (http:\/\/\S+)/, { cwd: root });
    const stop = () => {
        server.stop();
        rmSync(folder, { recursive: true, force: true });
    };
    return { url: server.url, stop };
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
    server = await startServer();
    const journeys = [];
    for (const file of files.sort())
        journeys.push(...(await loader.ssrLoadModule(join(here, file))).journeys);
    const chosen = journeys.filter(
        (journey) => options.names.length === 0 || options.names.some((name) => journey.name.includes(name)),
    );
    const failed = await runJourneys(
        chosen,
        server.url,
        join(here, "results"),
        join(modules, "axe-core/axe.min.js"),
        chromium,
    );
    process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
    console.error(error.message);
    console.log("0 passed, 1 failed");
    process.exitCode = 1;
} finally {
    server?.stop();
    await loader.close();
}
