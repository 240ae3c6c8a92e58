// "?" beside a label: what to write, from the server's description of the field. It opens by click, Enter and F1, never by pointing alone.
import {
    useId,
    useLayoutEffect,
    useRef,
    useState,
    type FocusEvent,
    type KeyboardEvent,
    type ReactNode,
} from "react";
import type { FieldDescription } from "@/api/types";
import { Icon } from "./icons";
import { useWords } from "./language";

const gap = 4;

// Above its button, so that the field itself stays in sight, and never outside the window.
function placeBeside(panel: HTMLElement, button: HTMLElement) {
    const at = button.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = panel;
    const left = Math.min(at.left, window.innerWidth - offsetWidth - 2 * gap);
    const above = at.top - offsetHeight - gap;
    const below = Math.min(at.bottom + gap, window.innerHeight - offsetHeight - gap);
    panel.style.left = `${Math.max(2 * gap, left)}px`;
    panel.style.top = `${Math.max(gap, above >= gap ? above : below)}px`;
}

type Props = { field: FieldDescription; named?: string; reachable?: boolean };

// `named`: as the form calls the field. `reachable`: a stop of Tab. With useFieldHelp it is one only while its field has the focus, so
// that Tab goes from field to field.
export function FieldHelp({ field, named, reachable = true }: Props) {
    const { w, label } = useWords();
    const name = named ?? label(field.label);
    const text = label(field.help);
    if (text === "") return null;
    return (
        <HelpButton name={w("helpOn", { field: name })} code={field.name} reachable={reachable}>
            {() => (
                <>
                    <strong className="block">{name}</strong>
                    {text}
                </>
            )}
        </HelpButton>
    );
}

// One "?" for a row of fields that has no room for one each; what was asked about (data-filter) stands first.
export function FieldsHelp({ title, fields }: { title: string; fields: FieldDescription[] }) {
    const { label } = useWords();
    const told = fields.filter((field) => label(field.help) !== "");
    if (told.length === 0) return null;
    return (
        <HelpButton name={title} code="*" wide>
            {() => {
                const at = document.activeElement?.closest("[data-filter]")?.getAttribute("data-filter");
                return (
                    <dl tabIndex={0} className="max-h-[60dvh] overflow-y-auto">
                        {told
                            .toSorted((a, b) => Number(b.name === at) - Number(a.name === at))
                            .map((field) => (
                                <div
                                    key={field.name}
                                    data-help-entry={field.name}
                                    className="mb-1.5 last:mb-0"
                                >
                                    <dt className="font-bold">{label(field.label)}</dt>
                                    <dd>{label(field.help)}</dd>
                                </div>
                            ))}
                    </dl>
                );
            }}
        </HelpButton>
    );
}

type ButtonProps = {
    name: string;
    code: string;
    reachable?: boolean;
    wide?: boolean;
    children: () => ReactNode; // made when it opens
};
function HelpButton({ name, code, reachable = true, wide = false, children }: ButtonProps) {
    const id = useId();
    const button = useRef<HTMLButtonElement>(null);
    const panel = useRef<HTMLDivElement>(null);
    const [open, setOpen] = useState(false);
    // When it has its text, and so its height.
    useLayoutEffect(() => {
        if (open && panel.current !== null && button.current !== null)
            placeBeside(panel.current, button.current);
    }, [open]);
    return (
        <>
            <button
                ref={button}
                type="button"
                popoverTarget={id}
                tabIndex={reachable ? undefined : -1}
                aria-label={name}
                aria-expanded={open}
                aria-controls={id}
                aria-keyshortcuts="F1"
                title={`${name} (F1)`}
                data-help={code}
                className="relative z-1 -my-1 -ml-1 inline-flex size-6 shrink-0 items-center justify-center rounded-full text-ink-soft hover:text-act aria-expanded:text-act max-md:-my-2.5 max-md:size-11"
            >
                <Icon name="question" />
            </button>
            <div
                ref={panel}
                id={id}
                popover="auto"
                role="status"
                data-help-text={code}
                className={`fixed inset-auto m-0 max-w-[calc(100vw-1rem)] rounded-md border border-line-strong bg-raised px-3 py-2 text-13 leading-5 text-ink shadow-xl ${wide ? "w-[30rem]" : "w-80"}`}
                onToggle={(event) => setOpen(event.newState === "open")}
            >
                {open && children()}
            </div>
        </>
    );
}

// What a field's frame listens to: F1 in the field opens its help, and Shift+Tab goes to the "?".
export function useFieldHelp() {
    const frame = useRef<HTMLDivElement>(null);
    const [inside, setInside] = useState(false);
    return {
        inside,
        frame: {
            ref: frame,
            onFocus: () => setInside(true),
            onBlur: (event: FocusEvent) => {
                if (!event.currentTarget.contains(event.relatedTarget)) setInside(false);
            },
            onKeyDown: (event: KeyboardEvent) => {
                if (event.key !== "F1") return;
                const help = frame.current?.querySelector<HTMLButtonElement>("[data-help]");
                if (help === null || help === undefined) return;
                event.preventDefault();
                help.click();
            },
        },
    };
}
