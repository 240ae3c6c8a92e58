// ボード: five sentences, the numbers behind them, eight weeks, and who has how much. Every number opens its list.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { readBoard, type Board, type BoardLine, type BoardQuery, type BoardShare } from "@/api/boards";
import { Link, useAddress } from "@/kit/address";
import { Button } from "@/kit/button";
import { Chip, PersonChip, UnitName } from "@/kit/chips";
import { DayListButton } from "@/kit/day-list";
import { useWords } from "@/kit/language";
import { showMoment } from "@/kit/moments";
import { UnitField } from "@/kit/narrowing";
import { Page, Panel } from "@/kit/page";
import { PrintHeader } from "@/kit/print-header";
import { RegisterTable, type Column } from "@/kit/register-table";
import { SavedViews } from "@/kit/saved-views";
import { Empty, Failure, Waiting } from "@/kit/states";
import { Weeks } from "./weeks";

function listAddress(query: BoardQuery): string {
    return `/consultations?${new URLSearchParams(query).toString()}`;
}

export function BoardPage() {
    const { w, label, language } = useWords();
    const { query } = useAddress();
    const unit = query.get("unit") ?? "";
    const board = useQuery({
        queryKey: ["board", unit],
        queryFn: () => readBoard(unit),
        placeholderData: (before) => before,
    });
    const of = board.data?.unit;
    const title =
        of === undefined
            ? w("board")
            : of === null
              ? w("boardOfAll")
              : w("boardOf", { unit: label(of.name) });
    return (
        <Page
            title={title}
            sheet
            aside={
                <>
                    <UnitField none={w("boardUsual")} />
                    <SavedViews screen="board" canKeep={unit !== ""} />
                    {board.data !== undefined && (
                        <span className="figures text-13 text-ink-soft">
                            {w("boardMadeAt", { at: showMoment(board.data.made_at, language) })}
                        </span>
                    )}
                </>
            }
            action={
                <div className="flex flex-wrap gap-1.5">
                    <DayListButton />
                    <Button icon="print" disabled={board.data === undefined} onClick={() => window.print()}>
                        {w("print")}
                    </Button>
                </div>
            }
        >
            {board.error !== null && board.data === undefined ? (
                <Failure error={board.error} onRetry={() => void board.refetch()} />
            ) : board.data === undefined ? (
                <Waiting lines={16} />
            ) : (
                <Whole board={board.data} title={title} />
            )}
        </Page>
    );
}

function Whole({ board, title }: { board: Board; title: string }) {
    const { w } = useWords();
    return (
        <div className="flex flex-col gap-3 p-3">
            <PrintHeader title={title} conditions={[]} />
            <div className="grid grid-cols-[3fr_2fr] gap-3 max-md:grid-cols-1">
                <Panel tour="board-sentences" title={w("boardSentences")}>
                    <ul className="divide-y divide-line">
                        {board.sentences.map((sentence) => (
                            <Sentence key={sentence.code} {...sentence} />
                        ))}
                    </ul>
                </Panel>
                <Panel title={w("boardWeeks")}>
                    <Weeks weeks={board.weeks} unit={board.unit?.id ?? null} />
                </Panel>
            </div>
            <section data-tour="board-numbers" aria-label={w("boardNumbers")}>
                <ul className="grid grid-cols-7 gap-2 max-md:grid-cols-2">
                    {board.numbers.map((number) => (
                        <Tile key={number.code} {...number} />
                    ))}
                </ul>
            </section>
            <div
                data-tour="board-shares"
                className={`grid gap-3 max-md:grid-cols-1 ${board.unit === null ? "" : "grid-cols-2"}`}
            >
                {board.unit !== null && <Officers rows={board.officers} />}
                <Units rows={board.units} />
            </div>
        </div>
    );
}

function Sentence({ text, query, count, code }: BoardLine) {
    const { label } = useWords();
    const isLate = code === "overdue" && count > 0;
    return (
        <li>
            <Link
                to={listAddress(query)}
                data-sentence={code}
                className={`flex min-h-10 items-center px-3 py-1.5 hover:bg-hovered ${isLate ? "font-bold text-late" : ""}`}
            >
                {label(text)}
            </Link>
        </li>
    );
}

function Tile({ code, text, count, query }: BoardLine) {
    const { label } = useWords();
    const tone =
        count === 0
            ? ""
            : code === "overdue" || code === "immediate"
              ? "text-late"
              : code === "today"
                ? "text-due"
                : "";
    return (
        <li>
            <Link
                to={listAddress(query)}
                data-number={code}
                className="flex min-h-16 flex-col justify-center rounded-md border border-line bg-surface px-3 hover:bg-hovered"
            >
                <span className="text-13 text-ink-soft">{label(text)}</span>
                <span className={`figures text-24 leading-7 font-bold ${tone}`}>{count}</span>
            </Link>
        </li>
    );
}

// Open and overdue, each opening its list.
function useShareColumns<Row extends BoardShare>(): Column<Row>[] {
    const { w } = useWords();
    return useMemo(
        () => [
            {
                id: "open",
                header: w("boardOpen"),
                align: "right",
                className: "w-20",
                cell: (row) => (
                    <Link
                        to={listAddress(row.query)}
                        className="figures text-act hover:underline underline-offset-2"
                    >
                        {row.open}
                    </Link>
                ),
            },
            {
                id: "overdue",
                header: w("boardOverdue"),
                align: "right",
                className: "w-24",
                cell: (row) =>
                    row.overdue === 0 ? (
                        <span className="figures text-ink-soft">0</span>
                    ) : (
                        <Link
                            to={listAddress({ ...row.query, due: "overdue" })}
                            className="figures font-bold text-late hover:underline underline-offset-2"
                        >
                            {row.overdue}
                        </Link>
                    ),
            },
        ],
        [w],
    );
}

function NothingOpen() {
    const { w } = useWords();
    return <Empty title={w("boardNothingOpen")} hint={w("boardNothingOpenHint")} />;
}

function Officers({ rows }: { rows: Board["officers"] }) {
    const { w } = useWords();
    const shares = useShareColumns<Board["officers"][number]>();
    const columns = useMemo<Column<Board["officers"][number]>[]>(
        () => [
            {
                id: "officer",
                header: w("boardOfficer"),
                className: "max-w-0 w-full max-md:order-first max-md:w-full! max-md:max-w-full",
                cell: ({ officer, is_much }) => (
                    <span className="flex items-center gap-2">
                        {officer === null ? w("boardNobody") : <PersonChip person={officer} />}
                        {is_much && (
                            <Chip tone="due" title={w("boardMuchHint")}>
                                {w("boardMuch")}
                            </Chip>
                        )}
                    </span>
                ),
            },
            ...shares,
        ],
        [w, shares],
    );
    return (
        <Panel title={w("boardOfficers")}>
            <RegisterTable
                caption={w("boardOfficers")}
                columns={columns}
                rows={rows}
                rowId={(row) => row.officer?.id ?? ""}
                rowAddress={(row) => listAddress(row.query)}
                empty={<Empty title={w("boardNobodyNamed")} hint={w("boardNobodyNamedHint")} />}
            />
        </Panel>
    );
}

function Units({ rows }: { rows: Board["units"] }) {
    const { w } = useWords();
    const shares = useShareColumns<Board["units"][number]>();
    const columns = useMemo<Column<Board["units"][number]>[]>(
        () => [
            {
                id: "unit",
                header: w("narrowUnit"),
                className: "max-w-0 w-full max-md:order-first max-md:w-full! max-md:max-w-full",
                cell: ({ unit }) => <UnitName unit={unit} />,
            },
            ...shares,
        ],
        [w, shares],
    );
    return (
        <Panel title={w("boardUnits")}>
            <RegisterTable
                caption={w("boardUnits")}
                columns={columns}
                rows={rows}
                rowId={(row) => row.unit?.id ?? ""}
                rowAddress={(row) => listAddress(row.query)}
                empty={<NothingOpen />}
            />
        </Panel>
    );
}
