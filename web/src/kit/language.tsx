// The language of the interface: Japanese first, English complete. Server labels come as both; chrome comes from words.ts.
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { askIn } from "@/api/client";
import type { Words } from "@/api/types";
import { words, type Language, type WordKey } from "./words";

const stored = "renkei-language";

export type Speak = {
    language: Language;
    setLanguage: (language: Language) => void;
    w: (key: WordKey, values?: Record<string, string | number>) => string;
    label: (text: Words | null | undefined) => string;
};

export function speakIn(
    language: Language,
    setLanguage: (language: Language) => void = () => undefined,
): Speak {
    return {
        language,
        setLanguage,
        w: (key, values = {}) =>
            words[key][language].replace(/\{(\w+)\}/g, (whole, name: string) =>
                String(values[name] ?? whole),
            ),
        label: (text) => (text === null || text === undefined ? "" : text[language] || text.ja),
    };
}

const SpeakContext = createContext<Speak>(speakIn("ja"));

export function LanguageProvider({ children }: { children: ReactNode }) {
    const [language, setLanguage] = useState<Language>(() =>
        window.localStorage.getItem(stored) === "en" ? "en" : "ja",
    );
    useEffect(() => {
        document.documentElement.lang = language;
        window.localStorage.setItem(stored, language);
        askIn(language);
    }, [language]);
    const speak = useMemo(() => speakIn(language, setLanguage), [language]);
    return <SpeakContext value={speak}>{children}</SpeakContext>;
}

export function useWords(): Speak {
    return useContext(SpeakContext);
}
