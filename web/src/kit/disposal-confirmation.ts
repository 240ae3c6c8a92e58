// What is typed before a disposal is approved: the number of one record, or how many records there are. Full-width
// characters and blanks make no difference; the server is told the record's own number.
function plain(text: string): string {
    return text.normalize("NFKC").replace(/\s/g, "");
}

export function isConfirmed(typed: string, numbers: readonly string[]): boolean {
    const [only, ...others] = numbers;
    if (only === undefined) return false;
    if (others.length === 0) return plain(typed) === plain(only);
    return plain(typed).replace(/件$/, "") === String(numbers.length);
}
