// Ctrl+K: go anywhere, find anything; one field, arrows and Enter.
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import { search } from "@/api/calls";
import type { Session } from "@/api/types";
import { go } from "@/kit/address";
import { Icon, type IconName } from "@/kit/icons";
import { isComposing } from "@/kit/keys";
import { useWords } from "@/kit/language";
import { placesOf } from "./navigation";

type Entry = { id: string; icon: IconName; text: string; detail: string; to: string };
const shownResults = 8;

export function Palette({ session, onClose }: { session: Session; onClose: () => void }) {
    const { w, label } = useWords();
    const element = useRef<HTMLDialogElement>(null);
    const [typed, setTyped] = useState("");
    const [chosen, setChosen] = useState(0);
    const wanted = useDeferredValue(typed.trim());
    const mayRead = session.can["consultation.read"] === true;
    const found = useQuery({
        queryKey: ["search", wanted],
        queryFn: ({ signal }) => search(wanted, {}, "", signal),
        enabled: wanted !== "" && mayRead,
        placeholderData: (before) => before,
    });
    useEffect(() => {
        if (element.current?.open === false) element.current.showModal();
    }, []);

    const places = placesOf(session)
        .map((place): Entry => ({
            id: place.path,
            icon: place.icon,
            text: w(place.word),
            detail: place.key.toUpperCase(),
            to: place.path,
        }))
        .filter((entry) => entry.text.includes(wanted) || entry.to.includes(wanted.toLowerCase()));
    const records = (wanted === "" ? [] : (found.data?.items ?? []))
        .slice(0, shownResults)
        .map(({ record }): Entry => ({
            id: record.id,
            icon: "list",
            text: `${record.number} ${record.subject || record.excerpt}`,
            detail: label(record.owner_unit.name),
            to: `/consultations/${record.id}`,
        }));
    const all: Entry[] =
        wanted === "" || !mayRead
            ? places
            : [
                  ...records,
                  {
                      id: "search",
                      icon: "search",
                      text: w("searchFor", { text: wanted }),
                      detail: "",
                      to: `/search?q=${encodeURIComponent(wanted)}`,
                  },
                  ...places,
              ];
    const current = all[Math.min(chosen, all.length - 1)];
    function open(entry: Entry | undefined) {
        if (entry === undefined) return;
        onClose();
        go(entry.to);
    }
    return (
        <dialog
            ref={element}
            aria-label={w("search")}
            onCancel={(event) => {
                event.preventDefault();
                onClose();
            }}
            onClick={(event) => event.target === event.currentTarget && onClose()}
            className="mx-auto mt-[12dvh] w-[calc(100vw-2rem)] max-w-2xl rounded-xl border border-line bg-raised p-0 shadow-2xl backdrop:bg-black/40"
        >
            <div className="flex items-center gap-3 border-b border-line px-4">
                <Icon name="search" className="size-5 text-ink-soft" />
                <input
                    autoFocus
                    role="combobox"
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-activedescendant={current === undefined ? undefined : `palette-${current.id}`}
                    aria-label={w("search")}
                    placeholder={w("paletteHint")}
                    className="h-12 w-full bg-transparent text-16 outline-none focus-visible:shadow-none focus-visible:outline-none"
                    value={typed}
                    onChange={(event) => {
                        setTyped(event.target.value);
                        setChosen(0);
                    }}
                    onKeyDown={(event) => {
                        if (isComposing(event.nativeEvent)) return;
                        if (event.key === "ArrowDown") setChosen((at) => Math.min(at + 1, all.length - 1));
                        else if (event.key === "ArrowUp") setChosen((at) => Math.max(at - 1, 0));
                        else if (event.key === "Enter") open(current);
                        else return;
                        event.preventDefault();
                    }}
                />
            </div>
            <ul
                id="palette-list"
                role="listbox"
                aria-label={w("search")}
                className="max-h-[50dvh] overflow-y-auto py-1"
            >
                {all.map((entry) => (
                    <li
                        key={entry.id}
                        id={`palette-${entry.id}`}
                        role="option"
                        aria-selected={entry === current}
                        onClick={() => open(entry)}
                        onPointerMove={() => setChosen(all.indexOf(entry))}
                        className="flex min-h-9 cursor-pointer items-center gap-3 px-4 aria-selected:bg-chosen max-md:min-h-11"
                    >
                        <Icon name={entry.icon} className="text-ink-soft" />
                        <span className="flex-1 truncate">{entry.text}</span>
                        <span className="text-13 text-ink-soft">{entry.detail}</span>
                    </li>
                ))}
            </ul>
        </dialog>
    );
}
