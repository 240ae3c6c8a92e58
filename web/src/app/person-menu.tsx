// The person menu: who is signed in, language, looks, keys, sign-out.
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { Session } from "@/api/types";
import { Icon } from "@/kit/icons";
import { useWords } from "@/kit/language";
import { manuals } from "@/kit/manuals";
import { useTitle } from "@/kit/session";
import { chooseTheme, useTheme, type Theme } from "@/kit/theme";
import type { WordKey } from "@/kit/words";
import type { TourDesk } from "./tour";

type Props = {
    session: Session;
    tour: TourDesk;
    onSignOut: () => void;
    onKeys: () => void;
    children: ReactNode;
};
const themes: { theme: Theme; word: WordKey }[] = [
    { theme: "auto", word: "themeAuto" },
    { theme: "light", word: "themeLight" },
    { theme: "dark", word: "themeDark" },
];

export function useMenu() {
    const [open, setOpen] = useState(false);
    const element = useRef<HTMLDivElement>(null);
    useEffect(() => {
        if (!open) return;
        function close(event: Event) {
            const escaped = event instanceof KeyboardEvent && event.key === "Escape";
            const outside = event.type === "pointerdown" && !element.current?.contains(event.target as Node);
            if (escaped || outside) setOpen(false);
        }
        document.addEventListener("keydown", close);
        document.addEventListener("pointerdown", close);
        return () => {
            document.removeEventListener("keydown", close);
            document.removeEventListener("pointerdown", close);
        };
    }, [open]);
    return { open, setOpen, element };
}

export const menuShape =
    "absolute top-full right-0 z-40 mt-1 min-w-64 rounded-md border border-line bg-raised py-1 shadow-xl";

export function PersonMenu({ session, tour, onSignOut, onKeys, children }: Props) {
    const { w, label, language, setLanguage } = useWords();
    const title = useTitle();
    const { open, setOpen, element } = useMenu();
    const theme = useTheme();
    const item = "flex min-h-9 w-full items-center gap-2 px-4 text-left hover:bg-hovered max-md:min-h-11";
    return (
        <div ref={element} className="relative">
            <button
                type="button"
                data-tour="person-menu"
                aria-expanded={open}
                onClick={() => setOpen(!open)}
                className="flex min-h-8 items-center gap-1 rounded-md px-2 hover:bg-hovered max-md:min-h-11"
            >
                <Icon name="person" className="md:hidden" />
                <span className="max-md:sr-only">{children}</span>
                <Icon name="down" />
            </button>
            {open && (
                <div className={menuShape}>
                    <div className="border-b border-line px-4 py-2">
                        <p className="font-bold">
                            {title(session.staff?.rank ?? "")} {session.staff?.name ?? session.account}
                        </p>
                        <p className="text-13 text-ink-soft">
                            {label(session.station?.name)} {label(session.unit?.name)}{" "}
                            {title(session.staff?.post ?? "")}
                        </p>
                        <p className="text-13 text-ink-soft">
                            {session.roles.map((role) => label(role.name)).join("、")}
                        </p>
                    </div>
                    <div className="border-b border-line px-4 py-2">
                        <p className="text-13 text-ink-soft">{w("looks")}</p>
                        <div className="flex gap-1" role="group" aria-label={w("looks")}>
                            {themes.map((each) => (
                                <button
                                    key={each.theme}
                                    type="button"
                                    aria-pressed={theme === each.theme}
                                    onClick={() => chooseTheme(each.theme)}
                                    className="min-h-8 flex-1 rounded border border-line px-2 hover:bg-hovered aria-pressed:border-act aria-pressed:bg-chosen aria-pressed:font-bold max-md:min-h-11"
                                >
                                    {w(each.word)}
                                </button>
                            ))}
                        </div>
                    </div>
                    <button
                        type="button"
                        className={item}
                        onClick={() => setLanguage(language === "ja" ? "en" : "ja")}
                    >
                        {w("otherLanguage")}
                    </button>
                    <button
                        type="button"
                        className={item}
                        onClick={() => {
                            setOpen(false);
                            onKeys();
                        }}
                    >
                        {w("keys")}
                    </button>
                    {tour.exists && (
                        <button
                            type="button"
                            className={item}
                            onClick={() => {
                                setOpen(false);
                                tour.start();
                            }}
                        >
                            {w(tour.left?.state === "left" ? "tourGoOn" : "tour")}
                        </button>
                    )}
                    {manuals.map((manual) => (
                        <a
                            key={manual.word}
                            href={manual.address}
                            target="_blank"
                            rel="noreferrer"
                            className={item}
                        >
                            {w(manual.word)}
                        </a>
                    ))}
                    <button type="button" className={item} onClick={onSignOut}>
                        {w("signOut")}
                    </button>
                    <p className="px-4 pt-1 text-12 text-ink-faint">Renkei {session.version}</p>
                </div>
            )}
        </div>
    );
}
