// Short notices of what just happened; they go by themselves, failures stay until closed.
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";
import { Button } from "./button";
import { Icon } from "./icons";
import { useWords } from "./language";
import { asProblem } from "./states";

export type NoticeAct = { text: string; run: () => void };
type Notice = { id: number; text: string; details: string[]; failed: boolean; act?: NoticeAct };
// `failed`: an error, or in words; with an act a notice stays long enough to be used.
export type Notify = {
    told: (text: string, act?: NoticeAct) => void;
    failed: (error: unknown) => void;
};

const NotifyContext = createContext<Notify>({ told: () => undefined, failed: () => undefined });
const shownFor = 5_000;
const usableFor = 12_000;
let lastId = 0;

export function NoticeProvider({ children }: { children: ReactNode }) {
    const { w, label } = useWords();
    const [notices, setNotices] = useState<Notice[]>([]);
    const drop = useCallback(
        (id: number) => setNotices((all) => all.filter((notice) => notice.id !== id)),
        [],
    );
    const notify = useMemo<Notify>(() => {
        function show({ act, ...notice }: Omit<Notice, "id">) {
            const id = ++lastId;
            setNotices((all) => [...all.slice(-3), { ...notice, id, act }]);
            if (!notice.failed) setTimeout(() => drop(id), act === undefined ? shownFor : usableFor);
        }
        return {
            told: (text, act) => show({ text, details: [], failed: false, act }),
            failed: (error) => {
                if (typeof error === "string") return show({ text: error, details: [], failed: true });
                const { body } = asProblem(error);
                const details = (body.violations ?? []).map((violation) => label(violation.reason));
                show({ text: label(body.titles) || body.title, details, failed: true });
            },
        };
    }, [drop, label]);
    return (
        <NotifyContext value={notify}>
            {children}
            <div
                aria-live="polite"
                className="fixed right-4 bottom-4 z-50 flex w-96 max-w-[calc(100vw-2rem)] flex-col gap-2 print:hidden"
            >
                {notices.map((notice) => (
                    <div
                        key={notice.id}
                        role={notice.failed ? "alert" : undefined}
                        className={`slides-in flex items-start gap-2 rounded-md border bg-raised p-3 shadow-lg ${notice.failed ? "border-late" : "border-line-strong"}`}
                    >
                        <Icon
                            name={notice.failed ? "alert" : "check"}
                            className={`mt-0.5 size-5 ${notice.failed ? "text-late" : "text-fine"}`}
                        />
                        <div className="flex-1">
                            <p>{notice.text}</p>
                            {notice.details.map((detail) => (
                                <p key={detail} className="text-13 text-ink-soft">
                                    {detail}
                                </p>
                            ))}
                        </div>
                        {notice.act !== undefined && (
                            <Button
                                onClick={() => {
                                    drop(notice.id);
                                    notice.act?.run();
                                }}
                            >
                                {notice.act.text}
                            </Button>
                        )}
                        <button
                            type="button"
                            aria-label={w("close")}
                            onClick={() => drop(notice.id)}
                            className="-m-1 grid size-8 place-items-center rounded"
                        >
                            <Icon name="close" />
                        </button>
                    </div>
                ))}
            </div>
        </NotifyContext>
    );
}

export function useNotify(): Notify {
    return useContext(NotifyContext);
}
