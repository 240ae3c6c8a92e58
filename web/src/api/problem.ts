import type { ProblemBody } from "./types";

// A refused or failed request, as the server told it (RFC 9457); status 0 = the server could not be reached.
export class Problem extends Error {
    readonly body: ProblemBody;
    constructor(body: ProblemBody) {
        super(body.title);
        this.name = "Problem";
        this.body = body;
    }
    get status(): number {
        return this.body.status;
    }
    // The name after "/problems/": what programs decide by.
    get kind(): string {
        return this.body.type.replace(/^.*\//, "");
    }
}

export function unreachable(): Problem {
    return new Problem({
        type: "/problems/unreachable",
        status: 0,
        title: "サーバに接続できません。",
        titles: { ja: "サーバに接続できません。", en: "The server cannot be reached." },
    });
}
