// Adding somebody to a unit, and correcting who somebody is.
import { useQuery } from "@tanstack/react-query";
import { addMember, correctMember, readPosts, type Member, type UnitDetail } from "@/api/organization";
import type { Violation } from "@/api/types";
import { useWords } from "@/kit/language";
import { dayInJapan, showDate } from "@/kit/moments";
import { DayField, SelectField, TextField } from "./fields";
import { isoDay, SavingDialog, TwoColumns, useSaving, useTexts } from "./saving-dialog";

// Ranks and posts that may be given today, with the present one even where it is not in the list any more.
function usePostChoices(): (kind: "rank" | "post", present: string) => { value: string; text: string }[] {
    const { language } = useWords();
    const posts = useQuery({ queryKey: ["posts"], queryFn: readPosts });
    return (kind, present) => {
        const listed = (posts.data?.items ?? []).filter(
            (post) => post.kind === kind && post.valid_to === null,
        );
        const choices = listed.map((post) => ({
            value: post.name.ja,
            text:
                language === "ja" || post.name.en === "" ? post.name.ja : `${post.name.ja} (${post.name.en})`,
        }));
        const isListed = present === "" || choices.some((choice) => choice.value === present);
        return isListed ? choices : [{ value: present, text: present }, ...choices];
    };
}

type Bound<Name extends string> = (name: Name) => {
    name: string;
    value: string;
    violations: readonly Violation[];
    onChange: (value: string) => void;
};

// Rank, post and extension, as somebody serves; `present` stays choosable.
export function ServingFields({
    field,
    present,
}: {
    field: Bound<"rank" | "post" | "extension">;
    present?: Member;
}) {
    const { w } = useWords();
    const choices = usePostChoices();
    return (
        <>
            <SelectField
                label={w("orgRank")}
                none={w("orgNone")}
                choices={choices("rank", present?.rank ?? "")}
                {...field("rank")}
            />
            <SelectField
                label={w("orgPost")}
                none={w("orgNone")}
                choices={choices("post", present?.post ?? "")}
                {...field("post")}
            />
            <TextField label={w("orgExtension")} {...field("extension")} />
        </>
    );
}

type MemberField = "name" | "kana" | "employee_number" | "rank" | "post" | "extension";
function MemberFields({ field, present }: { field: Bound<MemberField>; present?: Member }) {
    const { w } = useWords();
    return (
        <>
            <TextField first label={w("orgPerson")} {...field("name")} />
            <TextField label={w("orgKana")} {...field("kana")} />
            <ServingFields field={field} present={present} />
            <TextField label={w("orgNumber")} {...field("employee_number")} />
        </>
    );
}

export function MemberDialog({ unit, onClose }: { unit: UnitDetail; onClose: () => void }) {
    const { w, label, language } = useWords();
    const { texts, bind } = useTexts({
        name: "",
        kana: "",
        employee_number: "",
        rank: "",
        post: "",
        extension: "",
        valid_from: showDate(dayInJapan(new Date()), language),
    });
    const saving = useSaving(
        () => addMember({ ...texts, unit: unit.id, valid_from: isoDay(texts.valid_from) }),
        onClose,
    );
    const field = bind(saving.error);
    const title = w("orgAddStaffTitle", { name: label(unit.full_name) });
    return (
        <SavingDialog title={title} describedBy="staff" {...{ saving, texts, onClose }}>
            <TwoColumns>
                <MemberFields field={field} />
                <DayField label={w("orgArrived")} {...field("valid_from")} />
            </TwoColumns>
        </SavingDialog>
    );
}

export function CorrectMemberDialog({ member, onClose }: { member: Member; onClose: () => void }) {
    const { w } = useWords();
    const { texts, bind } = useTexts({
        name: member.name,
        kana: member.kana ?? "",
        employee_number: member.employee_number ?? "",
        rank: member.rank,
        post: member.post,
        extension: member.extension ?? "",
    });
    const saving = useSaving(() => correctMember(member, texts), onClose);
    return (
        <SavingDialog
            title={w("orgCorrectUnit", { name: member.name })}
            describedBy="staff"
            {...{ saving, texts, onClose }}
        >
            <TwoColumns>
                <MemberFields field={bind(saving.error)} present={member} />
            </TwoColumns>
        </SavingDialog>
    );
}
