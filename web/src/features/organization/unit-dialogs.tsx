// Adding, correcting and closing a unit.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { addUnit, closeUnit, correctUnit, readUnitsOn, type UnitDetail } from "@/api/organization";
import { Button } from "@/kit/button";
import { useWords } from "@/kit/language";
import { dayInJapan, parseDay, showDate, tomorrowInJapan } from "@/kit/moments";
import { UnitChoice } from "@/kit/unit-choice";
import { DayField, TextField } from "./fields";
import { isoDay, SavingDialog, TwoColumns, useSaving, useTexts } from "./saving-dialog";

const below: Record<UnitDetail["kind"], UnitDetail["kind"]> = {
    headquarters: "station",
    department: "division",
    division: "section",
    section: "section",
    station: "station_section",
    station_section: "section",
};

export function AddUnitDialog({ parent, onClose }: { parent: UnitDetail; onClose: () => void }) {
    const { w, label, language } = useWords();
    const kind = below[parent.kind];
    const { texts, bind } = useTexts({
        code: `${parent.kind === "headquarters" ? "S" : parent.code}-`,
        name: "",
        name_en: "",
        kana: "",
        symbol: "",
        valid_from: showDate(dayInJapan(new Date()), language),
    });
    const saving = useSaving(
        () => addUnit({ ...texts, kind, parent: parent.id, valid_from: isoDay(texts.valid_from) }),
        onClose,
    );
    const field = bind(saving.error);
    const title = w("orgAddUnitTitle", { name: label(parent.full_name) });
    return (
        <SavingDialog title={title} describedBy="unit" {...{ saving, texts, onClose }}>
            <TextField first label={w("orgName")} {...field("name")} />
            <TwoColumns>
                <TextField label={w("orgKana")} {...field("kana")} />
                <TextField label={w("orgNameEn")} {...field("name_en")} />
                <TextField label={w("orgCode")} {...field("code")} />
                <DayField label={w("orgFrom")} {...field("valid_from")} />
                {kind === "station" && <TextField label={w("orgSymbol")} {...field("symbol")} />}
            </TwoColumns>
        </SavingDialog>
    );
}

export function CorrectUnitDialog({ unit, onClose }: { unit: UnitDetail; onClose: () => void }) {
    const { w, label } = useWords();
    const { texts, bind } = useTexts({
        name: unit.name.ja,
        name_en: unit.name.en,
        kana: unit.kana,
        phone: unit.phone ?? "",
        extension: unit.extension ?? "",
    });
    const saving = useSaving(
        () => correctUnit(unit, { ...texts, phone: texts.phone || null, extension: texts.extension || null }),
        onClose,
    );
    const field = bind(saving.error);
    const title = w("orgCorrectUnit", { name: label(unit.full_name) });
    return (
        <SavingDialog title={title} describedBy="unit" {...{ saving, texts, onClose }}>
            <p className="text-13 text-ink-soft">{w("orgCorrectHint")}</p>
            <TextField first label={w("orgName")} {...field("name")} />
            <TwoColumns>
                <TextField label={w("orgKana")} {...field("kana")} />
                <TextField label={w("orgNameEn")} {...field("name_en")} />
                <TextField label={w("orgPhone")} {...field("phone")} />
                <TextField label={w("orgExtension")} {...field("extension")} />
            </TwoColumns>
        </SavingDialog>
    );
}

export function CloseUnitDialog({ unit, onClose }: { unit: UnitDetail; onClose: () => void }) {
    const { w, label, language } = useWords();
    // Of today it could not be taken back.
    const { texts, bind } = useTexts({ date: showDate(tomorrowInJapan(), language) });
    const [successor, setSuccessor] = useState<string | null>(null);
    const on = parseDay(texts.date) ?? tomorrowInJapan();
    const units = useQuery({ queryKey: ["units-on", on], queryFn: () => readUnitsOn(on) });
    const saving = useSaving(() => closeUnit(unit, texts.date, successor ?? undefined), onClose);
    const field = bind(saving.error);
    // An existing unit takes over on the day itself, never ahead: it would read the records before.
    function takeOver(id: string | null) {
        setSuccessor(id);
        field("date").onChange(showDate(id === null ? tomorrowInJapan() : dayInJapan(new Date()), language));
    }
    const title = w("orgCloseTitle", { name: label(unit.full_name) });
    return (
        <SavingDialog
            danger
            title={title}
            describedBy="unit"
            names={{ date: "valid_to" }}
            submit={w("orgClose")}
            {...{ saving, texts, onClose }}
        >
            <p>{w("orgCloseHint")}</p>
            <DayField first label={w("orgTo")} {...field("date")} />
            <UnitChoice
                single
                asked="successor"
                name={w("orgSuccessor")}
                units={(units.data?.items ?? []).filter(
                    (one) => one.kind === unit.kind && one.id !== unit.id,
                )}
                chosen={successor === null ? [] : [successor]}
                onToggle={takeOver}
            />
            {successor !== null && (
                <Button look="quiet" onClick={() => takeOver(null)}>
                    {w("orgNoSuccessor")}
                </Button>
            )}
        </SavingDialog>
    );
}
