// Names of what the server tells as codes in a proof; a code that has no name here is told as it is.
import { useCallback } from "react";
import { useWords } from "@/kit/language";
import { words, type WordKey } from "@/kit/words";

function isWord(key: string): key is WordKey {
    return Object.hasOwn(words, key);
}

function useCodeWord(prefix: "kind_" | "table_"): (code: string) => string {
    const { w } = useWords();
    return useCallback(
        (code) => {
            const key = prefix + code;
            return isWord(key) ? w(key) : code;
        },
        [w, prefix],
    );
}

export function useKindWord(): (kind: string) => string {
    return useCodeWord("kind_");
}
export function useTableWord(): (table: string) => string {
    return useCodeWord("table_");
}
