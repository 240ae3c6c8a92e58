// One way to the server: JSON in and out, versions as ETag, problems as exceptions. No caller builds a header.
import { Problem, unreachable } from "./problem";
import type { ProblemBody } from "./types";

const base = "/api/v1";
let csrfToken = "";
let language = "ja";
const signedOutListeners = new Set<() => void>();

export function rememberToken(token: string): void {
    csrfToken = token;
}
export function askIn(chosen: "ja" | "en"): void {
    language = chosen;
}
export function onSignedOut(listener: () => void): () => void {
    signedOutListeners.add(listener);
    return () => signedOutListeners.delete(listener);
}

export type Options = {
    body?: unknown;
    version?: number; // sent as If-Match
    create?: boolean; // adds an Idempotency-Key
    signal?: AbortSignal;
    purpose?: "print"; // why it is read, when not to be shown on the screen; the server records it
    keepalive?: boolean; // outlives the page; for the last save
};

export async function ask<T>(method: string, path: string, options: Options = {}): Promise<T> {
    const headers = new Headers({
        Accept: "application/json, application/problem+json",
        "Accept-Language": language,
    });
    if (method !== "GET") headers.set("X-CSRF-Token", csrfToken);
    if (options.version !== undefined) headers.set("If-Match", `"${options.version}"`);
    if (options.create === true) headers.set("Idempotency-Key", crypto.randomUUID());
    if (options.body !== undefined) headers.set("Content-Type", "application/json");
    if (options.purpose !== undefined) headers.set("X-Purpose", options.purpose);
    const response = await send(base + path, {
        method,
        headers,
        body: options.body === undefined ? undefined : JSON.stringify(options.body),
        signal: options.signal,
        keepalive: options.keepalive,
        credentials: "same-origin",
    });
    if (!response.ok) throw await problemOf(response, path);
    if (response.status === 204) return undefined as T;
    return (await response.json()) as T;
}

async function send(url: string, init: RequestInit): Promise<Response> {
    try {
        return await fetch(url, init);
    } catch (error) {
        if (error instanceof DOMException && error.name === "AbortError") throw error;
        throw unreachable();
    }
}

async function problemOf(response: Response, path: string): Promise<Problem> {
    const told = (await response.json().catch(() => null)) as ProblemBody | null;
    if (response.status === 401 && !path.startsWith("/session"))
        signedOutListeners.forEach((listener) => listener());
    if (told !== null && typeof told.title === "string")
        return new Problem({ ...told, status: response.status });
    return new Problem({
        type: "/problems/unexpected",
        status: response.status,
        title: `サーバの応答 ${response.status}`,
        titles: { ja: `サーバの応答 ${response.status}`, en: `The server answered ${response.status}` },
    });
}

type QueryValue = string | number | boolean | undefined | null;
export function withQuery(path: string, query: Record<string, QueryValue>): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
        if (value !== undefined && value !== null && value !== "") parameters.set(name, String(value));
    }
    const text = parameters.toString();
    return text === "" ? path : `${path}?${text}`;
}
