// Names of files as they are, without acting: characters that turn the direction of writing, control or hide are shown as 〔U+202E〕.
const hidden =
    /[\p{Cc}\u00ad\u061c\u115f\u1160\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\u3164\ufeff\u{e0001}-\u{e007f}]/gu;

export function shownName(name: string): string {
    return name.replace(
        hidden,
        (one) => `〔U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}〕`,
    );
}
