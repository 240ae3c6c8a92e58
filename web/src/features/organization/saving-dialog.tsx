// What every form of this feature does: named texts, saved together, each refusal at its field.
import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Button } from "@/kit/button";
import { Described } from "@/kit/described";
import { Dialog } from "@/kit/dialog";
import { useWords } from "@/kit/language";
import { parseDay } from "@/kit/moments";
import { useNotify } from "@/kit/notices";
import { Refusal, violationsOf } from "./fields";

export function useSaving<T>(save: () => Promise<T>, onDone: (saved: T) => void) {
    const { w } = useWords();
    const notify = useNotify();
    const client = useQueryClient();
    return useMutation({
        mutationFn: save,
        onSuccess: (saved) => {
            notify.told(w("orgSaved"));
            void client.invalidateQueries();
            onDone(saved);
        },
    });
}

// The texts of a form by name; `bind` gives a field its value and what `error` refuses of it.
export function useTexts<Name extends string>(initial: Record<Name, string>) {
    const [texts, setTexts] = useState(initial);
    const bind = (error: unknown) => {
        const violations = violationsOf(error);
        return (name: Name) => ({
            name,
            value: texts[name],
            violations,
            onChange: (value: string) => setTexts((before) => ({ ...before, [name]: value })),
        });
    };
    return { texts, bind };
}

type Props<T> = {
    title: string;
    saving: UseMutationResult<T, Error, void>;
    texts: object; // whose fields are shown
    describedBy: string;
    names?: Record<string, string>;
    submit?: string;
    danger?: boolean;
    onClose: () => void;
    children: ReactNode;
};
export function SavingDialog<T>({ title, saving, texts, describedBy, names, ...rest }: Props<T>) {
    const { submit, danger, onClose, children } = rest;
    const { w } = useWords();
    return (
        <Dialog title={title} onClose={onClose}>
            <form
                className="flex flex-col gap-3"
                onSubmit={(event) => {
                    event.preventDefault();
                    if (!saving.isPending) saving.mutate();
                }}
            >
                <Described by={describedBy} names={names}>
                    {children}
                </Described>
                <Refusal error={saving.error} shown={Object.keys(texts)} />
                <div className="flex justify-end gap-2">
                    <Button onClick={onClose}>{w("cancel")}</Button>
                    <Button type="submit" look={danger ? "danger" : "primary"} disabled={saving.isPending}>
                        {submit ?? w("orgSave")}
                    </Button>
                </div>
            </form>
        </Dialog>
    );
}

export function TwoColumns({ children }: { children: ReactNode }) {
    return <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">{children}</div>;
}

// What was typed as the server takes it in a field of a record; left as it is when it is no day, so that the server says so.
export function isoDay(typed: string): string {
    return parseDay(typed) ?? typed;
}
