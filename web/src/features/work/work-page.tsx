// 担当業務: four numbers, each of which opens its list.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { thisDevice } from "@/api/draft-calls";
import { deleteDraft, readDrafts, readWork, readWorkList } from "@/api/calls";
import type {
    ConsultationSummary,
    DraftSummary,
    WaitingClock,
    WaitingReferral,
    WorkItems,
    WorkList,
} from "@/api/types";
import { Link, useAddress } from "@/kit/address";
import { Button, lookOf } from "@/kit/button";
import { Chip, ClockChip, Moment, UnitName } from "@/kit/chips";
import { addressOf, useConsultationColumns } from "@/kit/consultation-columns";
import { useWords } from "@/kit/language";
import { MoreButton } from "@/kit/more-button";
import { useNotify } from "@/kit/notices";
import { Page } from "@/kit/page";
import { RegisterTable, type Column } from "@/kit/register-table";
import { useSchema } from "@/kit/schema";
import { useSession } from "@/kit/session";
import { Empty } from "@/kit/states";
import { isWaitingForReceipt, useReceipt } from "@/kit/use-receipt";
import type { WordKey } from "@/kit/words";
import { DayListButton } from "@/kit/day-list";

type ListName = WorkList | "drafts";
const tiles: { list: ListName; word: WordKey }[] = [
    { list: "mine", word: "mineList" },
    { list: "overdue", word: "overdueList" },
    { list: "today", word: "todayList" },
    { list: "receipts", word: "receiptsList" },
    { list: "approvals", word: "approvalsList" },
    { list: "drafts", word: "draftsList" },
];

export function WorkPage() {
    const { w } = useWords();
    const session = useSession();
    const { query } = useAddress();
    const work = useQuery({ queryKey: ["work"], queryFn: readWork });
    const asked = query.get("list");
    const list = tiles.find((tile) => tile.list === asked)?.list ?? "mine";
    const mayApprove = session.can["referral.approve"] === true;
    const shown = tiles.filter((tile) => tile.list !== "approvals" || mayApprove);
    return (
        <Page
            title={w("work")}
            action={
                <div className="flex flex-wrap gap-1.5">
                    <DayListButton />
                    {session.can["consultation.create"] === true && (
                        <Link to="/intake" className={lookOf("primary")}>
                            {w("newIntake")}
                        </Link>
                    )}
                </div>
            }
        >
            <div
                role="tablist"
                data-tour="work-tiles"
                aria-label={w("work")}
                className={`grid gap-2 p-3 max-md:grid-cols-2 ${mayApprove ? "grid-cols-6" : "grid-cols-5"}`}
            >
                {shown.map((tile) => (
                    <Tile
                        key={tile.list}
                        {...tile}
                        count={work.data?.counts[tile.list]}
                        chosen={list === tile.list}
                    />
                ))}
            </div>
            <div className="flex-1 border-t border-line bg-surface">
                {list === "drafts" ? (
                    <DraftList />
                ) : list === "receipts" || list === "approvals" ? (
                    <ReceiptList key={list} name={list} />
                ) : (
                    <ConsultationList key={list} name={list} />
                )}
            </div>
        </Page>
    );
}

function Tile({
    list,
    word,
    count,
    chosen,
}: {
    list: ListName;
    word: WordKey;
    count?: number;
    chosen: boolean;
}) {
    const { w } = useWords();
    const tone =
        (count ?? 0) === 0 ? "" : list === "overdue" ? "text-late" : list === "today" ? "text-due" : "";
    return (
        <Link
            role="tab"
            to={`/work?list=${list}`}
            aria-selected={chosen}
            data-tile={list}
            className="flex min-h-14 items-center justify-between gap-2 rounded-md border border-line bg-surface px-3 hover:bg-hovered aria-selected:border-act aria-selected:shadow-[inset_0_-3px_0_var(--act)]"
        >
            <span className={chosen ? "font-bold" : ""}>{w(word)}</span>
            <span className={`figures text-24 font-bold ${tone}`}>{count ?? "–"}</span>
        </Link>
    );
}

// A row of the list shows the clock that brought it here.
function withClock(item: ConsultationSummary | WaitingClock): ConsultationSummary {
    if (!("consultation" in item)) return item;
    const { consultation, ...clock } = item;
    return { ...consultation, clock };
}

// The pages of a list so far, as a register table wants them.
function useWorkList<L extends WorkList>(list: L) {
    const pages = useInfiniteQuery({
        queryKey: ["work", list],
        queryFn: ({ pageParam }) => readWorkList(list, pageParam),
        initialPageParam: "",
        getNextPageParam: (last) => last.next_cursor,
    });
    const rows: WorkItems[L][] | undefined = pages.data?.pages.flatMap((page) => page.items);
    return {
        rows,
        table: {
            error: pages.error,
            onRetry: () => void pages.refetch(),
            busy: pages.isFetching,
            more: pages.hasNextPage && (
                <MoreButton busy={pages.isFetchingNextPage} onMore={() => void pages.fetchNextPage()} />
            ),
        },
    };
}

const listWords: Record<"mine" | "overdue" | "today", Record<"title" | "hint" | "caption", WordKey>> = {
    mine: { title: "nothingMine", hint: "nothingMineHint", caption: "mineList" },
    overdue: { title: "nothingOverdue", hint: "nothingOverdueHint", caption: "overdueList" },
    today: { title: "nothingToday", hint: "nothingTodayHint", caption: "todayList" },
};

function ConsultationList({ name }: { name: "mine" | "overdue" | "today" }) {
    const { w } = useWords();
    const { rows, table } = useWorkList(name);
    const schema = useSchema("consultation");
    const columns = useConsultationColumns(schema.data);
    const { title, hint, caption } = listWords[name];
    return (
        <RegisterTable
            caption={w(caption)}
            columns={columns}
            rows={rows?.map(withClock)}
            rowId={(row) => row.clock?.id ?? row.id}
            rowAddress={addressOf}
            empty={<Empty title={w(title)} hint={w(hint)} />}
            {...table}
        />
    );
}

function ReceiptList({ name }: { name: "receipts" | "approvals" }) {
    const { w } = useWords();
    const { rows, table } = useWorkList(name);
    const receipt = useReceipt();
    const columns = useMemo<Column<WaitingReferral>[]>(
        () => [
            {
                id: "clock",
                header: w("clock"),
                className: "w-28",
                cell: ({ consultation }) =>
                    consultation.clock !== null && <ClockChip clock={consultation.clock} />,
            },
            {
                id: "purpose",
                header: w("purpose"),
                className: "w-24 whitespace-nowrap",
                cell: ({ purpose }) => w(`purpose_${purpose}`),
            },
            {
                id: "number",
                header: w("number"),
                className: "figures w-40 whitespace-nowrap",
                cell: ({ consultation }) => consultation.number,
            },
            {
                id: "subject",
                header: w("subject"),
                className: "max-w-0 w-full max-md:order-first max-md:w-full! max-md:max-w-full",
                cell: ({ consultation }) => (
                    <span className="block truncate font-medium">
                        {consultation.subject || consultation.excerpt || w("noSubject")}
                    </span>
                ),
            },
            {
                id: "from",
                header: w(name === "receipts" ? "from" : "recipients"),
                className: "w-40 whitespace-nowrap",
                cell: ({ from_unit, to_unit }) => (
                    <UnitName unit={name === "receipts" ? from_unit : to_unit} />
                ),
            },
            {
                id: "sent_at",
                header: w("sentAt"),
                align: "right",
                className: "w-28",
                cell: ({ sent_at }) => sent_at !== null && <Moment at={sent_at} short />,
            },
            {
                id: "receive",
                header: "",
                className: "w-24",
                cell: (referral) =>
                    name === "receipts" &&
                    isWaitingForReceipt(referral) && (
                        <Button disabled={receipt.isPending} onClick={() => receipt.mutate(referral)}>
                            {w("receive")}
                        </Button>
                    ),
            },
        ],
        [w, receipt, name],
    );
    return (
        <RegisterTable
            caption={w(name === "receipts" ? "receiptsList" : "approvalsList")}
            columns={columns}
            rows={rows}
            rowId={(referral) => referral.id}
            rowAddress={({ consultation }) => addressOf(consultation)}
            empty={
                name === "receipts" ? (
                    <Empty title={w("nothingToReceive")} hint={w("nothingToReceiveHint")} />
                ) : (
                    <Empty title={w("nothingToApprove")} hint={w("nothingToApproveHint")} />
                )
            }
            {...table}
        />
    );
}

function DraftList() {
    const { w } = useWords();
    const notify = useNotify();
    const client = useQueryClient();
    const drafts = useQuery({ queryKey: ["drafts"], queryFn: readDrafts, staleTime: 0 });
    const discard = useMutation({
        mutationFn: (draft: DraftSummary) => deleteDraft(draft.id),
        onError: (error) => notify.failed(error),
        onSettled: () =>
            Promise.all(["drafts", "work"].map((name) => client.invalidateQueries({ queryKey: [name] }))),
    });
    const columns = useMemo<Column<DraftSummary>[]>(
        () => [
            {
                id: "subject",
                header: w("subject"),
                className: "max-w-0 w-full max-md:order-first max-md:w-full! max-md:max-w-full",
                cell: (draft) => (
                    <span className="block truncate">
                        {draft.record !== null && (
                            <Chip>{w("draftOfRecord", { number: draft.record.number })}</Chip>
                        )}{" "}
                        <span className="font-medium">
                            {draft.subject || draft.record?.subject || w("noSubject")}
                        </span>{" "}
                        <span className="text-ink-soft">{draft.excerpt}</span>
                    </span>
                ),
            },
            {
                id: "device",
                header: w("draftDevice"),
                className: "w-28 whitespace-nowrap",
                cell: (draft) => (draft.device === thisDevice() ? w("thisDevice") : draft.device),
            },
            {
                id: "saved_at",
                header: w("savedAt"),
                align: "right",
                className: "w-28",
                cell: (draft) => <Moment at={draft.saved_at} short />,
            },
            {
                id: "discard",
                header: w("discard"),
                className: "w-24",
                cell: (draft) => (
                    <Button
                        look="quiet"
                        onClick={() => window.confirm(w("discardSure")) && discard.mutate(draft)}
                    >
                        {w("discard")}
                    </Button>
                ),
            },
        ],
        [w, discard],
    );
    return (
        <RegisterTable
            caption={w("draftsList")}
            columns={columns}
            rows={drafts.data?.items}
            rowId={(draft) => draft.id}
            rowAddress={(draft) =>
                draft.record === null ? `/intake?draft=${draft.id}` : `/consultations/${draft.record.id}`
            }
            error={drafts.error}
            onRetry={() => void drafts.refetch()}
            empty={<Empty title={w("noDrafts")} hint={w("noDraftsHint")} />}
        />
    );
}
