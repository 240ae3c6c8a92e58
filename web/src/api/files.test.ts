import { afterEach, expect, test, vi } from "vitest";
import { FileUpload, type UploadState } from "./files";

afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
});

// A server that keeps an offset and loses the line once, after it has written half of a piece.
function brokenServer(breaksAt: number) {
    let offset = 0;
    let broken = false;
    const asked: string[] = [];
    function answer(url: string, init: RequestInit): Response {
        const method = init.method ?? "";
        asked.push(method);
        if (method === "POST") return new Response(JSON.stringify({ id: "U1" }), { status: 201 });
        if (method === "HEAD") return new Response(null, { headers: { "Upload-Offset": String(offset) } });
        const length = (init.body as ArrayBuffer).byteLength;
        expect(new Headers(init.headers).get("Upload-Offset")).toBe(String(offset));
        expect(url).toBe("/api/v1/uploads/U1");
        offset += length;
        if (offset >= breaksAt && !broken) {
            broken = true; // written, but nobody heard of it
            throw new TypeError("network");
        }
        return new Response(null, { status: 204, headers: { "Upload-Offset": String(offset) } });
    }
    const fetched = (url: string, init: RequestInit) => Promise.resolve().then(() => answer(url, init));
    return { fetched, asked, offset: () => offset };
}

test("an upload asks after a broken line how far the server is, and goes on from there", async () => {
    vi.useFakeTimers();
    const size = 2.5 * 1024 * 1024;
    const server = brokenServer(2 * 1024 * 1024);
    vi.stubGlobal("fetch", vi.fn(server.fetched));
    const states: UploadState[] = [];
    const upload = new FileUpload(new File([new Uint8Array(size)], "通帳.png"), (_, state) =>
        states.push(state),
    );
    const done = upload.run();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await done).toBe("U1");
    expect(server.asked).toEqual(["POST", "PATCH", "PATCH", "HEAD", "PATCH"]);
    expect(server.offset()).toBe(size);
    expect(states).toContain("waiting");
    expect(states.at(-1)).toBe("done");
});

test("a paused upload sends nothing until it is taken up again", async () => {
    const server = brokenServer(Infinity);
    vi.stubGlobal("fetch", vi.fn(server.fetched));
    const upload = new FileUpload(new File([new Uint8Array(10)], "a.txt"), () => undefined);
    upload.pause();
    const done = upload.run();
    await Promise.resolve();
    expect(server.asked).toEqual([]);
    upload.resume();
    expect(await done).toBe("U1");
});
