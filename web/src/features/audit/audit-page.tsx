// 監査: who read what, who changed what, what one officer did, who saw one person; never with content.
import { useWords } from "@/kit/language";
import { Page } from "@/kit/page";
import { Tabs } from "@/kit/tabs";
import type { WordKey } from "@/kit/words";
import { LogTab } from "./log-tab";
import { PersonTab } from "./person-tab";
import { StaffTab } from "./staff-tab";

const tabs: { name: string; word: WordKey }[] = [
    { name: "", word: "auditReads" },
    { name: "changes", word: "auditChanges" },
    { name: "staff", word: "auditStaff" },
    { name: "person", word: "auditPerson" },
];

export function AuditPage({ tab = "" }: { tab: string | undefined }) {
    const { w } = useWords();
    const chosen = tabs.find((each) => each.name === tab)?.name ?? "";
    return (
        <Page
            title={w("audit")}
            aside={<span className="text-13 text-ink-soft print:hidden">{w("auditHint")}</span>}
        >
            <Tabs
                label={w("audit")}
                chosen={chosen}
                tabs={tabs.map(({ name, word }) => ({
                    name,
                    text: w(word),
                    to: name === "" ? "/audit" : `/audit/${name}`,
                }))}
            />
            {chosen === "staff" ? (
                <StaffTab />
            ) : chosen === "person" ? (
                <PersonTab />
            ) : (
                <LogTab key={chosen} log={chosen === "changes" ? "journal" : "access"} />
            )}
        </Page>
    );
}
