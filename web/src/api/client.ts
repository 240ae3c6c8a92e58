// One way to the server: JSON in and out, versions as ETag, problems as exceptions. No caller builds a header.
import { Problem, unreachable } from "./problem";
import type { ProblemBody } from "./types";

const base = "/api/v1";
let csrfToken = "";
let language = "ja";
const signedOutListeners = new Set<() => void>();
const signedInAgainListeners = new Set<() => void>();
const reachListeners = new Set<(isReached: boolean) => void>();

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

// The session ended and the same person is back: what could not be sent meanwhile can.
export function onSignedInAgain(listener: () => void): () => void {
    signedInAgainListeners.add(listener);
    return () => signedInAgainListeners.delete(listener);
}
export function tellSignedInAgain(): void {
    signedInAgainListeners.forEach((listener) => listener());
}
// Told at every answer, and at every request that found no server.
export function onReach(listener: (isReached: boolean) => void): () => void {
    reachListeners.add(listener);
    return () => reachListeners.delete(listener);
}

export type Options = {
    body?: unknown;
    version?: number; // sent as If-Match
    create?: boolean | string; // adds an Idempotency-Key; as text: this one, so that asking again makes nothing twice
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
    else if (typeof options.create === "string") headers.set("Idempotency-Key", options.create);
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

// Bytes instead of JSON, with headers of their own; the answer as it came.
export async function askRaw(
    method: string,
    path: string,
    {
        headers = {},
        body,
        signal,
    }: { headers?: Record<string, string>; body?: BodyInit; signal?: AbortSignal },
): Promise<Response> {
    const all = new Headers({ "Accept-Language": language, ...headers });
    if (method !== "GET" && method !== "HEAD") all.set("X-CSRF-Token", csrfToken);
    const response = await send(base + path, {
        method,
        headers: all,
        body,
        signal,
        credentials: "same-origin",
    });
    if (!response.ok) throw await problemOf(response, path);
    return response;
}

async function send(url: string, init: RequestInit): Promise<Response> {
    try {
        const response = await fetch(url, init);
        reachListeners.forEach((listener) => listener(true));
        return response;
    } catch (error) {
        if (error instanceof DOMException && error.name === "AbortError") throw error;
        reachListeners.forEach((listener) => listener(false));
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
