// 担当業務: four numbers, each of which opens its list.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { deleteDraft, readDrafts, readWork } from "@/api/calls";
import type { ConsultationSummary, DraftSummary, InboxItem } from "@/api/types";
import { Link, useAddress } from "@/kit/address";
import { Button, lookOf } from "@/kit/button";
import { ClockChip, Moment, UnitName } from "@/kit/chips";
import { addressOf, useConsultationColumns } from "@/kit/consultation-columns";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { Page } from "@/kit/page";
import { RegisterTable, type Column } from "@/kit/register-table";
import { useSchema } from "@/kit/schema";
import { useSession } from "@/kit/session";
import { Empty } from "@/kit/states";
import { isWaitingForReceipt, useReceipt } from "@/kit/use-receipt";
import type { WordKey } from "@/kit/words";

type ListName = "mine" | "overdue" | "receipts" | "drafts";
const tiles: { list: ListName; word: WordKey }[] = [
    { list: "mine", word: "mineList" },
    { list: "overdue", word: "overdueList" },
    { list: "receipts", word: "receiptsList" },
    { list: "drafts", word: "draftsList" },
];

export function WorkPage() {
    const { w } = useWords();
    const session = useSession();
    const { query } = useAddress();
    const work = useQuery({ queryKey: ["work"], queryFn: readWork });
    const asked = query.get("list");
    const list = tiles.find((tile) => tile.list === asked)?.list ?? "mine";
    const counts: Record<ListName, number | undefined> = {
        mine: work.data?.mine.length,
        overdue: work.data?.overdue.length,
        receipts: work.data?.receipts_waiting.length,
        drafts: work.data?.drafts,
    };
    const shared = { error: work.error, onRetry: () => void work.refetch(), busy: work.isFetching };
    return (
        <Page
            title={w("work")}
            action={
                session.can["consultation.create"] === true && (
                    <Link to="/intake" className={lookOf("primary")}>
                        {w("newIntake")}
                    </Link>
                )
            }
        >
            <div
                role="tablist"
                aria-label={w("work")}
                className="grid grid-cols-4 gap-2 p-3 max-md:grid-cols-2"
            >
                {tiles.map((tile) => (
                    <Tile key={tile.list} {...tile} count={counts[tile.list]} chosen={list === tile.list} />
                ))}
            </div>
            <div className="flex-1 border-t border-line bg-surface">
                {list === "mine" && <ConsultationList rows={work.data?.mine} name="mine" {...shared} />}
                {list === "overdue" && (
                    <ConsultationList rows={work.data?.overdue} name="overdue" {...shared} />
                )}
                {list === "receipts" && <ReceiptList rows={work.data?.receipts_waiting} {...shared} />}
                {list === "drafts" && <DraftList />}
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
    const late = list === "overdue" && (count ?? 0) > 0;
    return (
        <Link
            role="tab"
            to={`/work?list=${list}`}
            aria-selected={chosen}
            data-tile={list}
            className="flex min-h-14 items-center justify-between gap-2 rounded-md border border-line bg-surface px-4 hover:bg-hovered aria-selected:border-act aria-selected:shadow-[inset_0_-3px_0_var(--act)]"
        >
            <span className={chosen ? "font-bold" : ""}>{w(word)}</span>
            <span className={`figures text-24 font-bold ${late ? "text-late" : ""}`}>{count ?? "–"}</span>
        </Link>
    );
}

type Shared = { error: unknown; onRetry: () => void; busy: boolean };

function ConsultationList({
    rows,
    name,
    ...shared
}: Shared & { rows?: ConsultationSummary[]; name: "mine" | "overdue" }) {
    const { w } = useWords();
    const schema = useSchema("consultation");
    const columns = useConsultationColumns(schema.data);
    const empty =
        name === "mine" ? (
            <Empty title={w("nothingMine")} hint={w("nothingMineHint")} />
        ) : (
            <Empty title={w("nothingOverdue")} hint={w("nothingOverdueHint")} />
        );
    return (
        <RegisterTable
            caption={w(name === "mine" ? "mineList" : "overdueList")}
            columns={columns}
            rows={rows}
            rowId={(row) => row.id}
            rowAddress={addressOf}
            empty={empty}
            {...shared}
        />
    );
}

function ReceiptList({ rows, ...shared }: Shared & { rows?: InboxItem[] }) {
    const { w } = useWords();
    const receipt = useReceipt();
    const columns = useMemo<Column<InboxItem>[]>(
        () => [
            {
                id: "clock",
                header: w("clock"),
                className: "w-28",
                cell: ({ clock }) => clock !== null && <ClockChip clock={clock} />,
            },
            {
                id: "purpose",
                header: w("purpose"),
                className: "w-24 whitespace-nowrap",
                cell: ({ referral }) => w(`purpose_${referral.purpose}`),
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
                    <span className="block truncate font-medium">{consultation.subject}</span>
                ),
            },
            {
                id: "from",
                header: w("from"),
                className: "w-40 whitespace-nowrap",
                cell: ({ referral }) => <UnitName unit={referral.from_unit} />,
            },
            {
                id: "sent_at",
                header: w("sentAt"),
                align: "right",
                className: "w-28",
                cell: ({ referral }) => referral.sent_at !== null && <Moment at={referral.sent_at} short />,
            },
            {
                id: "receive",
                header: w("receive"),
                className: "w-24",
                cell: ({ referral }) =>
                    isWaitingForReceipt(referral) && (
                        <Button disabled={receipt.isPending} onClick={() => receipt.mutate(referral)}>
                            {w("receive")}
                        </Button>
                    ),
            },
        ],
        [w, receipt],
    );
    return (
        <RegisterTable
            caption={w("receiptsList")}
            columns={columns}
            rows={rows}
            rowId={({ referral }) => referral.id}
            rowAddress={({ consultation }) => addressOf(consultation)}
            empty={<Empty title={w("nothingToReceive")} hint={w("nothingToReceiveHint")} />}
            {...shared}
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
                        <span className="font-medium">{draft.subject || w("noSubject")}</span>{" "}
                        <span className="text-ink-soft">{draft.excerpt}</span>
                    </span>
                ),
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
            rowAddress={(draft) => `/intake?draft=${draft.id}`}
            error={drafts.error}
            onRetry={() => void drafts.refetch()}
            empty={<Empty title={w("noDrafts")} hint={w("noDraftsHint")} />}
        />
    );
}
