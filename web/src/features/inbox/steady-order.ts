// Keeps a list still while somebody points at it: what came goes to the end, what left stays in its place until they look away.
export type Steady<T> = { item: T; isNew: boolean; isGone: boolean };

export function steadyOrder<T>(
    shown: readonly T[],
    current: readonly T[],
    held: boolean,
    idOf: (item: T) => string,
): Steady<T>[] {
    const before = new Set(shown.map(idOf));
    const byId = new Map(current.map((item) => [idOf(item), item]));
    if (!held) return current.map((item) => ({ item, isNew: !before.has(idOf(item)), isGone: false }));
    const kept = shown.map((item) => ({
        item: byId.get(idOf(item)) ?? item,
        isNew: false,
        isGone: !byId.has(idOf(item)),
    }));
    const arrived = current.filter((item) => !before.has(idOf(item)));
    return [...kept, ...arrived.map((item) => ({ item, isNew: true, isGone: false }))];
}
