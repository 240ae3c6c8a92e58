// What a unit is there for: its 事務分掌, the rule tables that name it, and which section is its station's 署生安課 from when on.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
    markCoordinator,
    withdrawCoordinator,
    type CoordinatorPeriod,
    type UnitDetail,
} from "@/api/organization";
import { Link } from "@/kit/address";
import { Button } from "@/kit/button";
import { Chip, Day } from "@/kit/chips";
import { useWords } from "@/kit/language";
import { dayInJapan, showDate, tomorrowInJapan } from "@/kit/moments";
import { useNotify } from "@/kit/notices";
import { dutyName } from "./duties";
import { DayField, SelectField, TextField } from "./fields";
import { SavingDialog, useSaving, useTexts } from "./saving-dialog";

export function Duties({ unit }: { unit: UnitDetail }) {
    const { w, label } = useWords();
    const named = unit.named_by ?? [];
    if (unit.duties.length === 0 && named.length === 0) return null;
    return (
        <section aria-label={w("orgDuties")} data-duties className="flex flex-col gap-1">
            <h3 className="font-bold">{w("orgDuties")}</h3>
            {unit.duties.length > 0 && (
                <ul className="flex flex-wrap gap-1">
                    {unit.duties.map((duty) => (
                        <li key={duty}>
                            <Chip>{label(dutyName(duty))}</Chip>
                        </li>
                    ))}
                </ul>
            )}
            {named.map((each) => (
                <p key={`${each.table} ${each.code}`} className="text-13">
                    <Link to={`/tables/${each.table}`} className="text-act underline">
                        {label(each.label)}
                    </Link>
                    {each.duty === null
                        ? w("orgNamedByCode")
                        : w("orgNamedByDuty", { duty: label(dutyName(each.duty)) })}
                    <span className="text-ink-soft">{each.rows.map(label).join(w("listComma"))}</span>
                </p>
            ))}
        </section>
    );
}

type CoordinatorProps = { unit: UnitDetail; manages: boolean; units: UnitDetail[] };
export function Coordinator({ unit, manages, units }: CoordinatorProps) {
    const { w, label } = useWords();
    const notify = useNotify();
    const client = useQueryClient();
    const [marking, setMarking] = useState(false);
    const periods = unit.coordinators ?? [];
    const withdraw = useMutation({
        mutationFn: (day: string) => withdrawCoordinator(unit.id, day),
        onSuccess: () => {
            notify.told(w("orgWithdrawn"));
            void client.invalidateQueries();
        },
        onError: notify.failed,
    });
    if (unit.kind !== "station" && unit.kind !== "station_section") return null;
    const isStation = unit.kind === "station";
    const shown = isStation ? periods : periods.filter((period) => period.unit?.id === unit.id);
    if (!isStation && shown.length === 0) return null;
    const today = dayInJapan(new Date());
    const mayMark = isStation && manages && unit.valid_to === null;
    return (
        <section aria-label={w("orgCoordinator")} data-coordinator className="flex flex-col gap-1">
            <div className="flex flex-wrap items-center gap-3">
                <h3 className="font-bold">{w("orgCoordinator")}</h3>
                {mayMark && <Button onClick={() => setMarking(true)}>{w("orgMarkCoordinator")}</Button>}
            </div>
            <ul className="divide-y divide-line">
                {shown.map((period) => (
                    <li
                        key={period.from}
                        className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 py-1"
                    >
                        <span className={holdsOn(period, today) ? "font-bold" : ""}>
                            {period.unit === null ? (
                                <Chip tone="late">{w("orgNoCoordinator")}</Chip>
                            ) : (
                                label(period.unit.name)
                            )}
                        </span>
                        <span className="text-13 text-ink-soft">
                            <Day day={period.from} />–{period.to !== null && <Day day={period.to} />}
                        </span>
                        {period.from > today && <Chip tone="due">{w("orgPlanned")}</Chip>}
                        {(period.reason !== "" || period.by !== null) && (
                            <span className="text-13 text-ink-soft">
                                {[
                                    period.reason,
                                    period.by === null ? "" : `${period.by.rank} ${period.by.name}`,
                                ]
                                    .filter((part) => part.trim() !== "")
                                    .join(" · ")}
                            </span>
                        )}
                        {isStation && manages && period.can_be_withdrawn && (
                            <Button
                                look="quiet"
                                disabled={withdraw.isPending}
                                onClick={() => withdraw.mutate(period.from)}
                            >
                                {w("orgWithdraw")}
                            </Button>
                        )}
                    </li>
                ))}
            </ul>
            {marking && <MarkDialog station={unit} units={units} onClose={() => setMarking(false)} />}
        </section>
    );
}

function holdsOn(period: CoordinatorPeriod, day: string): boolean {
    return period.from <= day && (period.to === null || day < period.to);
}

type MarkProps = { station: UnitDetail; units: UnitDetail[]; onClose: () => void };
function MarkDialog({ station, units, onClose }: MarkProps) {
    const { w, label, language } = useWords();
    const { texts, bind } = useTexts({ unit: "", date: showDate(tomorrowInJapan(), language), reason: "" });
    const saving = useSaving(
        () => markCoordinator(station.id, { ...texts, unit: texts.unit === "" ? null : texts.unit }),
        onClose,
    );
    const field = bind(saving.error);
    const sections = units.filter(
        (one) => one.kind === "station_section" && one.parent?.id === station.id && !one.coordinator,
    );
    return (
        <SavingDialog
            title={w("orgMarkTitle", { name: label(station.full_name) })}
            submit={w("orgMarkCoordinator")}
            describedBy="coordinator_mark"
            names={{ date: "valid_from" }}
            {...{ saving, texts, onClose }}
        >
            <p className="text-13 text-ink-soft">{w("orgMarkHint")}</p>
            <SelectField
                label={w("orgMarkSection")}
                none={w("orgMarkChoose")}
                choices={sections.map((one) => ({ value: one.id, text: label(one.name) }))}
                {...field("unit")}
            />
            <DayField label={w("orgMarkDay")} {...field("date")} />
            <TextField label={w("orgMergeReason")} {...field("reason")} />
        </SavingDialog>
    );
}
