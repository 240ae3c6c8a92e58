// What is being typed into a table, kept on this device until it is saved: tables hold no personal data.
const prefix = "renkei-table ";

export type KeptText = { base: string; text: string };

export function keptKey(account: string, table: string, proposal: string | null): string {
    return `${prefix}${account} ${table} ${proposal ?? "new"}`;
}
// Only what was typed upon the same text comes back.
export function readKept(key: string, base: string): string | null {
    const found = window.localStorage.getItem(key);
    if (found === null) return null;
    const kept = JSON.parse(found) as KeptText;
    return kept.base === base && kept.text !== base ? kept.text : null;
}
export function keepText(key: string, kept: KeptText): void {
    if (kept.text === kept.base) window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, JSON.stringify(kept));
}
export function forgetKept(key: string): void {
    window.localStorage.removeItem(key);
}
