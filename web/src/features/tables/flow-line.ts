// One row of a table on one line, "- {date: 2027-01-01, name_ja: 元日}  # 金": read into its members and written back,
// so that a form can change it and the rest of the text stays as it is. What is not that simple is not read at all.
export type FlowRow = {
    before: string; // indent and "- " or "key: "
    members: [string, string][];
    after: string; // a comment
};

const plainStart = /^[^\s"'[\]{}#&*!|>%@`,?:-]/u;
const needsQuotes = /[,[\]{}]|: |:$| #|^\s|\s$/u;
const wordsOfYaml = /^(true|false|null|~|yes|no|on|off)$/iu;

function readValue(text: string, at: number): { value: string; end: number } | null {
    const quote = text[at];
    if (quote === '"') {
        const found = /^"(?:[^"\\]|\\.)*"/u.exec(text.slice(at));
        if (found === null) return null;
        try {
            return { value: JSON.parse(found[0]) as string, end: at + found[0].length };
        } catch {
            return null; // an escape that JSON does not know
        }
    }
    if (quote === "'") {
        const found = /^'(?:[^']|'')*'/u.exec(text.slice(at));
        return found === null
            ? null
            : { value: found[0].slice(1, -1).replaceAll("''", "'"), end: at + found[0].length };
    }
    const found = /^[^,{}[\]]*/u.exec(text.slice(at))?.[0] ?? "";
    return { value: found.trim(), end: at + found.length };
}

export function readFlowRow(line: string): FlowRow | null {
    const head = /^(\s*(?:- |[^\s{}"'#-][^{}"'#]*: ))\{/u.exec(line);
    if (head === null) return null;
    const members: [string, string][] = [];
    let at = head[0].length;
    for (;;) {
        const name = /^\s*([a-z_]+):(?: |(?=["']))\s*/u.exec(line.slice(at));
        if (name === null) return null;
        at += name[0].length;
        const value = readValue(line, at);
        if (value === null) return null;
        members.push([name[1] ?? "", value.value]);
        at = value.end + (/^\s*/u.exec(line.slice(value.end))?.[0].length ?? 0);
        if (line[at] === "}") break;
        if (line[at] !== ",") return null;
        at += 1;
    }
    const after = line.slice(at + 1);
    return /^\s*(#.*)?$/u.test(after) ? { before: head[1] ?? "", members, after } : null;
}

function writeValue(value: string): string {
    const isPlain = plainStart.test(value) && !needsQuotes.test(value);
    const isOption = value === "true" || value === "false";
    return isOption || (isPlain && !wordsOfYaml.test(value)) ? value : JSON.stringify(value);
}

// Members left empty are left out.
export function writeFlowRow(row: FlowRow): string {
    const members = row.members.filter(([, value]) => value !== "");
    const inside = members.map(([name, value]) => `${name}: ${writeValue(value)}`).join(", ");
    return `${row.before}{${inside}}${row.after}`;
}

export type FormRow = FlowRow & { index: number }; // of its line
// Rows that stand together: of one list of the text.
export type FormGroup = { heading: string; rows: FormRow[] };

export function formGroups(text: string): FormGroup[] {
    const groups: FormGroup[] = [];
    let heading = "";
    let last = -2;
    text.split("\n").forEach((line, index) => {
        const title = /^\s*title_ja: (.*)$/u.exec(line)?.[1];
        if (title !== undefined)
            heading = title.replace(/^"|"$/gu, "").replace(/\{([^|{}]*)\|[^{}]*\}/gu, "$1");
        const row = readFlowRow(line);
        if (row === null) return;
        const group = groups.at(-1);
        const follows = last === index - 1 && group?.rows[0]?.before.length === row.before.length;
        const isList = row.before.trimStart().startsWith("- ");
        if (group !== undefined && follows && isList) group.rows.push({ ...row, index });
        else if (isList) groups.push({ heading, rows: [{ ...row, index }] });
        last = index;
    });
    return groups;
}

export function withLine(text: string, index: number, line: string | null): string {
    const lines = text.split("\n");
    if (line === null) lines.splice(index, 1);
    else lines[index] = line;
    return lines.join("\n");
}
export function withLineAfter(text: string, index: number, line: string): string {
    const lines = text.split("\n");
    lines.splice(index + 1, 0, line);
    return lines.join("\n");
}
