// A merger or renaming: which units, the new one, the day; then what follows, section by section; then confirmed.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import {
    merge,
    tryMerger,
    type MergerAsked,
    type MergerPlan,
    type NewSection,
    type UnitDetail,
} from "@/api/organization";
import { Button } from "@/kit/button";
import { Asked, Described } from "@/kit/described";
import { Dialog } from "@/kit/dialog";
import { useWords } from "@/kit/language";
import { dayInJapan, showDate } from "@/kit/moments";
import { UnitChoice } from "@/kit/unit-choice";
import { DayField, Refusal, TextField } from "./fields";
import { OpenWorkList } from "./open-work";
import { useSaving, useTexts } from "./saving-dialog";

type Props = { units: UnitDetail[]; first?: UnitDetail[]; onClose: () => void };
const mergeable: readonly UnitDetail["kind"][] = ["station", "division", "section", "station_section"];

export function MergerDialog({ units, first = [], onClose }: Props) {
    const { w, language } = useWords();
    const [chosen, setChosen] = useState(first.map((unit) => unit.id));
    const { texts, bind } = useTexts({
        code: "",
        name: "",
        name_en: "",
        kana: "",
        symbol: first.length === 1 ? (first[0]?.symbol ?? "") : "",
        reason: "",
        date: showDate(dayInJapan(new Date()), language),
    });
    const [sections, setSections] = useState<Record<string, string>>({});
    const [plan, setPlan] = useState<MergerPlan | null>(null);
    const kind = units.find((unit) => unit.id === chosen[0])?.kind;
    const mayMerge = units.filter(
        (unit) =>
            unit.valid_to === null &&
            mergeable.includes(unit.kind) &&
            (kind === undefined || unit.kind === kind),
    );
    const [coordinator, setCoordinator] = useState("");
    const whole: MergerAsked = { ...texts, units: chosen, sections, coordinator };
    const attempt = useMutation({ mutationFn: tryMerger, onSuccess: setPlan });
    const saving = useSaving(() => merge(whole), onClose);
    const field = bind(attempt.error);
    function send(next: Record<string, string>) {
        setSections(next);
        setCoordinator("");
        attempt.mutate({ ...whole, sections: next, coordinator: "" });
    }
    function mark(key: string) {
        setCoordinator(key);
        attempt.mutate({ ...whole, coordinator: key });
    }
    if (plan !== null) {
        return (
            <Dialog
                wide
                title={w("orgMergeFollows", { date: showDate(plan.date, language) })}
                onClose={onClose}
            >
                <div className="flex flex-col gap-3">
                    <Follows
                        plan={plan}
                        chosen={sections}
                        onMap={(id, key) => send({ ...sections, [id]: key })}
                        onMark={mark}
                    />
                    <Refusal error={saving.error ?? attempt.error} shown={[]} />
                    <div className="flex justify-end gap-2">
                        <Button onClick={() => setPlan(null)}>{w("orgBackToForm")}</Button>
                        <Button
                            data-first
                            look="primary"
                            disabled={saving.isPending || attempt.isPending}
                            onClick={() => saving.mutate()}
                        >
                            {w("orgMergeConfirm")}
                        </Button>
                    </div>
                </div>
            </Dialog>
        );
    }
    return (
        <Dialog wide title={w("orgMergeNew")} onClose={onClose}>
            <form
                className="flex flex-col gap-3"
                onSubmit={(event) => {
                    event.preventDefault();
                    attempt.mutate(whole);
                }}
            >
                <Described by="unit">
                    <Described by="merger" names={{ date: "valid_from" }}>
                        <div className="grid gap-4 md:grid-cols-2">
                            <UnitChoice
                                single={false}
                                asked="sources"
                                name={w("orgMergeUnits")}
                                units={mayMerge}
                                chosen={chosen}
                                isProposed={() => false}
                                onToggle={(id) =>
                                    setChosen(
                                        chosen.includes(id)
                                            ? chosen.filter((each) => each !== id)
                                            : [...chosen, id],
                                    )
                                }
                            />
                            <div className="flex flex-col gap-2">
                                <TextField label={w("orgName")} {...field("name")} />
                                <TextField label={w("orgKana")} {...field("kana")} />
                                <TextField label={w("orgNameEn")} {...field("name_en")} />
                                <div className="grid grid-cols-2 gap-3">
                                    <TextField label={w("orgCode")} {...field("code")} />
                                    {(kind === "station" || kind === undefined) && (
                                        <TextField label={w("orgSymbol")} {...field("symbol")} />
                                    )}
                                </div>
                                <DayField label={w("orgMergeDate")} {...field("date")} />
                                <TextField label={w("orgMergeReason")} {...field("reason")} />
                            </div>
                        </div>
                    </Described>
                </Described>
                <Refusal error={attempt.error} shown={Object.keys(texts)} />
                <div className="flex justify-end gap-2">
                    <Button onClick={onClose}>{w("cancel")}</Button>
                    <Button type="submit" look="primary" disabled={attempt.isPending || chosen.length === 0}>
                        {w("orgMergeTry")}
                    </Button>
                </div>
            </form>
        </Dialog>
    );
}

type FollowsProps = {
    plan: MergerPlan;
    chosen: Record<string, string>;
    onMap: (id: string, key: string) => void;
    onMark: (key: string) => void;
};
function Follows({ plan, chosen, onMap, onMark }: FollowsProps) {
    const { w, label } = useWords();
    const keyOf = (id: string, key: string) => chosen[id] ?? key;
    const isStation = plan.kind === "station";
    const beside = (section: NewSection) => plan.sections.filter((each) => each.above === section.above);
    const depthOf = (section: NewSection): number => {
        const above = plan.sections.find((each) => each.code === section.above);
        return above === undefined ? 0 : 1 + depthOf(above);
    };
    return (
        <>
            <p>
                <span className="text-16 font-bold">{label(plan.unit.name)}</span>{" "}
                <span className="value text-ink-soft">{plan.unit.code}</span> ←{" "}
                {plan.unit.from.map((unit) => label(unit.name)).join(w("listComma"))}
            </p>
            <p>{w("orgMergeLeads", { staff: plan.staff_total })}</p>
            <p>{w("orgMergeSees")}</p>
            {plan.sections.length > 0 && (
                <Described by="merged_section_form">
                    <Asked name="into" label={w("orgMergeInto")} look="text-13 text-ink-soft">
                        <div className="overflow-x-auto">
                            <table className="w-full text-left" data-plan>
                                <thead>
                                    <tr className="border-b border-line text-13 text-ink-soft">
                                        <th className="py-1 pr-3 font-normal whitespace-nowrap">
                                            {w("orgMergeSection")}
                                        </th>
                                        <th className="py-1 pr-3 font-normal whitespace-nowrap">
                                            {w("orgMergeFrom")}
                                        </th>
                                        <th className="py-1 pr-3 font-normal whitespace-nowrap">
                                            {w("orgMergeStaff")}
                                        </th>
                                        {isStation && (
                                            <th className="py-1 pr-3 font-normal whitespace-nowrap">
                                                {w("orgCoordinator")}
                                            </th>
                                        )}
                                        <th className="py-1 font-normal whitespace-nowrap">
                                            {w("orgMergeOpen")}
                                        </th>
                                    </tr>
                                </thead>
                                <tbody>
                                    {plan.sections.map((section) => (
                                        <tr key={section.code} className="border-b border-line align-top">
                                            <td
                                                className="py-1 pr-3 whitespace-nowrap"
                                                style={{ paddingLeft: `${depthOf(section) * 1.25}rem` }}
                                            >
                                                {section.above !== null && (
                                                    <span aria-hidden className="text-ink-soft">
                                                        └{" "}
                                                    </span>
                                                )}
                                                {label(section.name)}
                                            </td>
                                            <td className="py-1 pr-3">
                                                {section.from.map((unit) => (
                                                    <span
                                                        key={unit.id}
                                                        className="flex flex-wrap items-center gap-2"
                                                    >
                                                        {label(unit.name)}
                                                        {(section.from.length === 1 ||
                                                            chosen[unit.id] !== undefined) && (
                                                            <select
                                                                aria-label={`${label(unit.name)} ${w("orgMergeInto")}`}
                                                                className="field-box w-auto text-13"
                                                                value={keyOf(unit.id, section.key)}
                                                                onChange={(event) =>
                                                                    onMap(unit.id, event.target.value)
                                                                }
                                                            >
                                                                {beside(section).map((each) => (
                                                                    <option key={each.key} value={each.key}>
                                                                        {`${w("orgMergeInto")}: ${label(each.name)}`}
                                                                    </option>
                                                                ))}
                                                            </select>
                                                        )}
                                                    </span>
                                                ))}
                                            </td>
                                            <td className="figures py-1 pr-3">{section.staff}</td>
                                            {isStation && (
                                                <td className="py-1 pr-3 text-center">
                                                    {section.above === null && (
                                                        <input
                                                            type="radio"
                                                            name="coordinator"
                                                            className="size-4 accent-act"
                                                            aria-label={`${w("orgCoordinator")}: ${label(section.name)}`}
                                                            checked={section.coordinator}
                                                            onChange={() => onMark(section.key)}
                                                        />
                                                    )}
                                                </td>
                                            )}
                                            <td className="figures py-1">{section.open_records}</td>
                                        </tr>
                                    ))}
                                </tbody>
                            </table>
                        </div>
                    </Asked>
                </Described>
            )}
            <OpenWorkList work={plan.open_work} />
        </>
    );
}
