// Changing one table: row by row where rows are simple, or its text. Saved into a proposal and checked there; what is not
// saved yet stays on this device.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import {
    draftProposal,
    readProposal,
    readTable,
    saveProposal,
    type Proposal,
    type SentTable,
    type Table,
} from "@/api/tables";
import { Link } from "@/kit/address";
import { Button, lookOf } from "@/kit/button";
import { useKeys } from "@/kit/keys";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { Page } from "@/kit/page";
import { useSession } from "@/kit/session";
import { Failure, Waiting } from "@/kit/states";
import { Faults, placed } from "./faults";
import { formGroups } from "./flow-line";
import { forgetKept, keepText, keptKey, readKept } from "./kept-text";
import { LinedText } from "./lined-text";
import { RowForms } from "./row-forms";

export function TableEditor({ table, proposal }: { table: string; proposal: string | null }) {
    const stands = useQuery({ queryKey: ["table", table], queryFn: () => readTable(table) });
    const draft = useQuery({
        queryKey: ["table-proposal", proposal],
        queryFn: () => readProposal(proposal ?? ""),
        enabled: proposal !== null,
        refetchOnMount: "always",
    });
    const error = stands.error ?? draft.error;
    if (error !== null) {
        return (
            <Failure error={error} onRetry={() => void Promise.all([stands.refetch(), draft.refetch()])} />
        );
    }
    if (stands.data === undefined || (proposal !== null && (draft.data === undefined || draft.isFetching))) {
        return <Waiting lines={14} />;
    }
    return <Editing table={stands.data} proposal={proposal === null ? null : (draft.data ?? null)} />;
}

function Editing({ table: newest, proposal }: { table: Table; proposal: Proposal | null }) {
    // As it was opened: what is read again meanwhile is not what is being typed upon.
    const [table] = useState(newest);
    const { w, label } = useWords();
    const session = useSession();
    const notify = useNotify();
    const client = useQueryClient();
    const held = proposal?.files.find((file) => file.table === table.id);
    const [saved, setSaved] = useState(held?.text ?? table.text);
    const key = keptKey(session.account, table.id, proposal?.id ?? null);
    const [brought] = useState(() => readKept(key, saved));
    const [text, setText] = useState(brought ?? saved);
    const [reason, setReason] = useState(proposal?.reason ?? "");
    const [current, setCurrent] = useState(proposal);
    const [saving, setSaving] = useState(false);
    const [goTo, setGoTo] = useState<{ line: number } | null>(null);
    const [hasForms] = useState(() => formGroups(table.text).length > 0);
    const [way, setWay] = useState<"form" | "text">(hasForms ? "form" : "text");
    const dirty = text !== saved || reason !== (current?.reason ?? "");

    useEffect(() => keepText(key, { base: saved, text }), [key, saved, text]);
    useEffect(() => {
        const leaving = (event: BeforeUnloadEvent) => {
            if (text !== saved) event.preventDefault();
        };
        window.addEventListener("beforeunload", leaving);
        return () => window.removeEventListener("beforeunload", leaving);
    }, [text, saved]);

    async function save(): Promise<Proposal | null> {
        if (saving) return null;
        setSaving(true);
        try {
            const mine: SentTable = { table: table.id, text };
            const others = (current?.files ?? [])
                .filter((file) => file.table !== table.id)
                .map((file): SentTable => ({ table: file.table, text: file.text }));
            const made =
                current === null
                    ? await draftProposal(table.version.version, [mine], reason)
                    : await saveProposal(current, {
                          files: [...others, mine],
                          reason,
                          base: table.version.version,
                      });
            forgetKept(key);
            setSaved(text);
            setCurrent(made);
            client.setQueryData(["table-proposal", made.id], made);
            void client.invalidateQueries({ queryKey: ["table-proposals"] });
            if (current === null) window.history.replaceState(null, "", `?proposal=${made.id}`);
            notify.told(w("editSaved"));
            return made;
        } catch (error) {
            notify.failed(error);
            return null;
        } finally {
            setSaving(false);
        }
    }
    useKeys({ "Ctrl+Enter": () => void save() });
    function showLine(line: number) {
        setWay("text");
        setGoTo({ line });
    }
    const wrong = new Set(
        (dirty ? [] : (current?.violations ?? []))
            .map(placed)
            .filter(({ file, line }) => file === table.file && line !== null)
            .map(({ line }) => line ?? 0),
    );
    return (
        <Page
            title={w("editTitle", { name: label(table.title) })}
            aside={
                <>
                    <Link to={`/tables/${table.id}`} className="text-act hover:underline">
                        {w("tableSee")}
                    </Link>
                    {current !== null && (
                        <Link
                            to={`/tables/proposals/${current.id}`}
                            className={lookOf("secondary")}
                            data-act="see"
                        >
                            {w("editToProposal")}
                        </Link>
                    )}
                    <span role="status" className="text-13 text-ink-soft" data-dirty={dirty}>
                        {text !== saved ? w("editNotSaved") : current !== null ? w("editSaved") : ""}
                    </span>
                    {text !== saved && (
                        <Button
                            look="quiet"
                            onClick={() => {
                                setText(saved);
                            }}
                        >
                            {w("editDiscard")}
                        </Button>
                    )}
                </>
            }
            action={
                <Button
                    look="primary"
                    keys="Ctrl+Enter"
                    data-act="save"
                    disabled={
                        saving || (!dirty && current !== null) || (current === null && text === table.text)
                    }
                    onClick={() => void save()}
                >
                    {w("editSave")}
                </Button>
            }
        >
            <div className="flex min-h-0 flex-1 flex-col gap-3 px-4 py-3">
                {brought !== null && text === brought && (
                    <p role="status" className="rounded-md border border-due-line bg-due-ground px-3 py-1.5">
                        {w("editBrought")}
                    </p>
                )}
                <label className="flex flex-wrap items-center gap-3">
                    <span className="font-bold">{w("proposalReason")}</span>
                    <input
                        className="field-box min-w-64 flex-1"
                        name="reason"
                        maxLength={1000}
                        placeholder={w("editReasonHint")}
                        value={reason}
                        onChange={(event) => setReason(event.target.value)}
                    />
                </label>
                {current !== null && current.outdated && (
                    <p
                        role="status"
                        data-outdated
                        className="rounded-md border border-due-line bg-due-ground px-3 py-1.5"
                    >
                        {w("proposalOutdated")}{" "}
                        <Link to={`/tables/proposals/${current.id}`} className="text-act hover:underline">
                            {w("editToProposal")}
                        </Link>
                    </p>
                )}
                {current !== null && !dirty && (
                    <Faults proposal={current} file={table.file} onLine={showLine} />
                )}
                {hasForms && (
                    <div className="flex gap-2" role="group" aria-label={w("tableEdit")}>
                        {(["form", "text"] as const).map((each) => (
                            <Button
                                key={each}
                                aria-pressed={way === each}
                                look={way === each ? "secondary" : "quiet"}
                                data-way={each}
                                onClick={() => setWay(each)}
                            >
                                {w(each === "form" ? "editAsForm" : "editAsText")}
                            </Button>
                        ))}
                    </div>
                )}
                {way === "form" ? (
                    <RowForms title={label(table.title)} text={text} onChange={setText} />
                ) : (
                    <LinedText
                        label={w("editTextLabel")}
                        value={text}
                        wrong={wrong}
                        goTo={goTo}
                        onChange={setText}
                        onSave={() => void save()}
                    />
                )}
            </div>
        </Page>
    );
}
