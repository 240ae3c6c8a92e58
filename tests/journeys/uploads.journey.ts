// 添付の再開: what anybody's tus client sends is taken as what our own page sends. npm's tus-js-client, in Node, against the program.
import { createHash, randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { check, type Journey } from "./journey";

type Tus = typeof import("tus-js-client");
const web = join(dirname(fileURLToPath(import.meta.url)), "../../web/package.json");
const { Upload } = createRequire(web)("tus-js-client") as Tus;
type UploadOptions = ConstructorParameters<Tus["Upload"]>[1];

const password = "renkei-demo"; // of every demonstration account
const pieceSize = 100_000;

type Session = { headers: Record<string, string>; url: string };

async function signIn(url: string): Promise<Session> {
    const response = await fetch(`${url}/api/v1/sessions`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ account: "furukawa-coordinator", password }),
    });
    check(response.status === 201, `signed in: ${response.status}`);
    const cookie = (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const { csrf_token } = (await response.json()) as { csrf_token: string };
    return { url, headers: { Cookie: cookie, "X-CSRF-Token": csrf_token } };
}

async function ask(session: Session, method: string, path: string, body?: unknown): Promise<Response> {
    const headers = {
        ...session.headers,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    };
    return fetch(`${session.url}/api/v1${path}`, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
    });
}

// An upload that the client may stop; `stopAt`: after so many acknowledged bytes. Its address, where it then is.
function send(
    session: Session,
    content: Buffer,
    settings: { stopAt?: number; from?: string; options?: Partial<UploadOptions> } = {},
): Promise<{ address: string; finished: boolean }> {
    return new Promise((done, failed) => {
        const upload = new Upload(content, {
            endpoint: `${session.url}/api/v1/uploads`,
            uploadUrl: settings.from ?? null,
            headers: session.headers,
            metadata: { filename: "証拠の写し 髙﨑🐟.bin", filetype: "application/octet-stream" },
            chunkSize: pieceSize,
            retryDelays: null,
            onError: failed,
            onSuccess: () => done({ address: upload.url ?? "", finished: true }),
            onChunkComplete: (_size, accepted) => {
                if (settings.stopAt === undefined || accepted < settings.stopAt) return;
                void upload.abort(false).then(() => done({ address: upload.url ?? "", finished: false }));
            },
            ...settings.options,
        });
        upload.start();
    });
}

async function offsetOf(session: Session, address: string): Promise<number> {
    const response = await fetch(address, {
        method: "HEAD",
        headers: { ...session.headers, "Tus-Resumable": "1.0.0" },
    });
    check(response.status === 200, `HEAD ${response.status}`);
    check(response.headers.get("tus-resumable") === "1.0.0", "it says its version");
    return Number(response.headers.get("upload-offset"));
}

export const journeys: Journey[] = [
    {
        name: "tus-js-client uploads, pauses, goes on after a killed server, and cancels",
        async run({ url, crash, figure }) {
            let session = await signIn(url);
            const content = randomBytes(1_234_567);
            const digest = createHash("sha256").update(content).digest("hex");

            const paused = await send(session, content, { stopAt: 3 * pieceSize });
            check(!paused.finished, "it was stopped");
            const offset = await offsetOf(session, paused.address);
            check(offset >= 3 * pieceSize && offset < content.length, `paused at ${offset}`);

            await crash();
            session = await signIn(url);
            check(
                (await offsetOf(session, paused.address)) === offset,
                "a killed server knows how far it was",
            );
            const sent: number[] = [];
            const whole = await send(session, content, {
                from: paused.address,
                options: { onChunkComplete: (size) => void sent.push(size) },
            });
            check(whole.finished && whole.address === paused.address, "the same upload was gone on with");
            const resent = sent.reduce((sum, size) => sum + size, 0);
            check(resent === content.length - offset, `only the rest was sent: ${resent}`);

            const consultation = { kind: "consultation", channel: "visit", narrative: "写しを持参した。" };
            const record = await ask(session, "POST", "/consultations", { consultation });
            const { id } = (await record.json()) as { id: string };
            const attached = await ask(session, "POST", `/consultations/${id}/attachments`, {
                upload: paused.address.split("/").at(-1),
            });
            check(attached.status === 201, `attached: ${attached.status}`);
            const item = ((await attached.json()) as { items: { sha256: string; name: string }[] }).items[0];
            check(item?.sha256 === digest, "it is the same file");
            check(item.name === "証拠の写し 髙﨑🐟.bin", `its name came along: ${item.name}`);

            const wrong = await send(session, content, { options: { metadata: {} } }).then(
                () => null,
                (error: Error) => error.message,
            );
            check(wrong?.includes("422") === true, `without a name it is refused: ${wrong}`);

            const other = await send(session, content, { stopAt: pieceSize });
            await Upload.terminate(other.address, { headers: session.headers });
            const gone = await fetch(other.address, { method: "HEAD", headers: session.headers });
            check(gone.status === 404, `cancelled: ${gone.status}`);
            figure(`${content.length} bytes, paused at ${offset}, ${resent} sent after the kill`);
        },
    },
];
