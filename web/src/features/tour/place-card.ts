// Where the card stands: beside what it speaks of, never over it where there is room, nor over the field that is being typed into.
export type Box = { left: number; top: number; width: number; height: number };
type Size = { width: number; height: number };

const gap = 12;

function overlap(a: Box, b: Box): number {
    const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
    const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
    return width > 0 && height > 0 ? width * height : 0;
}

// The first place that covers nothing; of places that all cover something, the one that covers least.
export function placeCard(
    card: Size,
    { around: meant, avoid }: { around: Box | null; avoid: Box | null },
    window: Size,
): { left: number; top: number } {
    // What fills the screen begins at its top left: the card stands at the other end.
    const fills = meant !== null && meant.width > window.width / 2 && meant.height > window.height / 2;
    const around = fills ? null : meant;
    const right = window.width - card.width - gap;
    const bottom = window.height - card.height - gap;
    const within = (left: number, top: number) => ({
        left: Math.max(gap, Math.min(left, right)),
        top: Math.max(gap, Math.min(top, bottom)),
    });
    const beside =
        around === null
            ? []
            : [
                  within(around.left + around.width + gap, around.top),
                  within(around.left - card.width - gap, around.top),
                  within(around.left, around.top + around.height + gap),
                  within(around.left, around.top - card.height - gap),
              ];
    const corners = [within(right, bottom), within(gap, bottom), within(right, gap), within(gap, gap)];
    const covered = (at: { left: number; top: number }) => {
        const box = { ...at, width: card.width, height: card.height }; // a DOMRect spreads to nothing
        return (around === null ? 0 : overlap(box, around)) + (avoid === null ? 0 : 4 * overlap(box, avoid));
    };
    return [...beside, ...corners].reduce((best, next) => (covered(next) < covered(best) ? next : best));
}
