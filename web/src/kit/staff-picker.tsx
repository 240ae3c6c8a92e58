// Finds one officer by name or reading: type, ↓ to the list, Enter.
import { useQuery } from "@tanstack/react-query";
import { useRef, useState, type KeyboardEvent } from "react";
import { findStaff } from "@/api/calls";
import type { StaffRef } from "@/api/types";
import { PersonChip } from "./chips";
import { useWords } from "./language";

const mostShown = 30;

type Props = { label: string; onChoose: (person: StaffRef) => void; className?: string };

export function StaffPicker({ label, onChoose, className = "" }: Props) {
    const { w } = useWords();
    const [text, setText] = useState("");
    const list = useRef<HTMLUListElement>(null);
    const found = useQuery({
        queryKey: ["staff", text],
        queryFn: ({ signal }) => findStaff(text, signal),
        enabled: text.trim() !== "",
        placeholderData: (before) => before,
    });
    const people = (found.data?.items ?? []).slice(0, mostShown);

    function choose(person: StaffRef) {
        setText("");
        onChoose(person);
    }
    function walk(event: KeyboardEvent<HTMLElement>) {
        const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
        const at = buttons.indexOf(event.target as HTMLButtonElement);
        if (event.key === "ArrowDown") buttons[at + 1]?.focus();
        else if (event.key === "ArrowUp") buttons[at - 1]?.focus();
        else if (event.key === "Escape") setText("");
        else return;
        event.preventDefault();
    }
    return (
        <span className={`relative ${className}`} onKeyDown={walk}>
            <input
                type="search"
                aria-label={label}
                placeholder={label}
                className="field-box"
                value={text}
                onChange={(event) => setText(event.target.value)}
                onKeyDown={(event) => {
                    const first = people[0];
                    if (event.key === "Enter" && !event.nativeEvent.isComposing && first !== undefined) {
                        event.preventDefault();
                        choose(first);
                    }
                }}
            />
            {text.trim() !== "" && found.data !== undefined && (
                <ul
                    ref={list}
                    className="absolute z-30 mt-1 max-h-72 w-max max-w-[90vw] min-w-full overflow-y-auto rounded-md border border-line bg-raised shadow-lg"
                >
                    {people.map((person) => (
                        <li key={person.id}>
                            <button
                                type="button"
                                className="flex min-h-8 w-full items-center px-3 text-left hover:bg-hovered focus:bg-hovered max-md:min-h-11"
                                onClick={() => choose(person)}
                            >
                                <PersonChip person={person} />
                            </button>
                        </li>
                    ))}
                    {people.length === 0 && (
                        <li className="px-3 py-1.5 text-13 text-ink-soft">{w("nobodyFound")}</li>
                    )}
                </ul>
            )}
        </span>
    );
}
