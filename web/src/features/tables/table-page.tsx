// One table as it stands: its rows in words, its text, its history.
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo, useState } from "react";
import { readTable, type Table, type TableRow, type TableSection } from "@/api/tables";
import { Link, useAddress } from "@/kit/address";
import { Button, lookOf } from "@/kit/button";
import { Chip } from "@/kit/chips";
import { useWords, type Speak } from "@/kit/language";
import { Page } from "@/kit/page";
import { PrintHeader } from "@/kit/print-header";
import { useSession } from "@/kit/session";
import { Empty, Failure, Waiting } from "@/kit/states";
import { FindBox, useOpenProposals } from "./table-list";
import { TableHistory } from "./table-history";
import { Tabs } from "@/kit/tabs";

const views = ["rows", "text", "history"] as const;
type View = (typeof views)[number];
const firstRows = 150;

export function TablePage({ id }: { id: string }) {
    const { w, label } = useWords();
    const session = useSession();
    const { query } = useAddress();
    const table = useQuery({ queryKey: ["table", id], queryFn: () => readTable(id) });
    const asked = query.get("view");
    const view: View = views.find((each) => each === asked) ?? "rows";
    if (table.error !== null) return <Failure error={table.error} onRetry={() => void table.refetch()} />;
    if (table.data === undefined) return <Waiting lines={12} />;
    const { data } = table;
    const names = { rows: w("tableRowsView"), text: w("tableTextView"), history: w("tableHistoryView") };
    return (
        <Page
            sheet
            title={label(data.title)}
            aside={
                <>
                    <Link to="/tables" className="text-act hover:underline print:hidden">
                        {w("tables")}
                    </Link>
                    <span className="text-13 text-ink-soft max-md:hidden">{label(data.purpose)}</span>
                    <span className="figures text-13 text-ink-soft">
                        {w("tableVersion", { n: data.version.version })}
                    </span>
                    {data.proposals.map((proposal) => (
                        <Link key={proposal.id} to={`/tables/proposals/${proposal.id}`}>
                            <Chip tone="due">
                                {w("tableProposal")} {w(`state_${proposal.state}`)}
                            </Chip>
                        </Link>
                    ))}
                </>
            }
            action={
                <span className="flex gap-2 print:hidden">
                    <Button icon="print" className="max-md:hidden" onClick={() => window.print()}>
                        {w("print")}
                    </Button>
                    {session.can["tables.propose"] === true && <EditLinks id={id} />}
                </span>
            }
        >
            <Tabs
                label={label(data.title)}
                chosen={view}
                tabs={views.map((each) => ({
                    name: each,
                    text: names[each],
                    to: `/tables/${id}${each === "rows" ? "" : `?view=${each}`}`,
                }))}
            />
            {view === "rows" && <Rows table={data} />}
            {view === "text" && <Text table={data} />}
            {view === "history" && <TableHistory id={id} title={label(data.title)} />}
        </Page>
    );
}

// A change of one's own that is still being written can take this table in as well: some changes need two tables at once.
function EditLinks({ id }: { id: string }) {
    const { w } = useWords();
    const session = useSession();
    const open = useOpenProposals();
    const mine = open.data?.items.find(
        (proposal) =>
            proposal.state === "draft" &&
            proposal.made_by?.id === session.staff?.id &&
            proposal.tables.length < 20,
    );
    return (
        <>
            {mine !== undefined && (
                <Link to={`/tables/${id}/edit?proposal=${mine.id}`} className={lookOf("secondary")}>
                    {w("tableAddTo")}
                </Link>
            )}
            <Link to={`/tables/${id}/edit`} className={lookOf("primary")} data-act="edit">
                {w("tableEdit")}
            </Link>
        </>
    );
}

function wordsOf(row: TableRow): string {
    const values = row.cells.flatMap((cell) =>
        cell.values.flatMap((value) => [value.text, value.words?.ja ?? "", value.words?.en ?? ""]),
    );
    return [row.key, row.label?.ja ?? "", row.label?.en ?? "", ...values].join("\n").toLowerCase();
}

function Rows({ table }: { table: Table }) {
    const { w, label } = useWords();
    const [typed, setTyped] = useState("");
    const word = useDeferredValue(typed.trim().toLowerCase());
    const indexed = useMemo(
        () =>
            table.sections.map((section) => ({
                section,
                rows: section.rows.map((row) => ({ row, words: wordsOf(row) })),
            })),
        [table],
    );
    const shown = indexed.map(({ section, rows }) => ({
        section,
        rows: rows.filter(({ words }) => words.includes(word)).map(({ row }) => row),
    }));
    const all = indexed.reduce((sum, { rows }) => sum + rows.length, 0);
    const count = shown.reduce((sum, { rows }) => sum + rows.length, 0);
    return (
        <>
            <PrintHeader
                title={`${w("tables")} ${label(table.title)} ${w("tableVersion", { n: table.version.version })}`}
                conditions={word === "" ? [] : [[w("search"), typed]]}
                shown={count}
                all={all}
            />
            <div role="search" className="flex flex-wrap items-center gap-3 px-4 py-2 print:hidden">
                <FindBox label={w("tableFindRows")} value={typed} onChange={setTyped} />
                <span className="figures text-13 text-ink-soft" role="status">
                    {w("tableRowsShown", { all, shown: count })}
                </span>
            </div>
            {count === 0 && <Empty title={w("tableNoRows")} hint={w("tableNoRowsHint")} />}
            <div className="flex flex-col gap-3 px-4 pb-6">
                {shown
                    .filter(({ rows }) => rows.length > 0)
                    .map(({ section, rows }) => (
                        <Section key={section.name} section={section} rows={rows} />
                    ))}
            </div>
        </>
    );
}

function Section({ section, rows }: { section: TableSection; rows: TableRow[] }) {
    const { w, label } = useWords();
    const [most, setMost] = useState(firstRows);
    return (
        <section className="rounded-md border border-line bg-surface" data-section={section.name}>
            <h2 className="border-b border-line px-3 py-1.5 text-14 font-bold">
                {label(section.label)}{" "}
                <span className="figures font-normal text-ink-soft">{rows.length}</span>
            </h2>
            <ul>
                {rows.slice(0, most).map((row) => (
                    <RowItem key={`${row.line} ${row.key}`} row={row} />
                ))}
            </ul>
            {rows.length > most && (
                <p className="px-3 py-2 print:hidden">
                    <Button onClick={() => setMost((before) => before + 500)}>
                        {w("tableMoreRows", { n: rows.length - most })}
                    </Button>
                </p>
            )}
        </section>
    );
}

function valueOf(
    { text, words }: TableRow["cells"][number]["values"][number],
    label: Speak["label"],
): string {
    return words === null ? text : label(words);
}

function RowItem({ row }: { row: TableRow }) {
    const { w, label } = useWords();
    return (
        <li className="grid grid-cols-[18rem_1fr_4rem] gap-x-4 border-b border-line px-3 py-1.5 last:border-0 max-md:grid-cols-1 print:break-inside-avoid">
            <div className="min-w-0">
                <p className="font-bold">{row.label === null ? row.key : label(row.label)}</p>
                {row.label !== null && row.key !== "" && (
                    <p className="font-mono text-12 text-ink-faint">{row.key}</p>
                )}
            </div>
            <dl className="flex min-w-0 flex-wrap items-start gap-x-4 gap-y-1">
                {row.cells
                    .filter((cell) => cell.values.length > 0)
                    .map((cell) => (
                        <div key={cell.name} className="flex min-w-0 gap-1.5">
                            <dt className="shrink-0 text-13 text-ink-soft">
                                {cell.name === "text" ? "" : label(cell.label)}
                            </dt>
                            <dd className="flex min-w-0 flex-wrap gap-1">
                                {cell.values.map((value, index) => (
                                    <span
                                        key={index}
                                        title={value.words === null ? undefined : value.text}
                                        className={
                                            cell.values.length > 1 || value.words !== null
                                                ? "rounded-sm border border-line bg-sunken px-1 text-13"
                                                : ""
                                        }
                                    >
                                        {valueOf(value, label)}
                                    </span>
                                ))}
                            </dd>
                        </div>
                    ))}
            </dl>
            <p className="figures text-right text-12 text-ink-faint max-md:text-left">
                {w("tableLine", { n: row.line })}
            </p>
        </li>
    );
}

function Text({ table }: { table: Table }) {
    const { label } = useWords();
    const lines = table.text.split("\n");
    return (
        <div
            tabIndex={0}
            role="group"
            aria-label={label(table.title)}
            className="mx-4 my-3 overflow-x-auto rounded-md border border-line bg-surface font-mono text-13"
        >
            <pre className="grid grid-cols-[auto_1fr] gap-x-3 py-2 print:whitespace-pre-wrap">
                <span className="figures border-r border-line px-2 text-right text-ink-faint select-none print:hidden">
                    {lines.map((_, index) => `${index + 1}\n`).join("")}
                </span>
                <code>{table.text}</code>
            </pre>
        </div>
    );
}
