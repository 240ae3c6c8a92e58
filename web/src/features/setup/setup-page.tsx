// 導入の確認: what a new installation still needs, what is there, why, and where it is done.
import type { SetupItem, SetupState } from "@/api/setup";
import { Link } from "@/kit/address";
import { Button, lookOf } from "@/kit/button";
import { Chip, type Tone } from "@/kit/chips";
import { Icon } from "@/kit/icons";
import { manuals } from "@/kit/manuals";
import { useWords } from "@/kit/language";
import { showMoment } from "@/kit/moments";
import { Page } from "@/kit/page";
import { Failure, Waiting } from "@/kit/states";
import { useSetup } from "@/kit/use-setup";
import type { WordKey } from "@/kit/words";

const looks: Record<SetupState, { tone: Tone; word: WordKey }> = {
    todo: { tone: "late", word: "setupTodo" },
    warning: { tone: "due", word: "setupWarning" },
    done: { tone: "grey", word: "setupDone" },
};

export function SetupPage() {
    const { w, language } = useWords();
    const setup = useSetup(true);
    const counts = setup.data?.counts;
    return (
        <Page
            title={w("setup")}
            aside={
                counts !== undefined && (
                    <span className="text-13 text-ink-soft" data-setup-todo={counts.todo}>
                        {w("setupCounts", counts)}{" "}
                        {w("setupAt", { at: showMoment(setup.data?.at ?? "", language) })}
                    </span>
                )
            }
            action={
                <Button look="primary" disabled={setup.isFetching} onClick={() => void setup.refetch()}>
                    {w("setupAgain")}
                </Button>
            }
        >
            {setup.error !== null ? (
                <Failure error={setup.error} onRetry={() => void setup.refetch()} />
            ) : setup.data === undefined ? (
                <Waiting />
            ) : (
                <div className="flex max-w-5xl flex-col gap-3 p-4 max-md:p-2">
                    <div className="flex flex-wrap items-center gap-3">
                        <p className="min-w-0 flex-1 text-ink-soft max-md:basis-full">{w("setupIntro")}</p>
                        {manuals.map((manual) => (
                            <a
                                key={manual.word}
                                href={manual.address}
                                target="_blank"
                                rel="noreferrer"
                                className={lookOf("secondary")}
                            >
                                <Icon name="book" />
                                {w(manual.word)}
                            </a>
                        ))}
                    </div>
                    <ul
                        data-tour="setup-list"
                        className="divide-y divide-line rounded-md border border-line bg-surface"
                    >
                        {setup.data.items.map((item) => (
                            <Item key={item.code} item={item} />
                        ))}
                    </ul>
                </div>
            )}
        </Page>
    );
}

function Item({ item }: { item: SetupItem }) {
    const { w, label } = useWords();
    const look = looks[item.state];
    const open = item.state !== "done";
    return (
        <li
            data-setup={item.code}
            data-state={item.state}
            className="grid grid-cols-[4rem_minmax(0,1fr)_auto] items-start gap-x-3 px-3 py-2 max-md:grid-cols-[4rem_minmax(0,1fr)]"
        >
            <span>
                <Chip tone={look.tone}>{w(look.word)}</Chip>
            </span>
            <div className="min-w-0">
                <h2 className="text-14 font-bold">{label(item.title)}</h2>
                <p className="wrap-anywhere">{label(item.found)}</p>
                <p className="text-13 text-ink-soft">{label(item.why)}</p>
                {open && item.command !== null && (
                    <code className="mt-1 inline-block rounded bg-sunken px-2 py-0.5 text-13 wrap-anywhere">
                        {item.command}
                    </code>
                )}
            </div>
            {open && item.path !== null && (
                <Link
                    to={item.path}
                    aria-label={`${label(item.title)} ${w("setupOpen")}`}
                    className={`${lookOf("secondary")} max-md:col-start-2 max-md:justify-self-start`}
                >
                    {w("setupOpen")}
                </Link>
            )}
        </li>
    );
}
