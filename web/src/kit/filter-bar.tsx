// The one filter bar: what is chosen stands in the address, so a view can be kept under a name, sent and walked back.
import { useState } from "react";
import type { FormDescription } from "@/api/types";
import { go, useAddress, useSetQuery } from "./address";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Icon } from "./icons";
import { fieldOf } from "./labels";
import { useWords } from "./language";
import { readViews, writeViews, type SavedView } from "./saved-views";

type Props = {
    screen: string;
    account: string;
    schema: FormDescription | undefined;
    fields: readonly string[];
};

export function FilterBar({ screen, account, schema, fields }: Props) {
    const { w, label } = useWords();
    const { path, query } = useAddress();
    const setQuery = useSetQuery();
    const chosen = fields.filter((name) => query.get(name) !== null);
    const isFiltered = chosen.length > 0 || (query.get("q") ?? "") !== "";
    return (
        <div role="search" className="flex flex-wrap items-center gap-2">
            <span className="relative w-44 max-md:w-full">
                <Icon name="search" className="absolute top-1/2 left-2 -translate-y-1/2 text-ink-soft" />
                <input
                    type="search"
                    aria-label={w("filterText")}
                    placeholder={w("filterText")}
                    key={query.get("q") ?? ""}
                    defaultValue={query.get("q") ?? ""}
                    onKeyDown={(event) => {
                        if (event.key === "Enter" && !event.nativeEvent.isComposing) {
                            setQuery({ q: event.currentTarget.value });
                        }
                    }}
                    onBlur={(event) => setQuery({ q: event.target.value })}
                    className="field-box pl-8"
                />
            </span>
            {fields.map((name) => {
                const field = fieldOf(schema, name);
                if (field?.values === undefined) return null;
                const active = query.get(name) !== null;
                return (
                    <select
                        key={name}
                        aria-label={label(field.label)}
                        value={query.get(name) ?? ""}
                        onChange={(event) => setQuery({ [name]: event.target.value })}
                        className={`field-box w-auto max-w-44 text-13 max-md:max-w-[48%] ${active ? "border-act bg-chosen font-bold" : ""}`}
                    >
                        <option value="">{w("filterAll", { name: label(field.label) })}</option>
                        {field.values.map((choice) => (
                            <option key={choice.value} value={choice.value}>
                                {label(choice.label)}
                            </option>
                        ))}
                    </select>
                );
            })}
            {isFiltered && (
                <Button look="quiet" icon="close" onClick={() => go(path, { replace: true })}>
                    {w("clearFilter")}
                </Button>
            )}
            <Views screen={screen} account={account} canKeep={isFiltered} />
        </div>
    );
}

function Views({ screen, account, canKeep }: { screen: string; account: string; canKeep: boolean }) {
    const { w } = useWords();
    const { path } = useAddress();
    const [views, setViews] = useState<SavedView[]>(() => readViews(account, screen));
    const [naming, setNaming] = useState(false);
    const [name, setName] = useState("");
    function keep(next: SavedView[]) {
        setViews(next);
        writeViews(account, screen, next);
    }
    return (
        <>
            {views.map((view) => (
                <span
                    key={view.name}
                    className="inline-flex items-center rounded-full border border-line bg-surface"
                >
                    <button
                        type="button"
                        className="min-h-8 rounded-l-full px-3 text-13 hover:bg-hovered"
                        onClick={() => go(`${path}?${view.query}`)}
                    >
                        {view.name}
                    </button>
                    <button
                        type="button"
                        aria-label={w("forgetView", { name: view.name })}
                        className="grid size-8 place-items-center rounded-r-full hover:bg-hovered"
                        onClick={() => keep(views.filter((other) => other.name !== view.name))}
                    >
                        <Icon name="close" className="size-3" />
                    </button>
                </span>
            ))}
            {canKeep && (
                <Button look="quiet" icon="star" onClick={() => setNaming(true)}>
                    {w("keepView")}
                </Button>
            )}
            {naming && (
                <Dialog title={w("keepView")} onClose={() => setNaming(false)}>
                    <form
                        className="flex items-end gap-2"
                        onSubmit={(event) => {
                            event.preventDefault();
                            if (name.trim() === "") return;
                            const query = window.location.search.slice(1);
                            keep([
                                ...views.filter((view) => view.name !== name),
                                { name: name.trim(), query },
                            ]);
                            setNaming(false);
                            setName("");
                        }}
                    >
                        <label className="flex-1">
                            {w("viewName")}
                            <input
                                autoFocus
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
