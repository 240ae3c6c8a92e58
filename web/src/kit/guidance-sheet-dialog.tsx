// 御案内: which texts, in which words; the sheet beside it as it will look; printed, told by word or handed over.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useState } from "react";
import { readGuidance } from "@/api/calls";
import { previewSheet, type SheetChoice, type SheetLanguage, type SheetMeans } from "@/api/documents";
import type { Guidance } from "@/api/types";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { useKeys } from "./keys";
import { useWords } from "./language";
import { useNotify } from "./notices";
import { PagesOnPaper, PagesView } from "./printed-pages";
import { Failure, Waiting } from "./states";

type Props = {
    proposed: Guidance[];
    chosen?: SheetChoice; // what was prepared before
    consultation?: string;
    callerName?: string;
    onHandOver: (choice: SheetChoice, means: SheetMeans) => Promise<void>;
    onClose: () => void;
};
const languages: SheetLanguage[] = ["ja", "easy", "en"];
const longestOwnLines = 1000;
const pause = 350; // ms after the last key before the sheet is drawn anew

export function GuidanceSheetDialog({
    proposed,
    chosen,
    consultation,
    callerName,
    onHandOver,
    onClose,
}: Props) {
    const { w } = useWords();
    const notify = useNotify();
    const [choice, setChoice] = useState<SheetChoice>(
        () =>
            chosen ?? {
                codes: proposed.map((each) => each.code),
                language: "ja",
                furigana: false,
                own_lines: "",
            },
    );
    const [busy, setBusy] = useState(false);
    const settled = useSettled(choice);
    const isEmpty = choice.codes.length === 0 && choice.own_lines.trim() === "";
    const preview = useQuery({
        queryKey: ["guidance-preview", settled, consultation, callerName],
        queryFn: ({ signal }) =>
            previewSheet(
                {
                    ...settled,
                    consultation,
                    caller_name: consultation === undefined ? callerName : undefined,
                },
                signal,
            ),
        enabled: settled.codes.length > 0 || settled.own_lines.trim() !== "",
        placeholderData: keepPreviousData,
        gcTime: 0,
    });
    const change = (part: Partial<SheetChoice>) => setChoice((before) => ({ ...before, ...part }));
    async function finish(means: SheetMeans) {
        if (busy || isEmpty) return;
        setBusy(true);
        try {
            await onHandOver(choice, means);
            onClose();
        } catch (error) {
            notify.failed(error);
            setBusy(false);
        }
    }
    useKeys({ "ctrl+enter": () => void finish("paper") }, { inDialog: true });
    const isStale = settled !== choice || preview.isFetching;
    return (
        <Dialog wide title={w("sheetTitle")} onClose={onClose}>
            <div className="grid gap-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
                <div className="flex min-w-0 flex-col gap-3">
                    <Choices
                        proposed={proposed}
                        codes={choice.codes}
                        onCodes={(codes) => change({ codes })}
                    />
                    <LanguageChoice choice={choice} onChange={change} />
                    <label className="flex flex-col">
                        <span className="font-bold">{w("sheetOwnLines")}</span>
                        <textarea
                            rows={3}
                            maxLength={longestOwnLines}
                            className="field-box py-1"
                            value={choice.own_lines}
                            onChange={(event) => change({ own_lines: event.target.value })}
                        />
                        <span className="text-13 text-ink-soft">
                            {w("sheetOwnLinesHint", { n: longestOwnLines })}
                        </span>
                    </label>
                </div>
                <section aria-label={w("sheetPreview")} className="min-w-0">
                    <h3 className="mb-1 flex items-baseline gap-2 font-bold">
                        {w("sheetPreview")}
                        {preview.data !== undefined && !isEmpty && (
                            <span className="figures text-13 font-normal text-ink-soft">
                                {w("sheetPages", { n: preview.data.pages })}
                            </span>
                        )}
                    </h3>
                    <div
                        tabIndex={0}
                        className="max-h-[56dvh] min-h-64 overflow-y-auto rounded border border-line bg-ground p-2"
                    >
                        {isEmpty ? (
                            <p className="p-4 text-ink-soft">{w("sheetEmpty")}</p>
                        ) : preview.error !== null ? (
                            <Failure error={preview.error} onRetry={() => void preview.refetch()} />
                        ) : preview.data === undefined ? (
                            <Waiting lines={10} />
                        ) : (
                            <PagesView pages={preview.data} stale={isStale} />
                        )}
                    </div>
                </section>
            </div>
            {preview.data !== undefined && !isEmpty && <PagesOnPaper pages={preview.data} />}
            <div className="sticky bottom-0 -mx-5 mt-4 -mb-4 flex flex-wrap justify-end gap-2 border-t border-line bg-raised px-5 py-3">
                <Button className="max-md:hidden" onClick={onClose}>
                    {w("cancel")}
                </Button>
                <Button
                    icon="print"
                    disabled={isEmpty || isStale || preview.data === undefined}
                    onClick={() => window.print()}
                >
                    {w("sheetPrint")}
                </Button>
                <Button disabled={busy || isEmpty} onClick={() => void finish("read_out")}>
                    {w("sheetReadOut")}
                </Button>
                <Button
                    look="primary"
                    keys="Ctrl+Enter"
                    disabled={busy || isEmpty}
                    onClick={() => void finish("paper")}
                >
                    {w("sheetHandOver")}
                </Button>
            </div>
        </Dialog>
    );
}

function useSettled<T>(value: T): T {
    const [settled, setSettled] = useState(value);
    useEffect(() => {
        const timer = setTimeout(() => setSettled(value), pause);
        return () => clearTimeout(timer);
    }, [value]);
    return settled;
}

type ChoicesProps = { proposed: Guidance[]; codes: string[]; onCodes: (codes: string[]) => void };

// The proposed ones with their reasons first, in their order; every other one can be found below.
function Choices({ proposed, codes, onCodes }: ChoicesProps) {
    const { w, label } = useWords();
    const all = useQuery({ queryKey: ["guidance"], queryFn: readGuidance, staleTime: Infinity });
    const [filter, setFilter] = useState("");
    const wanted = useDeferredValue(filter);
    const isProposed = (code: string) => proposed.some((each) => each.code === code);
    const others = (all.data?.items ?? []).filter((each) => !isProposed(each.code));
    const shown = others.filter(
        (each) => wanted === "" || label(each.title).includes(wanted) || label(each.text).includes(wanted),
    );
    const order = [...proposed, ...others].map((each) => each.code);
    function toggle(code: string, on: boolean) {
        const now = on ? [...codes, code] : codes.filter((other) => other !== code);
        onCodes(order.filter((each) => now.includes(each)));
    }
    const row = (item: Guidance) => (
        <SheetText
            key={item.code}
            item={item}
            chosen={codes.includes(item.code)}
            onChosen={(on) => toggle(item.code, on)}
        />
    );
    return (
        <div>
            {proposed.length > 0 && (
                <fieldset>
                    <legend className="font-bold">{w("sheetProposed")}</legend>
                    <ul className="max-h-[38dvh] divide-y divide-line overflow-y-auto rounded border border-line">
                        {proposed.map(row)}
                    </ul>
                </fieldset>
            )}
            <details className="mt-2" open={proposed.length === 0}>
                <summary className="min-h-8 py-1 font-bold">{w("sheetOthers")}</summary>
                <input
                    type="search"
                    aria-label={w("sheetFilter")}
                    placeholder={w("sheetFilter")}
                    className="field-box my-1"
                    value={filter}
                    onChange={(event) => setFilter(event.target.value)}
                />
                {all.error !== null ? (
                    <Failure error={all.error} onRetry={() => void all.refetch()} />
                ) : all.data === undefined ? (
                    <Waiting lines={3} />
                ) : shown.length === 0 ? (
                    <p className="px-2 py-1 text-13 text-ink-soft">{w("sheetNoOthers")}</p>
                ) : (
                    <ul className="max-h-48 divide-y divide-line overflow-y-auto rounded border border-line">
                        {shown.map(row)}
                    </ul>
                )}
            </details>
        </div>
    );
}

type SheetTextProps = { item: Guidance; chosen: boolean; onChosen: (on: boolean) => void };

function SheetText({ item, chosen, onChosen }: SheetTextProps) {
    const { w, label } = useWords();
    const uncertain = item.contacts.filter((contact) => !contact.verified);
    return (
        <li className="px-2 py-1">
            <label className="flex items-start gap-2 max-md:min-h-11">
                <input
                    type="checkbox"
                    className="mt-1 size-4 shrink-0 accent-act"
                    checked={chosen}
                    onChange={(event) => onChosen(event.target.checked)}
                />
                <span className="min-w-0">
                    <strong className="block">{label(item.title)}</strong>
                    {item.reasons?.slice(0, 2).map((reason) => (
                        <span key={reason.text.ja} className="block text-13 text-ink-soft">
                            {label(reason.text)}
                        </span>
                    ))}
                    {uncertain.map((contact) => (
                        <span key={contact.contact} className="figures block text-13 text-due">
                            {label(contact.name)} {contact.contact}{" "}
                            {w("sheetUnverified", { source: contact.source })}
                        </span>
                    ))}
                </span>
            </label>
        </li>
    );
}

type LanguageProps = { choice: SheetChoice; onChange: (part: Partial<SheetChoice>) => void };

function LanguageChoice({ choice, onChange }: LanguageProps) {
    const { w } = useWords();
    return (
        <fieldset>
            <legend className="font-bold">{w("sheetLanguage")}</legend>
            <div className="flex flex-wrap gap-x-4">
                {languages.map((language) => (
                    <label key={language} className="flex min-h-8 items-center gap-1.5 max-md:min-h-11">
                        <input
                            type="radio"
                            name="sheet-language"
                            className="size-4 accent-act"
                            checked={choice.language === language}
                            onChange={() => onChange({ language })}
                        />
                        {w(`sheetLanguage_${language}`)}
                    </label>
                ))}
            </div>
            {choice.language === "ja" && (
                <label className="flex min-h-8 items-center gap-2 max-md:min-h-11">
                    <input
                        type="checkbox"
                        className="size-4 accent-act"
                        checked={choice.furigana}
                        onChange={(event) => onChange({ furigana: event.target.checked })}
                    />
                    {w("sheetFurigana")}
                </label>
            )}
            {choice.language === "easy" && (
                <p className="py-1.5 text-13 text-ink-soft">{w("sheetFuriganaAlways")}</p>
            )}
        </fieldset>
    );
}
