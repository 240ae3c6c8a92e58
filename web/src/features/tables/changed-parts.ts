// What of a line differs from another: its beginning that both share, the middle, its end that both share.
export function changedParts(text: string, other: string): [string, string, string] {
    const mine = [...text];
    const theirs = [...other];
    const shortest = Math.min(mine.length, theirs.length);
    let front = 0;
    while (front < shortest && mine[front] === theirs[front]) front += 1;
    let back = 0;
    while (back < shortest - front && mine.at(-1 - back) === theirs.at(-1 - back)) back += 1;
    const end = mine.length - back;
    return [mine.slice(0, front).join(""), mine.slice(front, end).join(""), mine.slice(end).join("")];
}
