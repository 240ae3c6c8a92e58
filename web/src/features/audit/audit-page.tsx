// 監査: who read what, who changed what, what one officer did, who saw one person; never with content.
import { Link } from "@/kit/address";
import { useWords } from "@/kit/language";
import { Page } from "@/kit/page";
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
            <div
                role="tablist"
                aria-label={w("audit")}
                className="flex shrink-0 gap-1 overflow-x-auto border-b border-line bg-surface px-3 print:hidden"
            >
                {tabs.map((each) => (
                    <Link
                        key={each.name}
                        to={each.name === "" ? "/audit" : `/audit/${each.name}`}
                        role="tab"
                        aria-selected={chosen === each.name}
                        data-tab={each.name}
                        className="flex min-h-9 items-center border-b-4 border-transparent px-3 whitespace-nowrap hover:bg-hovered aria-selected:border-act aria-selected:font-bold aria-selected:text-act max-md:min-h-11"
                    >
                        {w(each.word)}
                    </Link>
                ))}
            </div>
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
