// Asks the server what it sees in the text while it is typed: one request on the way at most, the newest text wins,
// typing never waits.
import type { Assessment, AssessmentRequest } from "@/api/types";

export type Assessed = { text: string; assessment: Assessment };
type Ask = (request: AssessmentRequest, signal: AbortSignal) => Promise<Assessment>;

export const asksAfter = 20; // ms after the last input event; the whole way to the screen stays under 100 ms

export class Assessor {
    readonly #ask: Ask;
    readonly #onAssessed: (assessed: Assessed) => void;
    readonly #onFailed: (error: unknown) => void;
    #timer: ReturnType<typeof setTimeout> | undefined;
    #underway: AbortController | null = null;

    constructor(ask: Ask, onAssessed: (assessed: Assessed) => void, onFailed: (error: unknown) => void) {
        this.#ask = ask;
        this.#onAssessed = onAssessed;
        this.#onFailed = onFailed;
    }

    want(request: AssessmentRequest): void {
        clearTimeout(this.#timer);
        this.#underway?.abort();
        this.#timer = setTimeout(() => void this.#run(request), asksAfter);
    }

    stop(): void {
        clearTimeout(this.#timer);
        this.#underway?.abort();
    }

    async #run(request: AssessmentRequest): Promise<void> {
        const control = new AbortController();
        this.#underway = control;
        try {
            const assessment = await this.#ask(request, control.signal);
            if (!control.signal.aborted) this.#onAssessed({ text: request.text, assessment });
        } catch (error) {
            if (!control.signal.aborted) this.#onFailed(error);
        }
    }
}
