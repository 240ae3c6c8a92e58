// The views that an officer keeps of a screen: each is an address under a name, kept on the server, so that it is there on every
// computer.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { forgetView, keepView, readViews, type ViewScreen } from "@/api/boards";
import { go, useAddress } from "./address";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Icon } from "./icons";
import { useWords } from "./language";
import { useNotify } from "./notices";

export function SavedViews({ screen, canKeep }: { screen: ViewScreen; canKeep: boolean }) {
    const { w } = useWords();
    const notify = useNotify();
    const client = useQueryClient();
    const { path, query } = useAddress();
    const key = ["saved-views", screen];
    const views = useQuery({ queryKey: key, queryFn: () => readViews(screen) });
    const taken = {
        onSuccess: (now: { items: { name: string; query: string }[] }) => client.setQueryData(key, now),
        onError: (error: unknown) => notify.failed(error),
    };
    const keep = useMutation({
        mutationFn: (view: { name: string; query: string }) => keepView(screen, view),
        ...taken,
    });
    const forget = useMutation({
        mutationFn: ({ name }: { name: string; query: string }) => forgetView(screen, name),
        ...taken,
        onSuccess: (now, gone) => {
            taken.onSuccess(now);
            notify.told(w("viewForgotten", { name: gone.name }), {
                text: w("undo"),
                run: () => keep.mutate(gone),
            });
        },
    });
    const [name, setName] = useState<string | null>(null);
    const here = query.toString();
    return (
        <>
            {(views.data?.items ?? []).map((view) => (
                <span
                    key={view.name}
                    className="inline-flex items-center rounded-full border border-line bg-surface"
                >
                    <button
                        type="button"
                        aria-pressed={view.query === here}
                        className="min-h-8 max-w-48 truncate rounded-l-full px-3 text-13 hover:bg-hovered aria-pressed:bg-chosen aria-pressed:font-bold"
                        onClick={() => go(`${path}?${view.query}`)}
                    >
                        {view.name}
                    </button>
                    <button
                        type="button"
                        aria-label={w("forgetView", { name: view.name })}
                        className="grid size-8 place-items-center rounded-r-full hover:bg-hovered"
                        onClick={() => forget.mutate(view)}
                    >
                        <Icon name="close" className="size-3" />
                    </button>
                </span>
            ))}
            {canKeep && (
                <Button look="quiet" icon="star" onClick={() => setName("")}>
                    {w("keepView")}
                </Button>
            )}
            {name !== null && (
                <Dialog title={w("keepView")} onClose={() => setName(null)}>
                    <form
                        className="flex items-end gap-2"
                        onSubmit={(event) => {
                            event.preventDefault();
                            if (name.trim() === "") return;
                            keep.mutate({ name: name.trim(), query: here });
                            setName(null);
                        }}
                    >
                        <label className="flex-1">
                            {w("viewName")}
                            <input
                                autoFocus
                                maxLength={60}
                                className="field-box"
                                value={name}
                                onChange={(event) => setName(event.target.value)}
                            />
                        </label>
                        <Button type="submit" look="primary">
                            {w("save")}
                        </Button>
                    </form>
                </Dialog>
            )}
        </>
    );
}
