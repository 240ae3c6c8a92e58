// What was done last on this page, and the way back: one order across all fields. A text field that is being typed in keeps the browser's own undo.

export type UndoStep = {
    name: string; // of the field or table, as the screen calls it
    // Steps that follow each other under one key are one: the words typed into a field.
    key?: string | undefined;
    // What the field is called inside, so that a step can be settled when it was saved.
    of?: string | undefined;
    // False: it could not be taken back, and somebody was told why; the step is gone.
    undo: () => boolean | Promise<boolean>;
    redo: () => boolean | Promise<boolean>;
};

const ownUndo = ["text", "search", "tel", "email", "url", "number", "password"];

// A place in which Ctrl+Z belongs to the browser.
export function hasOwnUndo(target: EventTarget | null): boolean {
    if (!(target instanceof HTMLElement)) return false;
    if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
    return target instanceof HTMLInputElement && ownUndo.includes(target.type);
}

export type Took = { name: string; done: boolean };

export class UndoStack {
    private past: UndoStep[] = [];
    private future: UndoStep[] = [];
    private busy = false;
    private readonly onChange: () => void;

    constructor(onChange: () => void = () => undefined) {
        this.onChange = onChange;
    }

    // While a step is being taken back its own changes are no steps.
    get isBusy(): boolean {
        return this.busy;
    }
    get canUndo(): boolean {
        return this.past.length > 0;
    }
    get canRedo(): boolean {
        return this.future.length > 0;
    }

    push(step: UndoStep): void {
        if (this.busy) return;
        const last = this.past.at(-1);
        if (step.key !== undefined && last?.key === step.key)
            this.past[this.past.length - 1] = { ...step, undo: last.undo };
        else this.past.push(step);
        this.future = [];
        this.onChange();
    }

    // These were saved or given up elsewhere: there is nothing unsaved of them to take back any more.
    settle(fields: readonly string[]): void {
        const stays = ({ of }: UndoStep) => of === undefined || !fields.includes(of);
        this.past = this.past.filter(stays);
        this.future = this.future.filter(stays);
        this.onChange();
    }

    undo(): Promise<Took | null> {
        return this.move("past", "future", "undo");
    }
    redo(): Promise<Took | null> {
        return this.move("future", "past", "redo");
    }

    // A failure leaves the step where it was, to be tried again.
    private async move(
        from: "past" | "future",
        to: "past" | "future",
        way: "undo" | "redo",
    ): Promise<Took | null> {
        const step = this[from].at(-1);
        if (this.busy || step === undefined) return null;
        this.busy = true;
        try {
            const done = await step[way]();
            this[from] = this[from].filter((other) => other !== step);
            if (done) this[to].push({ ...step, key: undefined });
            return { name: step.name, done };
        } finally {
            this.busy = false;
            this.onChange();
        }
    }
}
