// Starts the program for a journey or a picture: demonstration accounts, the samples, a free port and a folder of its own.
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const startsWithin = 180_000; // ms; the samples are loaded before the first page is served
const endsWithin = 20_000; // ms; it still writes what its folder has to remember

// A database of its own on the server of tests/support/postgresql_cluster; its address.
function newDatabase(server) {
    const name = `renkei_journeys_${process.pid}`;
    const sql = `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'`;
    execFileSync("psql", ["-XqAt", "-v", "ON_ERROR_STOP=1", "-c", sql, server]);
    return server.replace("/postgres?", `/${name}?`);
}

// Two nodes on one database: the second one gets the first one's keys and memory.
export async function startNodes(root, program, server) {
    const store = newDatabase(server);
    const first = await startProgram(root, program, { store });
    const second = await startProgram(root, program, { store, like: first.data });
    const stop = async () => {
        await second.stop();
        await first.stop();
    };
    return { urls: [first.url, second.url], stop, age: first.age, crash: first.crash };
}

export async function startProgram(root, program, { store, like } = {}) {
    const folder = mkdtempSync(join(tmpdir(), "renkei-journeys-"));
    const data = join(folder, "data");
    if (like !== undefined) {
        mkdirSync(data);
        cpSync(join(like, "keys"), join(data, "keys"), { recursive: true });
        copyFileSync(join(like, "instance.json"), join(data, "instance.json"));
    }
    const samples = join(root, "samples/consultations.jsonl");
    const args = ["serve", "--demo", "--data", data, "--samples", samples];
    const env = store === undefined ? process.env : { ...process.env, RENKEI_STORE: store };
    let running = await started({ root, program, args, env, port: 0 }).catch((error) => {
        rmSync(folder, { recursive: true, force: true });
        throw error;
    });
    const { url } = running;
    const stop = async () => {
        await running.stop();
        rmSync(folder, { recursive: true, force: true });
    };
    // As a power cut does it, and up again at the same address.
    const crash = async (whileDown = async () => undefined) => {
        await running.kill();
        await whileDown();
        running = await started({ root, program, args, env, port: new URL(url).port });
    };
    const age = (record, years) =>
        execFileSync(
            "python3",
            [join(root, "tests/support/age_record.py"), "--data", data, record, String(years)],
            { env },
        );
    return { url, data, stop, age, crash };
}

async function started({ root, program, args, env, port }) {
    const child = spawn(resolve(program), [...args, "--port", String(port)], {
        cwd: root,
        env,
        stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = new Promise((done) => child.on("exit", done).on("error", done));
    const stop = async () => {
        child.kill("SIGTERM");
        const last = setTimeout(() => child.kill("SIGKILL"), endsWithin);
        await ended;
        clearTimeout(last);
    };
    const kill = async () => {
        child.kill("SIGKILL");
        await ended;
    };
    let said = "";
    const url = await new Promise((done, failed) => {
        const late = setTimeout(
            () => failed(new Error(`did not start in ${startsWithin / 1000} s:\n${said}`)),
            startsWithin,
        );
        const hear = (text) => {
            said = (said + String(text)).slice(-4000);
            const found = /Renkei: (http:\/\/\S+)/.exec(said);
            if (found === null) return;
            clearTimeout(late);
            done(found[1].replace(/\/$/, ""));
        };
        child.stdout.on("data", hear);
        child.stderr.on("data", hear);
        child.on("error", failed);
        child.on("exit", (code) => failed(new Error(`${program} ended with ${code}:\n${said}`)));
    }).catch(async (error) => {
        await stop();
        throw error;
    });
    return { url, stop, kill };
}
