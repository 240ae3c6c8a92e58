// Every table with what it decides and since when; and the proposals to change them.
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { readProposals, readTables, type ProposalSummary, type TableSummary } from "@/api/tables";
import { Link, useAddress } from "@/kit/address";
import { Chip, Moment, PersonChip } from "@/kit/chips";
import { Icon } from "@/kit/icons";
import { useWords } from "@/kit/language";
import { Page } from "@/kit/page";
import { PrintHeader } from "@/kit/print-header";
import { RegisterTable, type Column } from "@/kit/register-table";
import { Empty } from "@/kit/states";
import { StateChip } from "./state-chip";
import { Tabs } from "@/kit/tabs";

const freshEvery = 5_000; // another's proposal appears by itself

export function useOpenProposals() {
    return useQuery({
        queryKey: ["table-proposals", "open"],
        queryFn: () => readProposals("open"),
        refetchInterval: freshEvery,
    });
}

export function TableList({ which }: { which: string }) {
    const { w } = useWords();
    const open = useOpenProposals();
    return (
        <Page
            sheet
            title={w("tables")}
            aside={<span className="text-13 text-ink-soft max-md:hidden">{w("tablesHint")}</span>}
        >
            <Tabs
                label={w("tables")}
                chosen={which}
                tabs={[
                    { name: "", text: w("tablesInForce"), to: "/tables" },
                    {
                        name: "proposals",
                        text: w("tableProposals"),
                        to: "/tables/proposals",
                        count: open.data?.items.length,
                    },
                ]}
            />
            {which === "" ? <InForce /> : <Proposals />}
        </Page>
    );
}

function holds(table: TableSummary, word: string): boolean {
    const all = [
        table.title.ja,
        table.title.en,
        table.purpose.ja,
        table.purpose.en,
        table.file,
        table.group.label.ja,
    ];
    return all.some((text) => text.toLowerCase().includes(word.toLowerCase()));
}

function InForce() {
    const { w, label } = useWords();
    const tables = useQuery({ queryKey: ["tables"], queryFn: readTables });
    const [word, setWord] = useState("");
    const columns = useMemo<Column<TableSummary>[]>(
        () => [
            {
                id: "title",
                header: w("tableName"),
                className: "w-64 max-md:w-full",
                cell: (row) => (
                    <Link
                        to={`/tables/${row.id}`}
                        tabIndex={-1}
                        className="text-act underline-offset-2 hover:underline print:text-ink"
                    >
                        {label(row.title)}
                    </Link>
                ),
            },
            {
                id: "purpose",
                header: w("tablePurpose"),
                className: "max-md:w-full",
                cell: (row) => <span className="text-ink-soft">{label(row.purpose)}</span>,
            },
            {
                id: "group",
                header: w("kind"),
                className: "w-40 whitespace-nowrap max-md:hidden",
                cell: (row) => label(row.group.label),
            },
            {
                id: "since",
                header: w("tableSince"),
                className: "w-52 whitespace-nowrap",
                cell: (row) => (
                    <span className="figures">
                        {w("tableVersion", { n: row.since.version })}{" "}
                        <Moment at={row.since.loaded_at} short />
                    </span>
                ),
            },
            {
                id: "open",
                header: w("tableProposals"),
                className: "w-28",
                cell: (row) =>
                    row.open_proposals > 0 && (
                        <Chip tone="due">{w("tableOpen", { n: row.open_proposals })}</Chip>
                    ),
            },
        ],
        [w, label],
    );
    const rows = tables.data?.items.filter((table) => holds(table, word.trim()));
    return (
        <>
            <PrintHeader
                title={w("tables")}
                conditions={[]}
                shown={rows?.length ?? 0}
                all={tables.data?.items.length}
            />
            <div role="search" className="flex flex-wrap items-center gap-3 px-4 py-2 print:hidden">
                <FindBox label={w("tableFind")} value={word} onChange={setWord} />
                {rows !== undefined && (
                    <span className="figures text-13 text-ink-soft">
                        {w("countItems", { n: rows.length })}
                    </span>
                )}
            </div>
            <RegisterTable
                caption={w("tablesInForce")}
                columns={columns}
                rows={rows}
                rowId={(row) => row.id}
                rowAddress={(row) => `/tables/${row.id}`}
                error={tables.error}
                onRetry={() => void tables.refetch()}
                empty={<Empty title={w("tableFindNone")} hint={w("tableFindNoneHint")} />}
            />
        </>
    );
}

export function FindBox({
    label,
    value,
    onChange,
}: {
    label: string;
    value: string;
    onChange: (value: string) => void;
}) {
    return (
        <span className="relative w-72 max-md:w-full">
            <Icon name="search" className="absolute top-1/2 left-2 -translate-y-1/2 text-ink-soft" />
            <input
                type="search"
                aria-label={label}
                placeholder={label}
                value={value}
                onChange={(event) => onChange(event.target.value)}
                className="field-box pl-8"
            />
        </span>
    );
}

function Proposals() {
    const { w, label } = useWords();
    const { query } = useAddress();
    const state = query.get("state") === "closed" ? "closed" : "open";
    const proposals = useQuery({
        queryKey: ["table-proposals", state],
        queryFn: () => readProposals(state),
        refetchInterval: freshEvery,
    });
    const columns = useMemo<Column<ProposalSummary>[]>(
        () => [
            {
                id: "state",
                header: w("proposalState"),
                className: "w-28",
                cell: (row) => <StateChip state={row.state} />,
            },
            {
                id: "tables",
                header: w("tableName"),
                className: "w-72",
                cell: (row) => (
                    <Link
                        to={`/tables/proposals/${row.id}`}
                        tabIndex={-1}
                        className="text-act underline-offset-2 hover:underline print:text-ink"
                    >
                        {row.tables.map((table) => label(table.title)).join(w("listComma"))}
                    </Link>
                ),
            },
            {
                id: "reason",
                header: w("proposalReason"),
                cell: (row) => (
                    <span className="line-clamp-1">
                        {row.kind !== "edit" && <>{w(`proposalKind_${row.kind}`)} </>}
                        {row.reason}
                    </span>
                ),
            },
            {
                id: "by",
                header: w("proposalBy"),
                className: "w-44 whitespace-nowrap",
                cell: (row) =>
                    row.made_by === null ? "Renkei" : <PersonChip person={row.made_by} withUnit={false} />,
            },
            {
                id: "changed",
                header: w("when"),
                className: "w-40 whitespace-nowrap",
                cell: (row) => <Moment at={row.changed_at} short />,
            },
        ],
        [w, label],
    );
    return (
        <>
            <div className="flex gap-2 px-4 py-2 print:hidden">
                {(["open", "closed"] as const).map((each) => (
                    <Link
                        key={each}
                        to={each === "open" ? "/tables/proposals" : "/tables/proposals?state=closed"}
                        aria-current={state === each ? "true" : undefined}
                        className="inline-flex min-h-8 items-center rounded-full border border-line-strong px-3 no-underline aria-[current]:border-act aria-[current]:bg-chosen aria-[current]:font-bold max-md:min-h-11"
                    >
                        {w(each === "open" ? "proposalsOpen" : "proposalsClosed")}
                    </Link>
                ))}
            </div>
            <RegisterTable
                caption={w("tableProposals")}
                columns={columns}
                rows={proposals.data?.items}
                rowId={(row) => row.id}
                rowAddress={(row) => `/tables/proposals/${row.id}`}
                error={proposals.error}
                onRetry={() => void proposals.refetch()}
                empty={<Empty title={w("proposalsNone")} hint={w("proposalsNoneHint")} />}
            />
        </>
    );
}
