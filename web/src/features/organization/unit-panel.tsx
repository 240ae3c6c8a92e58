// One unit: since when, what came before and after it, who serves there, and what an administrator does with it.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { readUnit, reopenUnit, type UnitDetail, type UnitStretch } from "@/api/organization";
import { useSetQuery } from "@/kit/address";
import { Button } from "@/kit/button";
import { Chip, Day } from "@/kit/chips";
import { useWords } from "@/kit/language";
import { dayInJapan, showDate } from "@/kit/moments";
import { useNotify } from "@/kit/notices";
import { Failure, Waiting } from "@/kit/states";
import { MemberDialog } from "./member-dialogs";
import { StaffOfUnit } from "./staff-table";
import { AddUnitDialog, CloseUnitDialog, CorrectUnitDialog } from "./unit-dialogs";
import { Coordinator, Duties } from "./unit-duties";
import { MergerDialog } from "./merger-dialog";

type Asked = "add" | "correct" | "close" | "rename" | "staff" | null;
type Props = { id: string; asOf: string; manages: boolean; units: UnitDetail[] };

export function UnitPanel({ id, asOf, manages, units }: Props) {
    const { w, label, language } = useWords();
    const setQuery = useSetQuery();
    const notify = useNotify();
    const client = useQueryClient();
    const unit = useQuery({ queryKey: ["unit", id], queryFn: () => readUnit(id) });
    const [asked, setAsked] = useState<Asked>(null);
    const reopen = useMutation({
        mutationFn: reopenUnit,
        onSuccess: () => {
            notify.told(w("orgWithdrawn"));
            void client.invalidateQueries();
        },
        onError: notify.failed,
    });
    if (unit.error !== null) return <Failure error={unit.error} onRetry={() => void unit.refetch()} />;
    if (unit.data === undefined) return <Waiting />;
    const { data } = unit;
    const today = dayInJapan(new Date());
    const holds = data.valid_from <= asOf && (data.valid_to === null || asOf < data.valid_to);
    const close = () => setAsked(null);
    const mayChange = manages && data.valid_to === null;
    const mayMerge = data.kind !== "headquarters" && data.kind !== "department";
    return (
        <div className="flex flex-col gap-3 p-4">
            <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
                <div className="min-w-0 flex-1 max-md:basis-full">
                    <Button
                        look="quiet"
                        icon="back"
                        className="md:hidden"
                        onClick={() => setQuery({ unit: null })}
                    >
                        {w("organization")}
                    </Button>
                    <h2 className="text-20 font-bold">{label(data.full_name)}</h2>
                    <p className="flex flex-wrap gap-x-3 text-13 text-ink-soft">
                        <span className="value">{data.code}</span>
                        <span>{showStretch(data, language, w)}</span>
                        {data.coordinator && <Chip>{w("orgCoordinator")}</Chip>}
                        {!holds && <Chip tone="due">{w("orgNotInForce")}</Chip>}
                        {holds && data.valid_to !== null && (
                            <Chip tone="due">{w("orgEnds", { to: showDate(data.valid_to, language) })}</Chip>
                        )}
                    </p>
                </div>
                {manages && (
                    <div className="flex flex-wrap gap-2">
                        {mayChange && (
                            <Button icon="plus" onClick={() => setAsked("add")}>
                                {w("orgAddUnit")}
                            </Button>
                        )}
                        <Button onClick={() => setAsked("correct")}>{w("orgCorrect")}</Button>
                        {mayChange && mayMerge && (
                            <Button onClick={() => setAsked("rename")}>{w("orgRename")}</Button>
                        )}
                        {mayChange && data.kind !== "headquarters" && (
                            <Button look="danger" onClick={() => setAsked("close")}>
                                {w("orgClose")}
                            </Button>
                        )}
                        {data.valid_to !== null && data.valid_to > today && data.successor === null && (
                            <Button disabled={reopen.isPending} onClick={() => reopen.mutate(data)}>
                                {w("orgReopen")}
                            </Button>
                        )}
                    </div>
                )}
            </div>
            <History title={w("orgBefore")} units={data.history.predecessors} />
            <History title={w("orgAfter")} units={data.history.successors} />
            <Coordinator unit={data} manages={manages} units={units} />
            <Duties unit={data} />
            <StaffOfUnit
                unit={data}
                asOf={asOf}
                manages={manages}
                onAdd={mayChange ? () => setAsked("staff") : undefined}
            />
            {asked === "add" && <AddUnitDialog parent={data} onClose={close} />}
            {asked === "correct" && <CorrectUnitDialog unit={data} onClose={close} />}
            {asked === "close" && <CloseUnitDialog unit={data} onClose={close} />}
            {asked === "rename" && <MergerDialog units={units} first={[data]} onClose={close} />}
            {asked === "staff" && <MemberDialog unit={data} onClose={close} />}
        </div>
    );
}

type W = ReturnType<typeof useWords>["w"];
function showStretch(
    stretch: { valid_from: string; valid_to: string | null },
    language: "ja" | "en",
    w: W,
): string {
    const from = showDate(stretch.valid_from, language);
    return stretch.valid_to === null
        ? w("orgSince", { from })
        : w("orgFromTo", { from, to: showDate(stretch.valid_to, language) });
}

function History({ title, units }: { title: string; units: UnitStretch[] }) {
    const { label } = useWords();
    const setQuery = useSetQuery();
    if (units.length === 0) return null;
    return (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="text-13 text-ink-soft">{title}</span>
            {units.map((unit) => (
                <span key={unit.id}>
                    <Button
                        look="quiet"
                        onClick={() => setQuery({ unit: unit.id, as_of: unit.valid_from, q: null })}
                    >
                        {label(unit.name)}
                    </Button>
                    <span className="text-13 text-ink-soft">
                        <Day day={unit.valid_from} />–{unit.valid_to !== null && <Day day={unit.valid_to} />}
                    </span>
                </span>
            ))}
        </p>
    );
}
