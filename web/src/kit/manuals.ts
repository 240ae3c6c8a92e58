// The desk manual in its two languages, wherever it is linked.
import { englishManualAddress, manualAddress } from "@/api/setup";
import type { WordKey } from "./words";

export const manuals: readonly { address: string; word: WordKey }[] = [
    { address: manualAddress, word: "manual" },
    { address: englishManualAddress, word: "manualEnglish" },
];
