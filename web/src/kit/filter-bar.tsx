// The one filter bar: what is chosen stands in the address, so a view can be kept under a name, sent and walked back.
import type { ViewScreen } from "@/api/boards";
import type { FormDescription } from "@/api/types";
import { go, useAddress, useSetQuery } from "./address";
import { Button } from "./button";
import { useFieldHelp } from "./field-help";
import { Icon } from "./icons";
import { fieldOf } from "./labels";
import { useWords } from "./language";
import { FiltersHelp, Narrowing, narrowingNames } from "./narrowing";
import { SavedViews } from "./saved-views";

type Props = {
    screen: ViewScreen;
    schema: FormDescription | undefined;
    fields: readonly string[];
};

export function FilterBar({ screen, schema, fields }: Props) {
    const { w, label } = useWords();
    const { path, query } = useAddress();
    const setQuery = useSetQuery();
    const help = useFieldHelp();
    const chosen = fields.filter((name) => query.get(name) !== null);
    const isFiltered = [...chosen, ...narrowingNames, "q"].some((name) => (query.get(name) ?? "") !== "");
    return (
        <div
            role="search"
            data-tour="list-filters"
            {...help.frame}
            className="flex flex-wrap items-center gap-2"
        >
            <span className="relative w-44 max-md:w-full">
                <Icon name="search" className="absolute top-1/2 left-2 -translate-y-1/2 text-ink-soft" />
                <input
                    type="search"
                    aria-label={w("filterText")}
                    data-filter="q"
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
                        data-filter={name}
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
            <Narrowing />
            <FiltersHelp named={fields.flatMap((name) => fieldOf(schema, name) ?? [])} />
            {isFiltered && (
                <Button look="quiet" icon="close" onClick={() => go(path, { replace: true })}>
                    {w("clearFilter")}
                </Button>
            )}
            <SavedViews screen={screen} canKeep={isFiltered} />
        </div>
    );
}
