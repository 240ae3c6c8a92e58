// The one table: columns named after the server's fields, order kept in the address, ↑↓ or j k to walk, Enter to open.
import { tableFeatures, useTable } from "@tanstack/react-table";
import { useMemo, useRef, type KeyboardEvent, type ReactNode } from "react";
import { go } from "./address";
import { Icon } from "./icons";
import { useKeys } from "./keys";
import { useWords } from "./language";
import { Failure, Waiting } from "./states";

export type Column<Row> = {
    id: string;
    header: string;
    cell: (row: Row) => ReactNode;
    sortable?: boolean;
    align?: "right";
    className?: string; // width and what to hide on a phone
};

type Props<Row> = {
    caption: string;
    columns: Column<Row>[];
    rows: Row[] | undefined;
    rowId: (row: Row) => string;
    rowAddress?: (row: Row) => string;
    rowTone?: (row: Row) => string;
    onToggle?: (row: Row) => void; // Space on a row
    sort?: string;
    onSort?: (sort: string) => void;
    busy?: boolean;
    error?: unknown;
    onRetry?: () => void;
    empty: ReactNode;
    more?: ReactNode;
};

// Fingers stay on the letters: j and k walk, x chooses, o opens.
const rowKeys: Record<string, string> = { j: "ArrowDown", k: "ArrowUp", x: " ", o: "Enter" };
const features = tableFeatures({});
const none: never[] = [];

export function RegisterTable<Row extends object>(props: Props<Row>) {
    const { columns, rows, rowId, rowAddress, sort, onSort, onToggle, error, empty } = props;
    const body = useRef<HTMLTableSectionElement>(null);
    const definitions = useMemo(
        () =>
            columns.map((column) => ({
                id: column.id,
                header: () => column.header,
                cell: ({ row }: { row: { original: Row } }) => column.cell(row.original),
            })),
        [columns],
    );
    useKeys({
        j: () => body.current?.querySelector<HTMLTableRowElement>("tr[data-row]")?.focus(),
    });
    const table = useTable({ features, columns: definitions, data: rows ?? none, getRowId: rowId });
    if (error !== undefined && error !== null) return <Failure error={error} onRetry={props.onRetry} />;
    if (rows === undefined) return <Waiting lines={14} />;
    if (rows.length === 0) return <>{empty}</>;

    function walk(event: KeyboardEvent<HTMLTableRowElement>, row: Row) {
        const all = [...(body.current?.querySelectorAll<HTMLTableRowElement>("tr[data-row]") ?? [])];
        const at = all.indexOf(event.currentTarget);
        const onRow = event.target === event.currentTarget;
        const plain = onRow && !event.ctrlKey && !event.metaKey && !event.altKey;
        const key = plain ? (rowKeys[event.key] ?? event.key) : event.key;
        const target =
            key === "ArrowDown"
                ? all[at + 1]
                : key === "ArrowUp"
                  ? all[at - 1]
                  : key === "Home"
                    ? all[0]
                    : key === "End"
                      ? all.at(-1)
                      : undefined;
        if (target !== undefined) {
            event.preventDefault();
            target.focus();
        } else if (
            key === "Enter" &&
            plain && // with Ctrl it is the screen's primary action
            rowAddress !== undefined
        ) {
            go(rowAddress(row));
        } else if (key === " " && onRow && onToggle !== undefined) {
            event.preventDefault();
            onToggle(row);
        }
    }

    const columnOf = (id: string) => columns.find((column) => column.id === id);
    return (
        <div className="max-md:overflow-x-auto" aria-busy={props.busy === true}>
            <table className="w-full border-collapse text-14 max-md:block print:text-12">
                <caption className="sr-only">{props.caption}</caption>
                <thead className="sticky top-[var(--page-head,3rem)] z-[5] max-md:hidden print:static">
                    {table.getHeaderGroups().map((group) => (
                        <tr key={group.id} className="border-b border-line-strong bg-sunken text-13">
                            {group.headers.map((header) => (
                                <HeaderCell
                                    key={header.id}
                                    column={columnOf(header.id)}
                                    sort={sort}
                                    onSort={onSort}
                                />
                            ))}
                        </tr>
                    ))}
                </thead>
                <tbody ref={body} className="max-md:block">
                    {table.getRowModel().rows.map((row, index) => (
                        <tr
                            key={row.id}
                            data-row={row.id}
                            tabIndex={index === 0 ? 0 : -1}
                            onKeyDown={(event) => walk(event, row.original)}
                            onClick={(event) => {
                                const onControl =
                                    (event.target as Element).closest("a,button,input,label") !== null;
                                const selecting = (window.getSelection()?.toString() ?? "") !== "";
                                if (!onControl && !selecting && rowAddress !== undefined)
                                    go(rowAddress(row.original));
                            }}
                            className={`h-8 border-b border-line max-md:h-auto hover:bg-hovered focus-visible:-outline-offset-2 max-md:flex max-md:min-h-14 max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:gap-y-0.5 max-md:px-4 max-md:py-2 ${rowAddress === undefined ? "" : "cursor-pointer"} ${props.rowTone?.(row.original) ?? ""}`}
                        >
                            {row.getAllCells().map((cell) => {
                                const column = columnOf(cell.column.id);
                                return (
                                    <td
                                        key={cell.id}
                                        className={`px-2 first:pl-4 last:pr-4 max-md:w-auto! max-md:p-0 max-md:first:pl-0 ${column?.align === "right" ? "figures text-right" : ""} ${column?.className ?? ""}`}
                                    >
                                        {column?.cell(row.original)}
                                    </td>
                                );
                            })}
                        </tr>
                    ))}
                </tbody>
            </table>
            {props.more}
        </div>
    );
}

type HeaderProps<Row> = { column: Column<Row> | undefined; sort?: string; onSort?: (sort: string) => void };
function HeaderCell<Row>({ column, sort, onSort }: HeaderProps<Row>) {
    const { w } = useWords();
    if (column === undefined) return null;
    const direction = sort === column.id ? "ascending" : sort === `-${column.id}` ? "descending" : undefined;
    const shape = `h-7 px-2 text-left font-bold whitespace-nowrap first:pl-4 last:pr-4 ${column.align === "right" ? "text-right" : ""} ${column.className ?? ""}`;
    if (column.sortable !== true || onSort === undefined) {
        return (
            <th scope="col" className={shape}>
                {column.header}
            </th>
        );
    }
    const next = direction === "descending" ? column.id : `-${column.id}`;
    return (
        <th scope="col" aria-sort={direction ?? "none"} className={shape}>
            <button
                type="button"
                onClick={() => onSort(next)}
                title={w("sortBy", { name: column.header })}
                className="-mx-1 inline-flex min-h-7 items-center gap-0.5 rounded px-1 font-bold hover:bg-hovered"
            >
                {column.header}
                <Icon
                    name="down"
                    className={`size-3.5 ${direction === "ascending" ? "rotate-180" : ""} ${direction === undefined ? "opacity-30" : ""}`}
                />
            </button>
        </th>
    );
}
