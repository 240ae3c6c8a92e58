// Starts the program for a journey or a picture: demonstration accounts, the samples, a free port and a folder of its own.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const startsWithin = 180_000; // ms; the samples are loaded before the first page is served
const endsWithin = 20_000; // ms; it still writes what its folder has to remember

export async function startProgram(root, program) {
    const folder = mkdtempSync(join(tmpdir(), "renkei-journeys-"));
    const samples = join(root, "samples/consultations.jsonl");
    const args = ["serve", "--demo", "--data", join(folder, "data"), "--port", "0", "--samples", samples];
    const child = spawn(resolve(program), args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    const ended = new Promise((done) => child.on("exit", done).on("error", done));
    const stop = async () => {
        child.kill("SIGTERM");
        const last = setTimeout(() => child.kill("SIGKILL"), endsWithin);
        await ended;
        clearTimeout(last);
        rmSync(folder, { recursive: true, force: true });
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
    return { url, stop };
}
