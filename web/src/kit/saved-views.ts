// Named filters of one person on one screen, kept in this browser; the address itself is the view.
export type SavedView = { name: string; query: string };

function keyOf(account: string, screen: string): string {
    return `renkei-views:${account}:${screen}`;
}

export function readViews(account: string, screen: string): SavedView[] {
    try {
        const stored: unknown = JSON.parse(window.localStorage.getItem(keyOf(account, screen)) ?? "[]");
        return Array.isArray(stored) ? (stored as SavedView[]) : [];
    } catch {
        return [];
    }
}

export function writeViews(account: string, screen: string, views: SavedView[]): void {
    window.localStorage.setItem(keyOf(account, screen), JSON.stringify(views));
}
