// For tests: the server's answers, recorded once, given again by method and path; what was sent is kept for looking at.
import { vi } from "vitest";

export type Answers = Record<string, { status?: number; body: unknown }>; // "GET /session" → answer
export type Sent = { method: string; path: string; body: unknown };

export function answerWith(answers: Answers): Sent[] {
    const sent: Sent[] = [];
    vi.stubGlobal("fetch", (url: string, init: RequestInit = {}) => {
        const method = init.method ?? "GET";
        const path = url.replace(/^\/api\/v1/, "").replace(/\?.*$/, "");
        sent.push({
            method,
            path,
            body: typeof init.body === "string" ? (JSON.parse(init.body) as unknown) : undefined,
        });
        const answer = answers[`${method} ${path}`] ?? {
            status: 404,
            body: { type: "/problems/not_found", title: `${method} ${path}`, status: 404 },
        };
        return Promise.resolve(new Response(JSON.stringify(answer.body), { status: answer.status ?? 200 }));
    });
    return sent;
}
