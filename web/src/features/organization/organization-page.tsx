// 組織: units by day with their staff, lists of staff, mergers, ranks and posts.
import { useWords } from "@/kit/language";
import { Page } from "@/kit/page";
import { useSession } from "@/kit/session";
import { Tabs } from "@/kit/tabs";
import type { WordKey } from "@/kit/words";
import { ImportTab } from "./import-tab";
import { MergersTab } from "./mergers-tab";
import { PostsTab } from "./posts-tab";
import { UnitsTab } from "./units-tab";

const tabs: { name: string; word: WordKey; managers: boolean }[] = [
    { name: "", word: "orgUnits", managers: false },
    { name: "mergers", word: "orgMergers", managers: true },
    { name: "import", word: "orgImport", managers: true },
    { name: "posts", word: "orgPosts", managers: false },
];

export function OrganizationPage({ tab = "" }: { tab: string | undefined }) {
    const { w } = useWords();
    const session = useSession();
    const manages = session.can["organization.manage"] === true;
    const shown = tabs.filter((each) => manages || !each.managers);
    const chosen = shown.find((each) => each.name === tab)?.name ?? "";
    return (
        <Page title={w("organization")}>
            <div data-tour="organization-tabs" className="shrink-0">
                <Tabs
                    label={w("organization")}
                    chosen={chosen}
                    tabs={shown.map(({ name, word }) => ({
                        name,
                        text: w(word),
                        to: name === "" ? "/organization" : `/organization/${name}`,
                    }))}
                />
            </div>
            {chosen === "mergers" ? (
                <MergersTab />
            ) : chosen === "import" ? (
                <ImportTab />
            ) : chosen === "posts" ? (
                <PostsTab manages={manages} />
            ) : (
                <UnitsTab manages={manages} />
            )}
        </Page>
    );
}
