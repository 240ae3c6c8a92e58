// A transfer or the end of service: asked, then what stays open with the person and who takes it over, then confirmed.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
    move,
    readUnitsOn,
    readWholeStation,
    tryMove,
    type Fields,
    type Member,
    type Moving,
    type OpenWork,
} from "@/api/organization";
import { Button } from "@/kit/button";
import { Described } from "@/kit/described";
import { Dialog } from "@/kit/dialog";
import { useWords } from "@/kit/language";
import { dayInJapan, parseDay, showDate } from "@/kit/moments";
import { UnitChoice } from "@/kit/unit-choice";
import { DayField, Refusal, SelectField, violationsOf } from "./fields";
import { ServingFields } from "./member-dialogs";
import { OpenWorkList } from "./open-work";
import { useSaving, useTexts } from "./saving-dialog";

type Props = { member: Member; how: Moving; onClose: () => void };

export function MoveDialog({ member, how, onClose }: Props) {
    const { w, language } = useWords();
    const today = dayInJapan(new Date());
    const { texts, bind } = useTexts({
        date: showDate(today, language),
        rank: member.rank,
        post: member.post,
        extension: "",
    });
    const [unit, setUnit] = useState<string | null>(null);
    const [to, setTo] = useState("");
    const [open, setOpen] = useState<OpenWork | null>(null);
    const on = parseDay(texts.date) ?? today;
    const units = useQuery({ queryKey: ["units-on", on], queryFn: () => readUnitsOn(on) });
    const fields: Fields = how === "transfer" ? { unit, ...texts } : { date: texts.date };
    const attempt = useMutation({
        mutationFn: () => tryMove(member, how, fields),
        onSuccess: (tried) => setOpen(tried.open_work),
    });
    const saving = useSaving(
        () => move(member, how, to === "" ? fields : { ...fields, hand_over_to: to }),
        onClose,
    );
    const field = bind(attempt.error);
    const title = `${how === "transfer" ? w("orgTransfer") : w("orgLeave")}: ${member.rank} ${member.name}`;
    if (open !== null) {
        return (
            <Dialog wide title={title} onClose={onClose}>
                <div className="flex flex-col gap-3">
                    <h3 className="font-bold">{w("orgOpenWork")}</h3>
                    <OpenWorkList work={open} />
                    {open.count.drafts > 0 && <p className="text-13 text-ink-soft">{w("orgDraftsStay")}</p>}
                    {open.count.records > 0 && (
                        <Colleagues
                            member={member}
                            asOf={on}
                            value={to}
                            onChange={setTo}
                            error={saving.error}
                        />
                    )}
                    <Refusal error={saving.error} shown={["hand_over_to"]} />
                    <div className="flex justify-end gap-2">
                        <Button onClick={() => setOpen(null)}>{w("orgBackToForm")}</Button>
                        <Button
                            data-first
                            look="primary"
                            disabled={saving.isPending}
                            onClick={() => saving.mutate()}
                        >
                            {w("orgConfirmMove")}
                        </Button>
                    </div>
                </div>
            </Dialog>
        );
    }
    return (
        <Dialog wide={how === "transfer"} title={title} onClose={onClose}>
            <form
                className="flex flex-col gap-3"
                onSubmit={(event) => {
                    event.preventDefault();
                    attempt.mutate();
                }}
            >
                <Described
                    by={how === "transfer" ? "posting" : "staff"}
                    names={{ date: how === "transfer" ? "valid_from" : "valid_to" }}
                >
                    <DayField
                        first
                        label={how === "transfer" ? w("orgMoveDate") : w("orgLeaveDate")}
                        {...field("date")}
                    />
                    {how === "transfer" && (
                        <>
                            <UnitChoice
                                single
                                asked="unit"
                                name={w("orgNewUnit")}
                                units={units.data?.items ?? []}
                                chosen={unit === null ? [] : [unit]}
                                onToggle={setUnit}
                            />
                            <div className="grid grid-cols-3 gap-3 max-md:grid-cols-1">
                                <ServingFields field={field} present={member} />
                            </div>
                        </>
                    )}
                </Described>
                <Refusal error={attempt.error} shown={Object.keys(texts)} />
                <div className="flex justify-end gap-2">
                    <Button onClick={onClose}>{w("cancel")}</Button>
                    <Button
                        type="submit"
                        look="primary"
                        disabled={attempt.isPending || (how === "transfer" && unit === null)}
                    >
                        {w("orgSee")}
                    </Button>
                </div>
            </form>
        </Dialog>
    );
}

type ColleagueProps = {
    member: Member;
    asOf: string;
    value: string;
    error: unknown;
    onChange: (id: string) => void;
};
function Colleagues({ member, asOf, value, error, onChange }: ColleagueProps) {
    const { w } = useWords();
    const units = useQuery({ queryKey: ["units-on", asOf], queryFn: () => readUnitsOn(asOf) });
    // Where the records are on that day: a merger until then changes the unit.
    const serving = member.periods?.findLast((period) => period.from <= asOf)?.unit ?? member.unit;
    const station = units.data?.items.find((unit) => unit.id === serving?.id)?.station?.id;
    const staff = useQuery({
        queryKey: ["station-staff-on", asOf, station],
        queryFn: () => readWholeStation(asOf, station ?? ""),
        enabled: station !== undefined,
    });
    const choices = (staff.data ?? [])
        .filter((one) => one.id !== member.id)
        .map((one) => ({ value: one.id, text: `${one.unit?.name.ja ?? ""} ${one.rank} ${one.name}` }));
    return (
        <Described by="staff_hand_over" names={{ hand_over_to: "successor" }}>
            <SelectField
                name="hand_over_to"
                label={w("orgHandOverTo")}
                value={value}
                onChange={onChange}
                none={w("orgKeepWithUnit")}
                choices={choices}
                violations={violationsOf(error)}
            />
        </Described>
    );
}
