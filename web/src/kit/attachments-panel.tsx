// 添付: drop, paste or choose files; what is on its way; what is there, with what its name hides.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import {
    downloadAddress,
    readAttachments,
    removeDraftFile,
    restrictAttachment,
    withdrawAttachment,
    type Attached,
    type Attachment,
    type FileHolder,
} from "@/api/files";
import { AttachmentPreview } from "./attachment-preview";
import { Button, lookOf } from "./button";
import { Chip, Moment, PersonChip } from "./chips";
import { useWords } from "./language";
import { useNotify } from "./notices";
import { Panel } from "./page";
import { shownName } from "./shown-name";
import { asProblem, Failure, Waiting } from "./states";
import { TextDialog } from "./text-dialog";
import { useUploads, type Sending } from "./use-uploads";
import type { WordKey } from "./words";

export function showSize(bytes: number): string {
    if (bytes < 1024) return `${bytes} B`;
    const units = ["kB", "MB", "GB"];
    let size = bytes / 1024;
    let unit = 0;
    while (size >= 1024 && unit < units.length - 1) {
        size /= 1024;
        unit += 1;
    }
    return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${units[unit] ?? ""}`;
}

type Props = {
    holder: FileHolder | null; // null: a draft that has not been saved yet
    makeHolder: () => Promise<FileHolder>;
    mayAdd: boolean;
    mayRestrict: boolean;
    onAttached?: (attached: Attached) => void;
    className?: string;
};

export function AttachmentsPanel({
    holder,
    makeHolder,
    mayAdd,
    mayRestrict,
    onAttached,
    className = "",
}: Props) {
    const { w } = useWords();
    const client = useQueryClient();
    const key = ["consultation", holder?.id ?? "", "attachments"];
    const query = useQuery({
        queryKey: key,
        queryFn: () => (holder === null ? { items: [] } : readAttachments(holder)),
        placeholderData: (before) => before, // a draft just saved has what it had before: nothing
    });
    const attached = useCallback(
        (done: Attached) => {
            void client.invalidateQueries({ queryKey: ["consultation"] });
            onAttached?.(done);
        },
        [client, onAttached],
    );
    const uploads = useUploads(makeHolder, attached);
    const picker = useRef<HTMLInputElement>(null);
    const over = useFilesAnywhere(uploads.add, mayAdd);
    const items = query.data?.items ?? [];
    return (
        <div className={`rounded-md print:hidden ${className}`}>
            {over && (
                <p className="pointer-events-none fixed inset-2 z-50 grid place-items-center rounded-lg border-4 border-dashed border-act">
                    <span className="rounded-md bg-raised px-4 py-2 font-bold shadow-2xl">
                        {w("dropHere")}
                    </span>
                </p>
            )}
            <Panel
                title={w("attachments")}
                count={items.length > 0 ? w("countItems", { n: items.length }) : undefined}
                action={
                    mayAdd && (
                        <>
                            <input
                                ref={picker}
                                type="file"
                                multiple
                                className="hidden"
                                aria-label={w("addFiles")}
                                tabIndex={-1}
                                onChange={(event) => {
                                    uploads.add([...(event.target.files ?? [])]);
                                    event.target.value = "";
                                }}
                            />
                            <Button look="quiet" icon="plus" onClick={() => picker.current?.click()}>
                                {w("addFiles")}
                            </Button>
                        </>
                    )
                }
            >
                {query.error !== null ? (
                    <Failure error={query.error} onRetry={() => void query.refetch()} />
                ) : holder !== null && query.data === undefined ? (
                    <Waiting lines={2} />
                ) : (
                    <>
                        {items.length === 0 && uploads.sendings.length === 0 && (
                            <p className="px-3 py-2 text-13 text-ink-soft">
                                {mayAdd ? w("dropHint") : w("noAttachments")}
                            </p>
                        )}
                        <ul className="divide-y divide-line">
                            {holder !== null &&
                                items.map((item) => (
                                    <FileRow
                                        key={item.id}
                                        item={item}
                                        holder={holder}
                                        mayChange={mayAdd}
                                        mayRestrict={mayRestrict}
                                        onChanged={() =>
                                            void client.invalidateQueries({ queryKey: ["consultation"] })
                                        }
                                    />
                                ))}
                            {uploads.sendings.map((sending) => (
                                <SendingRow key={sending.key} sending={sending} uploads={uploads} />
                            ))}
                        </ul>
                    </>
                )}
            </Panel>
        </div>
    );
}

// Files dropped or pasted anywhere on the page; a browser left to itself would leave the page to show one. Whether some
// are being dragged over it.
function useFilesAnywhere(add: (files: File[]) => void, mayAdd: boolean): boolean {
    const [over, setOver] = useState(false);
    useEffect(() => {
        if (!mayAdd) return;
        const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
        const dragged = (event: DragEvent) => {
            if (!holdsFiles(event)) return;
            event.preventDefault();
            setOver(true);
        };
        const left = (event: DragEvent) => {
            if (event.relatedTarget === null) setOver(false);
        };
        const dropped = (event: DragEvent) => {
            setOver(false);
            if (!holdsFiles(event)) return;
            event.preventDefault();
            add([...(event.dataTransfer?.files ?? [])]);
        };
        const pasted = (event: ClipboardEvent) => {
            const files = [...(event.clipboardData?.files ?? [])];
            if (files.length === 0) return;
            event.preventDefault();
            add(files);
        };
        document.addEventListener("dragover", dragged);
        document.addEventListener("dragleave", left);
        document.addEventListener("drop", dropped);
        document.addEventListener("paste", pasted);
        return () => {
            document.removeEventListener("dragover", dragged);
            document.removeEventListener("dragleave", left);
            document.removeEventListener("drop", dropped);
            document.removeEventListener("paste", pasted);
        };
    }, [add, mayAdd]);
    return over;
}

const stateWords: Record<Sending["state"], WordKey> = {
    sending: "fileSending",
    waiting: "fileWaiting",
    paused: "filePaused",
    done: "fileReading",
    reading: "fileReading",
    failed: "fileFailed",
};

function SendingRow({ sending, uploads }: { sending: Sending; uploads: ReturnType<typeof useUploads> }) {
    const { w, label } = useWords();
    const { key, state } = sending;
    const problem = sending.error === null ? null : asProblem(sending.error);
    return (
        <li className="flex flex-wrap items-center gap-2 px-3 py-1.5" data-sending={state}>
            <span className="min-w-0 flex-1 truncate">{shownName(sending.name)}</span>
            <span className="figures text-13 text-ink-soft" role="status">
                {w(stateWords[state])} {showSize(sending.sent)} / {showSize(sending.size)}
            </span>
            {problem !== null && (
                <span role="alert" className="w-full text-13 text-late">
                    {label(problem.body.titles) || problem.body.title}
                </span>
            )}
            {state === "paused" ? (
                <Button look="quiet" onClick={() => uploads.resume(key)}>
                    {w("resume")}
                </Button>
            ) : (
                (state === "sending" || state === "waiting") && (
                    <Button look="quiet" onClick={() => uploads.pause(key)}>
                        {w("pause")}
                    </Button>
                )
            )}
            {state !== "reading" && (
                <Button
                    look="quiet"
                    icon="close"
                    aria-label={w("cancel")}
                    onClick={() => uploads.cancel(key)}
                />
            )}
            <progress
                className="h-1 w-full"
                max={sending.size}
                value={sending.sent}
                aria-label={shownName(sending.name)}
            />
        </li>
    );
}

type RowProps = {
    item: Attachment;
    holder: FileHolder;
    mayChange: boolean;
    mayRestrict: boolean;
    onChanged: () => void;
};

function FileRow({ item, holder, mayChange, mayRestrict, onChanged }: RowProps) {
    const { w, label } = useWords();
    const notify = useNotify();
    const [asking, setAsking] = useState<"restrict" | "withdraw" | null>(null);
    const [showing, setShowing] = useState(false);
    const isDraft = holder.kind === "drafts";
    const isGone = item.removed_at !== null;
    function done(change: Promise<unknown>) {
        setAsking(null);
        change.then(onChanged, notify.failed);
    }
    return (
        <li className="px-3 py-1.5" data-attachment={item.ordinal}>
            <div className="flex flex-wrap items-center gap-x-2">
                <span className="figures text-13 text-ink-soft">{item.ordinal}</span>
                <span className={`min-w-0 flex-1 break-all ${isGone ? "line-through" : ""}`}>
                    {shownName(item.safe_name)}
                </span>
                {isGone && <Chip>{w("withdrawnFile")}</Chip>}
                {item.restricted && <Chip tone="late">{w("restrictedFile")}</Chip>}
            </div>
            {item.warnings.map((warning) => (
                <p key={warning.code} className="text-13 text-late">
                    {label(warning.words)}
                </p>
            ))}
            <p className="text-13 break-all text-ink-soft">
                {item.media_type} <span className="figures">{showSize(item.size)}</span>{" "}
                <span title={item.sha256}>
                    {w("fileHash")} <code>{item.sha256.slice(0, 12)}</code>
                </span>{" "}
                {label(item.origin_label)} {shownName(item.origin_detail)}
            </p>
            <p className="text-13">
                <Moment at={item.attached_at} short />{" "}
                {item.attached_by !== null && <PersonChip person={item.attached_by} withUnit={false} />}
            </p>
            <div className="-mx-3 flex flex-wrap items-center text-13">
                {!isGone && item.content !== "none" && (
                    <Button look="quiet" onClick={() => setShowing(true)}>
                        {w("previewFile")}
                    </Button>
                )}
                {!isGone && !isDraft && (!item.restricted || mayRestrict) && (
                    <a className={lookOf("quiet")} href={downloadAddress(holder, item.id)} download>
                        {w("downloadFile")}
                    </a>
                )}
                {!isGone && !isDraft && (item.restricted ? mayRestrict : mayChange) && (
                    <Button look="quiet" onClick={() => setAsking("restrict")}>
                        {w(item.restricted ? "liftFile" : "restrictFile")}
                    </Button>
                )}
                {!isGone && mayChange && (
                    <Button
                        look="quiet"
                        onClick={() =>
                            isDraft ? done(removeDraftFile(holder, item.id)) : setAsking("withdraw")
                        }
                    >
                        {w(isDraft ? "remove" : "withdrawFile")}
                    </Button>
                )}
            </div>
            {asking === "restrict" && (
                <TextDialog
                    title={w(item.restricted ? "liftFile" : "restrictFile")}
                    hint={w("restrictFileHint")}
                    done={w(item.restricted ? "liftFile" : "restrictFile")}
                    onClose={() => setAsking(null)}
                    onDone={(reason) => done(restrictAttachment(holder, item.id, !item.restricted, reason))}
                />
            )}
            {asking === "withdraw" && (
                <TextDialog
                    title={w("withdrawFile")}
                    hint={w("withdrawFileHint")}
                    done={w("withdrawFile")}
                    onClose={() => setAsking(null)}
                    onDone={(reason) => done(withdrawAttachment(holder, item.id, reason))}
                />
            )}
            {showing && <AttachmentPreview item={item} holder={holder} onClose={() => setShowing(false)} />}
        </li>
    );
}
