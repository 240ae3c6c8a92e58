// 保存期間と廃棄: what is past its period, what waits for approval, what is held back, and what is gone.
import { useAddress } from "@/kit/address";
import { useDisposalCounts } from "@/kit/disposal-counts";
import { useWords } from "@/kit/language";
import { Page } from "@/kit/page";
import { useSession } from "@/kit/session";
import { Tabs } from "@/kit/tabs";
import type { DisposalList } from "@/api/types";
import { useCarryOut } from "./carry-out";
import { firstList } from "./offers";
import { Progress, Results } from "./progress";
import { Register } from "./register";
import { WaitingRecords } from "./waiting";

const lists: DisposalList[] = ["due", "proposed", "held", "done"];

export function DisposalsPage() {
    const { w } = useWords();
    const session = useSession();
    const { query } = useAddress();
    const counts = useDisposalCounts();
    const work = useCarryOut();
    const asked = query.get("list");
    const list = lists.find((each) => each === asked) ?? firstList(session);
    return (
        <Page
            sheet
            title={w("disposals")}
            aside={<span className="text-13 text-ink-soft max-md:hidden">{w("ruleHint")}</span>}
        >
            <Tabs
                label={w("disposals")}
                chosen={list}
                tabs={lists.map((each) => ({
                    name: each,
                    text: w(`disposal_${each}`),
                    to: `/disposals?list=${each}`,
                    count: counts?.[each] ?? "unknown",
                }))}
            />
            {work.result !== null && <Results result={work.result} onClose={work.close} />}
            {list === "done" ? (
                <Register count={counts?.done} />
            ) : (
                <WaitingRecords key={list} list={list} count={counts?.[list]} work={work} />
            )}
            {work.running !== null && work.running.all > 1 && (
                <Progress running={work.running} stopping={work.stopping} onStop={work.stop} />
            )}
        </Page>
    );
}
